"""What the service notices by itself: imitations, names that contradict their hosts, sudden interest.

Nothing about a check or who made it is kept: only the address of somebody's site, once, as a case for admins.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event, Lock, Thread

from cachetools import LRUCache, TTLCache

from registry.ledger.cases.cases import Opening, Origin
from registry.ledger.errors import LedgerError
from service.checking.level import Level
from service.checking.verdict import Verdict
from service.ledger import LazyLedger
from service.log import log

SPIKE = 50
"""So many checks of one link within ten minutes, in one process, are worth a look."""
_WINDOW = 600.0
_COUNTED = 10_000
_REMEMBERED = 20_000
_WAITING = 500
EVERY = 20.0
"""Seconds between two writes."""

_SEVERITY = {"lookalike_exact": 7, "lookalike_heuristic": 4}
_SPIKES = {Level.UNKNOWN: 2, Level.CLAIMED: 2, Level.CAUTION: 4, Level.DANGER: 5}


class _Count:
    """How often a link was asked about since the first of these questions."""

    __slots__ = ("number",)

    def __init__(self) -> None:
        self.number = 0


class Noticing:
    """Collects openings of cases and writes them beside the checks. Safe to use from several threads.

    ``timer``: seconds of a clock that never goes back.
    """

    def __init__(self, ledger: LazyLedger, timer: Callable[[], float] = time.monotonic) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._counts: TTLCache[str, _Count] = TTLCache(_COUNTED, _WINDOW, timer)
        self._told: LRUCache[tuple[str, str], None] = LRUCache(_REMEMBERED)
        self._waiting: list[Opening] = []
        self._stop = Event()
        self._writer: Thread | None = None

    def seen(self, verdict: Verdict) -> None:
        """Look at a verdict that was just given."""
        for opening in openings(verdict):
            self._tell(opening)

    def asked(self, link_key: str, level: str) -> None:
        """Count one more question about a link that is not recognized. ``link_key``: where it leads."""
        severity = _SPIKES.get(Level(level))
        if severity is None:
            return
        with self._lock:
            count = self._counts.get(link_key)
            if count is None:  # put in once: putting it in again would begin its ten minutes anew
                count = self._counts[link_key] = _Count()
            count.number += 1
            spike = count.number >= SPIKE
        if spike:
            evidence = {"checks": f"{SPIKE} in ten minutes", "level": level}
            self._tell(Opening(link_key, Origin.SPIKE, severity, evidence))

    def _tell(self, opening: Opening) -> None:
        """Put it in line, once for a subject and reason; a full line drops it: it will be noticed again."""
        name = _name(opening)
        with self._lock:
            if name in self._told or len(self._waiting) >= _WAITING:
                return
            self._told[name] = None
            self._waiting.append(opening)
            if self._writer is None:
                self._writer = Thread(target=self._write_on, name="noticing", daemon=True)
                self._writer.start()

    def _write_on(self) -> None:
        while not self._stop.wait(EVERY):
            self.write()

    def write(self) -> int:
        """Open the cases in line; returns how many.

        While the ledger is away they wait for the next time. One that cannot be opened for another reason
        is logged and let go: it is noticed again when somebody asks again.
        """
        with self._lock:
            batch, self._waiting = self._waiting, []
        opened = 0
        for position, opening in enumerate(batch):
            try:
                self._ledger.get().cases.open(opening)
            except LedgerError as error:
                log.warning("cases not opened", problem=error.what, waiting=len(batch) - position)
                with self._lock:
                    self._waiting = batch[position:] + self._waiting
                return opened
            except Exception as error:  # whatever it is, it may neither end the thread nor cost the others
                # Not its words: they may name the address
                log.error("case not opened", kind=type(error).__name__, origin=opening.origin.value)
                with self._lock:
                    self._told.pop(_name(opening), None)
            else:
                opened += 1
        return opened


def _name(opening: Opening) -> tuple[str, str]:
    return opening.subject, opening.origin.value


def openings(verdict: Verdict) -> Iterator[Opening]:
    """The cases that a verdict is a reason to open; an address that admins decided about gives none."""
    codes = {reason.code for reason in verdict.reasons}
    if codes & {"flagged", "flagged_for_now"}:
        return
    for reason in verdict.reasons:
        kind = reason.code.removesuffix("_of_a_class")
        if kind in _SEVERITY:
            evidence = {
                "imitates": str(reason.params.get("official") or "?"),
                "sign": reason.code,
            }
            yield Opening(f"host:{reason.params['host']}", Origin.LOOKALIKE, _SEVERITY[kind], evidence)
        elif reason.code == "name_host_contradiction":
            evidence = {"claims": str(reason.params["organizer"])}
            severity = 3 if verdict.level is Level.CAUTION else 1
            yield Opening(f"host:{reason.params['host']}", Origin.CONTRADICTION, severity, evidence)
