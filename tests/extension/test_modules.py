"""Runs the extension's own unit tests (``node --test``): its pure modules need no browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from registry.hosts.platforms import as_dict

HERE = Path(__file__).parent


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.js")), ids=lambda file: file.stem)
def test_modules(file: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("node is not installed; on Debian: apt install nodejs", pytrace=False)
    platforms = tmp_path / "platforms.json"
    platforms.write_text(json.dumps(as_dict()))
    run = subprocess.run(
        [node, "--test", "--test-reporter=spec", str(file)],
        env=os.environ | {"PLATFORMS": str(platforms)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "# tests 0" not in run.stdout
