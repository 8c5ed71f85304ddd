"""Reports of teachers and organizers: each one kept, all about one link or host in one case."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from registry.ledger.cases.cases import Case, Cases, Opening, Origin, find_case
from registry.ledger.cases.models import ReportEntry, ThreadEntry
from registry.ledger.cases.numbers import hash_secret, new_secret
from registry.ledger.engine import Transactions
from registry.values import dataclass

ANSWER_WITHIN = timedelta(hours=72)
"""An organizer that objects is answered within this time."""

KEPT_EVIDENCE = 5
"""So many reports of a case are shown with their text; the others are counted."""


class ReportKind(StrEnum):
    """What a teacher or organizer tells us."""

    WRONG_WARNING = "wrong_warning"
    MISSED = "missed"
    OUR_EVENT = "our_event"


SEVERITY = {ReportKind.WRONG_WARNING: 2, ReportKind.MISSED: 3, ReportKind.OUR_EVENT: 2}
"""A missed page harms teachers now; a wrong warning harms an honest organizer."""
WARNED = 2
"""Added when a teacher was shown ``caution`` or ``danger``, or reports a page that was called recognized."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was sent. ``subject``: the link key; the rest is what the sender chose to send."""

    kind: ReportKind
    subject: str
    level: str | None = None
    snapshot: str | None = None
    title: str = ""
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What the sender is told. ``secret`` opens an organizer's talk with the admins; it is shown once."""

    case: Case
    secret: str | None = None


class Reports:
    """Takes reports in."""

    def __init__(self, transactions: Transactions, cases: Cases) -> None:
        self._transactions = transactions
        self._cases = cases

    def receive(self, report: Report, now: datetime | None = None) -> Received:
        """Keeps a report and opens its case, or finds the open one; both or nothing."""
        now = now or self._transactions.now()
        with self._transactions.writing() as session:
            case = self._cases.open(Opening(report.subject, Origin.REPORT, _severity(report)), now, reports=1)
            session.add(
                ReportEntry(
                    case_id=case.id,
                    kind=report.kind,
                    level=report.level,
                    snapshot=report.snapshot,
                    title=report.title,
                    text=report.text,
                    note=report.note,
                    received=now,
                )
            )
            secret = None
            if report.kind is ReportKind.OUR_EVENT:
                secret = new_secret()
                session.add(
                    ThreadEntry(
                        case_id=case.id,
                        secret=hash_secret(secret),
                        state="open",
                        opened=now,
                        due=now + ANSWER_WITHIN,
                    )
                )
            session.flush()
            return Received(case, secret)

    def of_case(self, number: str, before: int | None = None) -> list[tuple[int, datetime, Report]]:
        """Reports of a case with their ids and times, the newest first, a few at a time.

        Raises:
            NoSuchCaseError: there is no such case.
        """
        with self._transactions.reading() as session:
            case = find_case(session, number)
            statement = (
                select(ReportEntry)
                .where(ReportEntry.case_id == case.id)
                .order_by(ReportEntry.id.desc())
                .limit(KEPT_EVIDENCE)
            )
            if before is not None:
                statement = statement.where(ReportEntry.id < before)
            return [(row.id, row.received, _report(row, case.subject)) for row in session.scalars(statement)]


def _severity(report: Report) -> int:
    warned = report.level in ("caution", "danger")
    missed = report.kind is ReportKind.MISSED and report.level == "recognized"
    return SEVERITY[report.kind] + (WARNED if warned or missed else 0)


def _report(row: ReportEntry, subject: str) -> Report:
    return Report(ReportKind(row.kind), subject, row.level, row.snapshot, row.title, row.text, row.note)
