"""``./dev`` on a machine where something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: A Python as Debian has it: without its package python3-venv it makes half an environment and fails.
PYTHON = """#!/bin/sh
[ "$*" = "-m venv .venv" ] || exit 0
mkdir -p .venv/bin
printf '#!/bin/sh\\nexit %s\\n' "${VENV_FAILS:-0}" > .venv/bin/python
chmod +x .venv/bin/python
[ -n "${VENV_FAILS:-}" ] && exit 1
cp .venv/bin/python .venv/bin/pip
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("dev", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def setup(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = os.environ | {"PYTHON": str(folder / "python")} | environment
    return subprocess.run(
        [folder / "dev", "setup"], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )


def test_without_venv_it_says_what_to_install_and_leaves_nothing(folder: Path) -> None:
    for _ in range(2):
        done = setup(folder, VENV_FAILS="1")
        assert (done.returncode, "python3-venv" in done.stderr) == (1, True)
        assert not (folder / ".venv").exists()
    assert setup(folder).returncode == 0


def test_half_an_environment_is_made_anew(folder: Path) -> None:
    half = folder / ".venv" / "bin" / "python"
    half.parent.mkdir(parents=True)
    half.write_text("#!/bin/sh\nexit 1\n")
    half.chmod(0o755)
    assert setup(folder).returncode == 0
