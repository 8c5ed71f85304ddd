"""What crawls and lists propose: statements new since the last publication, for a person to judge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from registry.ledger.desk.audit import Audit
from registry.ledger.editing.edits import DESK
from registry.ledger.editing.models import JudgementEntry, RunReviewEntry
from registry.ledger.engine import Transactions
from registry.ledger.errors import LedgerError
from registry.ledger.models import PublicationEntry, Run, SightingEntry, Source
from registry.ledger.runs import RunOutcome, RunRecord, Runs, record_of
from registry.ledger.sources import Trust
from registry.ledger.upsert import insert_rows
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Proposed:
    """One statement nobody judged yet."""

    number: int
    organizer_id: str
    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that does not count, because ``by`` refused it. ``name``: what it calls the organizer."""

    number: int
    source: str
    key: str
    name: str
    by: str
    at: datetime
    reason: str | None


class Review:
    """Judging what sources say: statement by statement, or a whole reading at once."""

    def __init__(self, transactions: Transactions, runs: Runs, audit: Audit) -> None:
        self._transactions = transactions
        self._runs = runs
        self._audit = audit

    def runs(self, limit: int = 100) -> list[RunRecord]:
        """Good readings that are not in the registry in use and nobody has gone through, the oldest first."""
        with self._transactions.reading() as session:
            rows = session.execute(
                select(Run, Source.name)
                .join(Source, Source.id == Run.source_id)
                .where(
                    Run.outcome == RunOutcome.GOOD,
                    Run.finished > _in_use_since(session),
                    Source.trust < Trust.DESK,
                    ~exists().where(RunReviewEntry.run_id == Run.id),
                )
                .order_by(Run.id)
                .limit(limit)
            )
            return [record_of(run, name) for run, name in rows]

    def pending(self, run_id: int, after: int = 0, limit: int = 20) -> list[Proposed]:
        """The statements a reading brought for the first time and nobody judged, in order of recording."""
        row = SightingEntry
        with self._transactions.reading() as session:
            found = session.execute(
                select(row.id, row.organizer_id, Source.name, row.key)
                .join(Source, Source.id == row.source_id)
                .where(
                    row.last_run == run_id,
                    row.prior_run.is_(None),
                    row.id > after,
                    ~exists().where(JudgementEntry.sighting_id == row.id),
                )
                .order_by(row.id)
                .limit(limit)
            )
            return [Proposed(*one) for one in found]

    def judge(self, numbers: Sequence[int], accepted: bool, by: str, reason: str | None = None) -> int:
        """Accepts or refuses statements; a refused one no longer counts. Returns how many were judged now."""
        with self._transactions.writing() as session:
            known = session.execute(
                select(SightingEntry.id, SightingEntry.organizer_id)
                .join(Source, Source.id == SightingEntry.source_id)
                .where(SightingEntry.id.in_(numbers), Source.trust < Trust.DESK)
            ).all()
            said = {"accepted": accepted, "by": by, "at": datetime.now(UTC), "reason": reason}
            # One by one: only what nobody judged before is told in the log.
            judged = [
                row
                for row in known
                if insert_rows(session, JudgementEntry, [{"sighting_id": row.id, **said}])
            ]
            for row in judged:
                self._audit.record(
                    by,
                    "statement.accept" if accepted else "statement.refuse",
                    row.organizer_id,
                    {"statement": row.id, **({"reason": reason} if reason else {})},
                )
            return len(judged)

    def judged_by(self, number: int) -> str | None:
        """Who judged a statement; ``None`` when nobody did."""
        with self._transactions.reading() as session:
            row = session.get(JudgementEntry, number)
            return row.by if row is not None else None

    def refused(self, organizer_id: str) -> list[Refused]:
        """What people refused of all that sources say about an organizer, the newest first."""
        row, judged = SightingEntry, JudgementEntry
        with self._transactions.reading() as session:
            found = session.execute(
                select(row.id, Source.name, row.key, row.name, judged.by, judged.at, judged.reason)
                .join(judged, judged.sighting_id == row.id)
                .join(Source, Source.id == row.source_id)
                .where(row.organizer_id == organizer_id, ~judged.accepted)
                .order_by(judged.at.desc())
            )
            return [Refused(*one) for one in found]

    def reconsider(self, number: int, by: str) -> bool:
        """Takes a judgement back; the statement waits to be judged again."""
        with self._transactions.writing() as session:
            row = session.get(JudgementEntry, number)
            if row is None:
                return False
            session.delete(row)
            organizer_id = session.get_one(SightingEntry, number).organizer_id
            self._audit.record(by, "statement.reconsider", organizer_id, {"statement": number})
            return True

    def accept_run(self, run_id: int, by: str) -> None:
        """Goes through a whole reading at once: what is not refused counts."""
        with self._transactions.writing() as session:
            run = session.get_one(Run, run_id)
            row = {"run_id": run_id, "by": by, "at": datetime.now(UTC)}
            if insert_rows(session, RunReviewEntry, [row]):
                source = session.get_one(Source, run.source_id).name
                self._audit.record(by, "source.accept", source, {"run": run_id})

    def refuse_run(self, run_id: int, by: str, reason: str) -> None:
        """Sets a whole reading aside: nothing of it counts.

        Raises:
            NoResultFound: there is no such run.
            LedgerError: it is an edit of a person, which has an undo of its own.
        """
        with self._transactions.writing() as session:
            run = session.get_one(Run, run_id)
            source = session.get_one(Source, run.source_id).name
            if source == DESK.name:
                raise LedgerError(f"run {run_id} is an edit made at the desk", "undo it there")
            self._runs.set_aside(run_id, by, reason)
            self._audit.record(by, "source.refuse", source, {"run": run_id, "reason": reason})


def _in_use_since(session: Session) -> datetime:
    """When the registry in use was published: after a rollback, that of the version it went back to.

    What is newer is not in it, and the next publication would say it again.
    """
    row = PublicationEntry
    before = None
    entry = session.scalar(select(row).order_by(row.id.desc()).limit(1))
    while entry is not None and entry.action != "publish":
        earlier = select(row).where(row.id < entry.id).order_by(row.id.desc()).limit(1)
        if entry.action == "rollback":
            earlier = earlier.where(row.version == entry.version, row.action != "rollback")
        before, entry = entry, session.scalar(earlier)
    if entry is None and before is not None:  # the version is older than the history
        entry = session.scalar(select(row).where(row.action == "publish").order_by(row.id.desc()).limit(1))
    return entry.at if entry is not None else datetime.min.replace(tzinfo=UTC)
