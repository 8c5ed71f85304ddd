"""Telling the operator of a machine that its clock is wrong; the ledger itself goes by its server's."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime, timedelta

ALLOWED = timedelta(seconds=30)
"""Admins' authenticator codes are refused by a clock that is two minutes off: this is said before."""
AGAIN = 600.0
"""Seconds until it is said again."""

_log = logging.getLogger(__name__)


class Clocks:
    """Compares this machine's clock with the ledger's, and says when they differ."""

    def __init__(self) -> None:
        self._said: float | None = None

    def compare(self, ledger: datetime) -> timedelta:
        """How far this machine is ahead of what the ledger's server just said."""
        ahead = datetime.now(UTC) - ledger
        now = time.monotonic()
        if abs(ahead) > ALLOWED and (self._said is None or now - self._said > AGAIN):
            self._said = now
            _log.warning("this machine's clock is %+.0f s off the ledger's", ahead.total_seconds())
        return ahead
