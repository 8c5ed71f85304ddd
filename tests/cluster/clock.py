"""A machine whose clock is wrong, and can be put wrong while its programs run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

SKEWED = Path(__file__).parent / "skewed"


class Clock:
    """``env`` makes a program read this clock."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.env = {"PYTHONPATH": str(SKEWED), "SKEWED_BY": str(self._file)}
        self.set(timedelta())

    def set(self, wrong: timedelta) -> None:
        """How far it is ahead; heard within a fifth of a second."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{wrong.total_seconds()}\n")
        new.replace(self._file)
