"""Python imports this at its start where this folder is on the path: the program's clock is then wrong.

Time-machine changes what ``datetime.now`` and ``time.time`` say, not how fast time goes (``time.monotonic``).
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import time_machine


class Skew:
    """Follows a file that says by how many seconds the clock is wrong."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._said = 0.0
        self._traveller: time_machine.travel | None = None

    def look(self) -> None:
        """Puts the clock wrong as the file says."""
        with suppress(OSError, ValueError):  # it is just being written
            wanted = float(self._place.read_text())
            if wanted == self._said:
                return
            if self._traveller is not None:
                self._traveller.stop()
            self._traveller = time_machine.travel(datetime.now(UTC) + timedelta(seconds=wanted), tick=True)
            self._traveller.start()
            self._said = wanted

    def follow(self) -> None:
        """Hears within a fifth of a second that the file says something else."""
        while True:
            time.sleep(0.2)
            self.look()


skew = Skew(Path(os.environ["SKEWED_BY"]))
skew.look()
Thread(target=skew.follow, name="clock", daemon=True).start()
