"""Steady load on a cluster, with a record of every answer, so that nothing can be lost unnoticed."""

from __future__ import annotations

import time
import urllib.error
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread

from tests.cluster.cluster import Cluster

FORM = "https://docs.google.com/forms/d/e/1FAIpQLSeBeban{}/viewform"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it was sent, what it was, and its outcome (an HTTP status, 0: no answer)."""

    at: float
    what: str
    status: int


@dataclass(slots=True)
class Load:
    """A context manager: two threads ask as long as it lasts, checks three times as often as reports."""

    cluster: Cluster
    asked: list[Asked] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The notes of all reports that were answered with a case number: they must be in the ledger, once."""
    _numbers: count[int] = field(default_factory=count)
    _stop: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)

    def _run(self) -> None:
        while not self._stop.is_set():
            number = next(self._numbers)
            self._report(number) if number % 4 == 3 else self._check(number)
            time.sleep(0.02)

    def _check(self, number: int) -> None:
        body = {"url": FORM.format(number % 40), "text": f"Webinar literasi nomor {number % 40}"}
        self._ask("check", "/v1/check", body)

    def _report(self, number: int) -> None:
        note = f"laporan-{number}"
        body = {"kind": "missed", "link": f"gform:1FAIpQLSeBeban{number % 40}", "note": note}
        if self._ask("report", "/v1/reports", body) == 200:
            self.notes.append(note)

    def _ask(self, what: str, path: str, body: dict[str, str]) -> int:
        at = time.monotonic()
        try:
            self.cluster.ask(path, dict(body))
            status = 200
        except urllib.error.HTTPError as error:
            status = error.code
        except (urllib.error.URLError, OSError, ValueError):
            status = 0
        self.asked.append(Asked(at, what, status))
        return status

    def failed(self, start: float, end: float, what: str = "") -> list[Asked]:
        """Requests sent within a time that got no good answer."""
        return [
            it
            for it in self.asked
            if start <= it.at <= end and it.status != 200 and (not what or it.what == what)
        ]

    def __enter__(self) -> Load:
        self._threads = [Thread(target=self._run, daemon=True) for _ in range(2)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
