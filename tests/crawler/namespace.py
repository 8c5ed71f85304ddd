"""Running something in a network namespace of its own: real addresses, real names, no way out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
_UNSHARE = ["unshare", "--map-root-user", "--net", "--mount"]


def run_in_namespace(module: str, *arguments: str, timeout: float = 150) -> list[str]:
    """Run ``python -m MODULE ARGUMENTS`` in a fresh namespace; its lines of output.

    Where namespaces are not allowed the test is skipped, except in CI, where it fails.
    """
    try:
        allowed = subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        if os.environ.get("CI"):
            pytest.fail(
                "network namespaces are not allowed here, and CI must prove the outbound guard in one"
            )
        pytest.skip("network namespaces are not allowed here")
    command = [*_UNSHARE, sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
