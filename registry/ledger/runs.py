"""Runs: one reading of a source. Only the statements of a good run count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import distinct, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from registry.ledger.engine import Transactions
from registry.ledger.errors import LedgerError
from registry.ledger.models import Run, SightingEntry, Source
from registry.ledger.sources import SourceInfo, Sources
from registry.values import dataclass


class RunOutcome(StrEnum):
    """How a run ended; ``open`` while it goes on."""

    OPEN = "open"
    GOOD = "good"
    EMPTY = "empty"  # the source answered, and named nobody: recorded as that, never as success
    REFUSED = "refused"  # out of its bounds
    BLOCKED = "blocked"  # the source would not let us in
    CRASHED = "crashed"  # the program was interrupted
    SET_ASIDE = "set_aside"  # a person decided that it does not count


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run as stored."""

    id: int
    source: str
    source_id: int
    complete: bool
    started: datetime
    finished: datetime | None
    outcome: RunOutcome
    note: str | None
    fingerprint: str | None
    stats: Mapping[str, Any]


class RunClosedError(LedgerError):
    """A run was closed while somebody still read; ``outcome``: how."""

    def __init__(self, run: RunRecord, outcome: RunOutcome) -> None:
        self.outcome = outcome
        why = {
            RunOutcome.CRASHED: "another reading of it began",
            RunOutcome.SET_ASIDE: "a person set it aside",
        }.get(outcome, f"another reader ended it, as {outcome}")
        advice = "let one reading finish before the next, then read the source again"
        if outcome is RunOutcome.GOOD:
            super().__init__(f"run {run.id} of source {run.source} is done ({why})", "what it said counts")
        else:
            what = f"run {run.id} of source {run.source} was closed while it went on ({why})"
            super().__init__(what, f"what it said does not count; {advice}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A source, the day of its last good run, and how its newest finished run ended."""

    name: str
    title: str | None
    url: str | None
    trust: int
    read_on: date | None
    last_run: str | None


class Runs:
    """Starting, finishing and judging runs."""

    def __init__(self, transactions: Transactions, sources: Sources) -> None:
        self._transactions = transactions
        self._sources = sources

    def start(
        self, source: SourceInfo, *, complete: bool = False, fingerprint: str | None = None
    ) -> RunRecord:
        """Begins a run of a source. ``complete``: it will read the whole list.

        A run of the same source that is still open was interrupted: it is closed as ``crashed``, and what it
        recorded does not count until a good run says it again. Should it go on nevertheless, it is refused
        with the next it says.
        """
        with self._transactions.writing() as session:
            source_id = self._sources.ensure(source)
            # Of two readings that begin in one moment, the second has to see the first.
            session.execute(select(Source.id).where(Source.id == source_id).with_for_update(key_share=True))
            now = self._transactions.now()
            session.execute(
                update(Run)
                .where(Run.source_id == source_id, Run.outcome == RunOutcome.OPEN)
                .values(outcome=RunOutcome.CRASHED, finished=now, note="interrupted", stats=None)
            )
            run = Run(
                source_id=source_id,
                complete=complete,
                started=now,
                outcome=RunOutcome.OPEN,
                fingerprint=fingerprint,
            )
            session.add(run)
            session.flush()
            return record_of(run, source.name)

    def finish(
        self,
        run: RunRecord,
        outcome: RunOutcome = RunOutcome.GOOD,
        *,
        stats: Mapping[str, Any] | None = None,
        note: str | None = None,
        complete: bool | None = None,
    ) -> RunRecord:
        """Closes a run. Only with ``good`` do its statements count.

        ``complete=False``: it turned out not to have read the whole list after all.

        Raises:
            RunClosedError: another run of the source began in the meantime, or a person set this one aside.
        """
        with self._transactions.writing() as session:
            row = open_row(session, run)
            row.outcome = outcome
            row.finished = self._transactions.now()
            row.note = note
            row.stats = dict(stats or {})
            row.complete = row.complete if complete is None else complete
            session.flush()
            return record_of(row, run.source)

    def set_aside(self, run_id: int, by: str, reason: str) -> None:
        """A person decides that a run does not count (any more)."""
        with self._transactions.writing() as session:
            row = session.get_one(Run, run_id)
            row.outcome = RunOutcome.SET_ASIDE
            row.note = f"{by}: {reason}"

    def forgotten(self, run_id: int) -> int:
        """How many entries no good run names any more since this one was set aside, though one may have.

        A claim remembers its two newest readings alone. When neither counts, one before them may have said
        the same; where there is none, only what was set aside named the entry.
        """
        row, other = SightingEntry, aliased(SightingEntry)
        good = select(Run.id).where(Run.outcome == RunOutcome.GOOD)
        counting = or_(other.last_run.in_(good), other.prior_run.in_(good))
        earlier = aliased(Run)
        statement = select(func.count(distinct(row.key))).where(
            or_(row.last_run == run_id, row.prior_run == run_id),
            row.prior_run.is_not(None),
            exists().where(
                earlier.source_id == row.source_id,
                earlier.outcome == RunOutcome.GOOD,
                earlier.id < row.prior_run,
            ),
            ~exists().where(other.source_id == row.source_id, other.key == row.key, counting),
        )
        with self._transactions.reading() as session:
            return session.scalar(statement) or 0

    def open_run(self, source: str) -> RunRecord | None:
        """The run that was started and not finished, so that a killed crawl can go on with it."""
        return self._latest(source, Run.outcome == RunOutcome.OPEN)

    def last_good(self, source: str) -> RunRecord | None:
        """The newest run of this source whose statements count."""
        return self._latest(source, Run.outcome == RunOutcome.GOOD)

    def last(self, source: str) -> RunRecord | None:
        """The newest finished run of this source, however it ended."""
        return self._latest(source, Run.outcome != RunOutcome.OPEN)

    def history(
        self, limit: int = 50, *, source: str | None = None, outcome: RunOutcome | None = None
    ) -> list[RunRecord]:
        """The newest runs first; of one source, or that ended in one way, when asked for."""
        statement = select(Run, Source.name).join(Source, Source.id == Run.source_id)
        if source is not None:
            statement = statement.where(Source.name == source)
        if outcome is not None:
            statement = statement.where(Run.outcome == outcome)
        with self._transactions.reading() as session:
            rows = session.execute(statement.order_by(Run.id.desc()).limit(limit))
            return [record_of(run, name) for run, name in rows]

    def _latest(self, source: str, condition: Any) -> RunRecord | None:
        with self._transactions.reading() as session:
            run = session.scalar(
                select(Run)
                .join(Source, Source.id == Run.source_id)
                .where(Source.name == source, condition)
                .order_by(Run.id.desc())
                .limit(1)
            )
            return None if run is None else record_of(run, source)


def open_row(session: Session, run: RunRecord, *, shared: bool = False) -> Run:
    """The row of a run that goes on, held until the transaction ends; ``shared`` with others that record.

    Raises:
        RunClosedError: it was closed in the meantime.
    """
    row = session.get_one(Run, run.id, populate_existing=True, with_for_update={"read": shared})
    if row.outcome != RunOutcome.OPEN:
        raise RunClosedError(run, RunOutcome(row.outcome))
    return row


def record_of(run: Run, source: str) -> RunRecord:
    """The shape of a row."""
    return RunRecord(
        id=run.id,
        source=source,
        source_id=run.source_id,
        complete=run.complete,
        started=run.started,
        finished=run.finished,
        outcome=RunOutcome(run.outcome),
        note=run.note,
        fingerprint=run.fingerprint,
        stats=run.stats or {},
    )


def readings(session: Session) -> list[Reading]:
    """All sources by name, with what was last read from them."""
    good: dict[int, datetime] = {
        source_id: finished
        for source_id, finished in session.execute(
            select(Run.source_id, func.max(Run.finished))
            .where(Run.outcome == RunOutcome.GOOD)
            .group_by(Run.source_id)
        )
        if finished is not None
    }
    newest = select(func.max(Run.id)).where(Run.outcome != RunOutcome.OPEN).group_by(Run.source_id)
    last = session.execute(select(Run.source_id, Run.outcome).where(Run.id.in_(newest)))
    outcomes: dict[int, str] = {row.source_id: row.outcome for row in last}
    return [
        Reading(
            name=source.name,
            title=source.title,
            url=source.url,
            trust=source.trust,
            read_on=good[source.id].date() if source.id in good else None,
            last_run=outcomes.get(source.id),
        )
        for source in session.scalars(select(Source).order_by(Source.name))
    ]
