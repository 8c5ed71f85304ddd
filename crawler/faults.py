"""Failures nobody foresaw: which of them end a round, and how the others are told."""

from __future__ import annotations

import logging

from crawler.outbound.handler import UnguardedError
from registry.ledger.errors import LedgerError

# These speak of this machine (disk, database, memory, guard): whatever comes next would fail as well. Any
# other failure is of the one site, page or list that was at hand, and the round goes on with the next.
OURS = (LedgerError, OSError, MemoryError, UnguardedError)
PROGRAM = "program"  # stands where an outcome does: it was not the net that failed
_log = logging.getLogger(__name__)


def told_fault(what: str, error: Exception) -> str:
    """A failure in a few words; in the log with the place in the program, so that it can be mended."""
    _log.error("%s: the program failed", what, exc_info=error)
    return f"{type(error).__name__}: {error}"[:200]
