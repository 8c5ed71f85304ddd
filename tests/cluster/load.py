"""Steady load on a cluster, with a record of every answer, so that nothing can be lost unnoticed."""

from __future__ import annotations

import time
import urllib.error
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread

from registry.ledger import Ledger, LedgerError
from tests.cluster.cluster import Cluster

FORM = "https://docs.google.com/forms/d/e/1FAIpQLSeBeban{}/viewform"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it was sent, what it was, its outcome (an HTTP status, 0: no answer), its seconds."""

    at: float
    what: str
    status: int
    took: float


@dataclass(slots=True)
class Books:
    """What was promised to somebody over all faults: it must be in the ledger, once."""

    notes: list[str] = field(default_factory=list)
    """Of all reports that were answered with a case number."""
    jobs: list[int] = field(default_factory=list)
    """Numbers of all jobs that were put in the queue."""
    numbers: count[int] = field(default_factory=count)


@dataclass(slots=True)
class Load:
    """A context manager: as long as it lasts two threads check, one reports, one asks for jobs as the desk
    does. Each waits for its answers: what hangs one kind of request leaves the others to go on."""

    cluster: Cluster
    books: Books
    asked: list[Asked] = field(default_factory=list)
    _stop: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)
    _ledger: Ledger | None = None

    def _run(self, ask: Callable[[int], None], pause: float) -> None:
        while not self._stop.is_set():
            ask(next(self.books.numbers))
            time.sleep(pause)

    def _check(self, number: int) -> None:
        body = {"url": FORM.format(number % 40), "text": f"Webinar literasi nomor {number % 40}"}
        self._timed("check", lambda: self._post("/v1/check", body))

    def _report(self, number: int) -> None:
        note = f"laporan-{number}"
        body = {"kind": "missed", "link": f"gform:1FAIpQLSeBeban{number % 40}", "note": note}
        if self._timed("report", lambda: self._post("/v1/reports", body)) == 200:
            self.books.notes.append(note)

    def _job(self, number: int) -> None:
        """Puts a job in the queue that needs nobody outside."""
        self._timed("job", lambda: self._enqueue(number))

    def _post(self, path: str, body: dict[str, str]) -> int:
        try:
            self.cluster.ask(path, dict(body))
        except urllib.error.HTTPError as error:
            return error.code
        except (urllib.error.URLError, OSError, ValueError):
            return 0
        return 200

    def _enqueue(self, number: int) -> int:
        try:
            if self._ledger is None:
                self._ledger = self.cluster.ledger()
            self.books.jobs.append(self._ledger.jobs.enqueue("prove_host", f"beban-{number}", {"host": "x"}))
        except LedgerError:
            return 503
        return 200

    def _timed(self, what: str, ask: Callable[[], int]) -> int:
        at = time.monotonic()
        status = ask()
        self.asked.append(Asked(at, what, status, time.monotonic() - at))
        return status

    def failed(self, start: float, end: float) -> list[Asked]:
        """Requests sent within a time that got no good answer."""
        return [it for it in self.asked if start <= it.at <= end and it.status != 200]

    def longest(self, what: str, start: float) -> float:
        """Seconds that the slowest request of a kind took that was sent since then."""
        return max((it.took for it in self.asked if it.what == what and it.at >= start), default=0.0)

    def __enter__(self) -> Load:
        kinds = ((self._check, 0.03), (self._check, 0.03), (self._report, 0.04), (self._job, 0.08))
        self._threads = [Thread(target=self._run, args=kind, daemon=True) for kind in kinds]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
        if self._ledger is not None:
            self._ledger.close()
