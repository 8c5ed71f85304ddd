"""Cases: one for each host or link under review, whatever opened it; the queue is ordered by harm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from registry.ledger.cases.models import CaseEntry
from registry.ledger.cases.numbers import new_number
from registry.ledger.engine import Transactions
from registry.ledger.upsert import insert_rows
from registry.values import dataclass

TARGET = timedelta(hours=72)
"""Within this time a case should be decided; how often it is, is shown publicly."""

PAGE = 50


class Origin(StrEnum):
    """What opened a case."""

    REPORT = "report"
    LOOKALIKE = "lookalike"
    HIJACK = "hijack"
    CONTRADICTION = "contradiction"
    SPIKE = "spike"


class CaseState(StrEnum):
    """``open`` until a decision about its subject counts or it is closed without one."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Opening:
    """Why a subject should be looked at. ``severity``: 1 (a remark) to 10 (data is being taken now)."""

    subject: str
    origin: Origin
    severity: int = 1
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands."""

    id: int
    number: str
    subject: str
    origin: Origin
    state: CaseState
    opened: datetime
    updated: datetime
    due: datetime
    decided: datetime | None
    outcome: str | None
    severity: int
    reports: int
    harm: int
    evidence: Mapping[str, Any]
    version: int


class NoSuchCaseError(LookupError):
    """There is no case of this number."""


class CaseChangedError(RuntimeError):
    """Somebody else changed the case in the meantime: look at it again before deciding."""


class Cases:
    """Opens, finds and closes cases."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def open(self, opening: Opening, now: datetime | None = None, *, reports: int = 0) -> Case:
        """The open case about a subject, made when there is none. New evidence and severity are added."""
        now = now or self._transactions.now()
        with self._transactions.writing() as session:
            row = _open_about(session, opening.subject)
            if row is None:
                insert_rows(session, CaseEntry, [_new_row(opening, now)])
                row = _open_about(session, opening.subject)
            if row is None:
                raise RuntimeError(f"the case about {opening.subject} could not be opened")
            severity = max(row.severity, opening.severity)
            evidence = {**(row.evidence or {}), **opening.evidence}
            session.execute(
                update(CaseEntry)
                .where(CaseEntry.id == row.id)
                .values(
                    reports=CaseEntry.reports + reports,
                    severity=severity,
                    harm=severity * (1 + CaseEntry.reports + reports),
                    evidence=evidence,
                    updated=now,
                )
                .execution_options(synchronize_session=False)
            )
            session.refresh(row)
            return case_of(row)

    def get(self, number: str) -> Case:
        """The case of this number.

        Raises:
            NoSuchCaseError: there is none.
        """
        with self._transactions.reading() as session:
            return case_of(find_case(session, number))

    def about(self, subject: str, limit: int = 20) -> list[Case]:
        """All cases about a subject, the newest first."""
        with self._transactions.reading() as session:
            rows = session.scalars(
                select(CaseEntry)
                .where(CaseEntry.subject == subject)
                .order_by(CaseEntry.id.desc())
                .limit(limit)
            )
            return [case_of(row) for row in rows]

    def queue(self, state: CaseState = CaseState.OPEN, after: tuple[int, int] | None = None) -> list[Case]:
        """A page of cases, the most harmful first. ``after``: harm and id of the last one seen."""
        statement = select(CaseEntry).where(CaseEntry.state == state)
        if after is not None:
            harm, last = after
            statement = statement.where(
                or_(CaseEntry.harm < harm, and_(CaseEntry.harm == harm, CaseEntry.id > last))
            )
        statement = statement.order_by(CaseEntry.harm.desc(), CaseEntry.id).limit(PAGE)
        with self._transactions.reading() as session:
            return [case_of(row) for row in session.scalars(statement)]

    def similar(self, subjects: Sequence[str], besides: str, limit: int = 10) -> list[Case]:
        """Other cases about these subjects (the same host, the same tree), the newest first."""
        with self._transactions.reading() as session:
            rows = session.scalars(
                select(CaseEntry)
                .where(CaseEntry.subject.in_(subjects), CaseEntry.number != besides)
                .order_by(CaseEntry.id.desc())
                .limit(limit)
            )
            return [case_of(row) for row in rows]

    def close(self, number: str, outcome: str, version: int, now: datetime | None = None) -> None:
        """Closes a case without a decision that teachers would see.

        Raises:
            NoSuchCaseError: there is none of this number.
            CaseChangedError: it is no longer as the person saw it.
        """
        with self._transactions.writing() as session:
            touch(session, find_case(session, number).id, version)
            settle(session, find_case(session, number).id, outcome, now or self._transactions.now())

    def figures(self, now: datetime | None = None) -> Mapping[str, int]:
        """Aggregates for the public page: open, overdue, decided in the last 30 days, and in time."""
        now = now or self._transactions.now()
        recent = CaseEntry.decided >= now - timedelta(days=30)
        open_now = CaseEntry.state == CaseState.OPEN
        with self._transactions.reading() as session:
            row = session.execute(
                select(
                    func.count().filter(open_now),
                    func.count().filter(open_now, CaseEntry.due < now),
                    func.count().filter(recent),
                    func.count().filter(recent, CaseEntry.decided <= CaseEntry.due),
                ).select_from(CaseEntry)
            ).one()
        return dict(zip(("open", "overdue", "decided", "in_time"), row, strict=True))


def find_case(session: Session, number: str) -> CaseEntry:
    """The row of a case.

    Raises:
        NoSuchCaseError: there is none of this number.
    """
    row = session.scalar(select(CaseEntry).where(CaseEntry.number == number.strip().upper()))
    if row is None:
        raise NoSuchCaseError(number)
    return row


def touch(session: Session, case_id: int, version: int) -> None:
    """Counts the case's version up, if it is still the one the person saw.

    Raises:
        CaseChangedError: it is not.
    """
    changed = session.scalar(
        update(CaseEntry)
        .where(CaseEntry.id == case_id, CaseEntry.version == version)
        .values(version=version + 1)
        .returning(CaseEntry.id)
        .execution_options(synchronize_session=False)
    )
    if changed is None:
        raise CaseChangedError("the case was changed in the meantime")


def settle(session: Session, case_id: int, outcome: str, now: datetime) -> None:
    """Closes the case with an outcome."""
    session.execute(
        update(CaseEntry)
        .where(CaseEntry.id == case_id)
        .values(state=CaseState.CLOSED, outcome=outcome, decided=now, updated=now)
        .execution_options(synchronize_session=False)
    )


def _open_about(session: Session, subject: str) -> CaseEntry | None:
    return session.scalar(
        select(CaseEntry).where(CaseEntry.subject == subject, CaseEntry.state == CaseState.OPEN)
    )


def _new_row(opening: Opening, now: datetime) -> dict[str, Any]:
    return {
        "number": new_number("KS"),
        "subject": opening.subject,
        "origin": opening.origin.value,
        "state": CaseState.OPEN.value,
        "opened": now,
        "updated": now,
        "due": now + TARGET,
        "severity": opening.severity,
        "reports": 0,
        "harm": opening.severity,
        "evidence": dict(opening.evidence),
        "version": 1,
    }


def case_of(row: CaseEntry) -> Case:
    """The shape of a row."""
    return Case(
        id=row.id,
        number=row.number,
        subject=row.subject,
        origin=Origin(row.origin),
        state=CaseState(row.state),
        opened=row.opened,
        updated=row.updated,
        due=row.due,
        decided=row.decided,
        outcome=row.outcome,
        severity=row.severity,
        reports=row.reports,
        harm=row.harm,
        evidence=row.evidence or {},
        version=row.version,
    )
