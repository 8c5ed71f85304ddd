"""From a request to the answer every client reads: where the pure check meets clock and queue."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from registry.ledger.errors import LedgerError
from registry.settings import Settings
from registry.snapshot.snapshot import Snapshot
from registry.snapshot.store import SnapshotStore
from service import metrics
from service.api.request import CheckRequest
from service.checking.check import check
from service.checking.present import present
from service.checking.verdict import Verdict
from service.linkjobs import LinkJobs, WithResolution
from service.log import log
from service.noticing import Noticing

Json = dict[str, Any]

_WIB = timezone(timedelta(hours=7))
"""Jakarta's time, where periods and deadlines are counted; Indonesia has no summer time."""


def today() -> date:
    """The day it is in Jakarta."""
    return day_of(datetime.now(_WIB))


def day_of(at: datetime) -> date:
    """The day that it was, or will be, in Jakarta."""
    return at.astimezone(_WIB).date()


class Answered(NamedTuple):
    """An answer, and the key of the link it is about: where that leads, which the answer does not tell."""

    answer: Json
    final_key: str | None


class Answering:
    """Answers checks from the current snapshot. Safe to use from several threads; nothing is kept."""

    def __init__(
        self, snapshots: SnapshotStore, jobs: LinkJobs | None = None, noticing: Noticing | None = None
    ) -> None:
        self.snapshots = snapshots
        self.jobs = jobs
        self.noticing = noticing

    @classmethod
    def open(cls, settings: Settings, noticing: Noticing) -> Answering:
        """For the service: the published snapshots, the queue for short links, and what opens cases."""
        return cls(SnapshotStore(settings.snapshots), LinkJobs(settings.ledger), noticing)

    @classmethod
    def local(cls, settings: Settings) -> Answering:
        """For the command line: the published snapshots only; a short link stays pending."""
        return cls(SnapshotStore(settings.snapshots))

    def check(self, request: CheckRequest, snapshot: Snapshot | None = None) -> Json:
        """The answer of ``POST /v1/check``, from one snapshot (the current one unless given)."""
        return self.answered(request, snapshot).answer

    def answered(self, request: CheckRequest, snapshot: Snapshot | None = None) -> Answered:
        """The same, with what is needed to notice that it is asked again."""
        snapshot = snapshot or self.snapshots.current()
        verdict = self._verdict(request, snapshot, request.date or today())
        answer = present(verdict, request.lang)
        metrics.VERDICTS.labels(answer["level"]).inc()
        if verdict.link is not None:
            for found in snapshot.hosts.inspect(verdict.link.final):
                metrics.LOOKALIKES.labels(found.technique.value, found.severity.value).inc()
        if self.noticing is not None:
            self.noticing.seen(verdict)
            if verdict.link is not None:
                self.noticing.asked(verdict.link.final.key, verdict.level)
        if verdict.pending is not None and verdict.link is not None and self.jobs is not None:
            try:
                answer["pending"] = self.jobs.ask(verdict.link.given)
            except LedgerError as error:  # what is published is said all the same
                log.warning("link not queued", problem=error.what)
        return Answered(answer, verdict.link.final.key if verdict.link is not None else None)

    def _verdict(self, request: CheckRequest, snapshot: Snapshot, on: date) -> Verdict:
        """A short link that a worker opened since the last publication is judged by where it leads."""
        page = request.page()
        verdict = check(page, snapshot, on)
        if verdict.pending is not None and self.jobs is not None:
            try:
                opened = self.jobs.opened(verdict.pending)
            except LedgerError:
                return verdict
            if opened is not None:
                return check(page, WithResolution(snapshot, opened), on)
        return verdict
