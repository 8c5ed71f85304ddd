"""Appeals: an organizer's private talk with the admins, opened by a secret link. Only counts are public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import exists, func, select, tuple_, update
from sqlalchemy.orm import Session

from registry.ledger.cases.cases import CaseState
from registry.ledger.cases.models import CaseEntry, MessageEntry, ThreadEntry
from registry.ledger.cases.numbers import hash_secret
from registry.ledger.engine import Transactions
from registry.values import dataclass

PAGE = 50
"""Cases with talks that wait, on one page."""

TALKS = 20
"""Talks of one case, on one page: whoever reports an address a thousand times opens a thousand."""

MOST_MESSAGES = 20
"""A talk that needs more is better led by mail; a stranger cannot fill the ledger with one secret."""


class Author(StrEnum):
    """Who wrote a message."""

    ORGANIZER = "organizer"
    ADMIN = "admin"


class AppealError(ValueError):
    """The talk cannot go on; the message says why."""


class AppealChangedError(RuntimeError):
    """Somebody wrote in the meantime: read it before answering."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``template``: the text it was written from. ``id`` grows; 0 before it is kept."""

    author: Author
    text: str
    at: datetime
    by: str | None = None
    template: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Appeal:
    """A talk as it stands. ``granted``: what came of it, ``None`` while it goes on.

    ``others``: how many more of its case wait for an answer, where that was asked for.
    """

    id: int
    case: str
    subject: str
    state: str
    opened: datetime
    due: datetime
    granted: bool | None
    messages: tuple[Message, ...]
    others: int = 0


class Appeals:
    """Reads and continues talks."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def by_secret(self, case: str, secret: str) -> Appeal | None:
        """The talk that this case number and secret open, ``None`` for any other pair."""
        with self._transactions.reading() as session:
            found = session.execute(
                select(ThreadEntry, CaseEntry)
                .join(CaseEntry, CaseEntry.id == ThreadEntry.case_id)
                .where(ThreadEntry.secret == hash_secret(secret), CaseEntry.number == case.strip().upper())
            ).one_or_none()
            return None if found is None else _appeals(session, [(found[0], found[1])])[0]

    def get(self, appeal_id: int) -> Appeal | None:
        """The talk with this id."""
        with self._transactions.reading() as session:
            found = session.execute(
                select(ThreadEntry, CaseEntry)
                .join(CaseEntry, CaseEntry.id == ThreadEntry.case_id)
                .where(ThreadEntry.id == appeal_id)
            ).one_or_none()
            return None if found is None else _appeals(session, [(found[0], found[1])])[0]

    def of_case(self, case: str, skip: int = 0, limit: int = TALKS) -> list[Appeal]:
        """Talks about a case: those in which somebody wrote first, then the oldest first."""
        silent = ~exists().where(MessageEntry.thread_id == ThreadEntry.id)
        with self._transactions.reading() as session:
            found = session.execute(
                select(ThreadEntry, CaseEntry)
                .join(CaseEntry, CaseEntry.id == ThreadEntry.case_id)
                .where(CaseEntry.number == case)
                .order_by(silent, ThreadEntry.id)
                .offset(skip)
                .limit(limit)
            ).all()
            return _appeals(session, [(thread, about) for thread, about in found])

    def waiting(self, after: tuple[datetime, int] | None = None, limit: int = PAGE) -> list[Appeal]:
        """The most urgent talk of each case that waits for an answer, the most urgent first.

        ``after``: when the last one seen is due, and its id.
        """
        case, urgency = ThreadEntry.case_id, (ThreadEntry.due, ThreadEntry.id)
        ranked = (
            select(
                ThreadEntry.id,
                func.row_number().over(partition_by=case, order_by=urgency).label("rank"),
                func.count().over(partition_by=case).label("talks"),
            )
            .where(ThreadEntry.state == "open", ThreadEntry.answered.is_(None))
            .subquery()
        )
        statement = (
            select(ThreadEntry, CaseEntry, ranked.c.talks)
            .join(ranked, ranked.c.id == ThreadEntry.id)
            .join(CaseEntry, CaseEntry.id == ThreadEntry.case_id)
            .where(ranked.c.rank == 1)
            .order_by(ThreadEntry.due, ThreadEntry.id)
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(tuple_(ThreadEntry.due, ThreadEntry.id) > after)
        with self._transactions.reading() as session:
            rows = session.execute(statement).all()
            found = _appeals(session, [(thread, case) for thread, case, _ in rows])
            return [replace(it, others=row.talks - 1) for it, row in zip(found, rows, strict=True)]

    def write(self, appeal_id: int, message: Message, seen: int | None = None) -> None:
        """Adds a message; an organizer's opens the case again when it was closed and nobody opened it since.

        ``seen``: the id of the last message that the writer has read, 0 when there was none.

        Raises:
            AppealError: the talk has ended or is too long.
            AppealChangedError: there is a newer message than the one ``seen``.
        """
        with self._transactions.writing() as session:
            thread = _open_thread(session, appeal_id)
            newest = select(func.max(MessageEntry.id)).where(MessageEntry.thread_id == appeal_id)
            if seen is not None and (session.scalar(newest) or 0) > seen:
                raise AppealChangedError("a message came in the meantime")
            count = session.scalar(
                select(func.count())
                .select_from(MessageEntry)
                .where(
                    MessageEntry.thread_id == appeal_id,
                    MessageEntry.author == message.author,
                )
            )
            if (count or 0) >= MOST_MESSAGES:
                raise AppealError("this talk has as many messages as it can hold")
            session.add(
                MessageEntry(
                    thread_id=appeal_id,
                    author=message.author,
                    by=message.by,
                    template=message.template,
                    text=message.text.strip(),
                    at=message.at,
                )
            )
            if message.author is Author.ADMIN:
                thread.answered = message.at
            else:
                if thread.answered is not None:  # who waits already does not wait longer for writing again
                    thread.due = max(thread.due, message.at + timedelta(hours=24))
                thread.answered = None
                _reopen(session, thread.case_id, message.at)

    def end(self, appeal_id: int, *, granted: bool) -> None:
        """Ends a talk with its outcome.

        Raises:
            AppealError: it has ended before.
        """
        with self._transactions.writing() as session:
            thread = _open_thread(session, appeal_id)
            thread.state, thread.granted = "ended", granted

    def figures(self, now: datetime | None = None) -> dict[str, int]:
        """How many appeals were ended in the last 90 days, and how many were granted: our false alarms."""
        since = (now or self._transactions.now()) - timedelta(days=90)
        recent = ThreadEntry.opened >= since
        with self._transactions.reading() as session:
            row = session.execute(
                select(
                    func.count().filter(recent, ThreadEntry.state == "ended"),
                    func.count().filter(recent, ThreadEntry.granted.is_(True)),
                    func.count().filter(ThreadEntry.state == "open"),
                ).select_from(ThreadEntry)
            ).one()
        return dict(zip(("ended", "granted", "open"), row, strict=True))


def _open_thread(session: Session, appeal_id: int) -> ThreadEntry:
    thread = session.scalar(select(ThreadEntry).where(ThreadEntry.id == appeal_id).with_for_update())
    if thread is None or thread.state != "open":
        raise AppealError("this talk has ended")
    return thread


def _reopen(session: Session, case_id: int, now: datetime) -> None:
    case = session.get(CaseEntry, case_id)
    if case is None or case.state == CaseState.OPEN:
        return
    other = session.scalar(
        select(CaseEntry.id).where(CaseEntry.subject == case.subject, CaseEntry.state == CaseState.OPEN)
    )
    if other is None:
        session.execute(
            update(CaseEntry)
            .where(CaseEntry.id == case_id)
            .values(state=CaseState.OPEN, decided=None, updated=now, due=now + timedelta(hours=72))
            .execution_options(synchronize_session=False)
        )


def _message(row: MessageEntry) -> Message:
    return Message(Author(row.author), row.text, row.at, row.by, row.template, row.id)


def _appeals(session: Session, found: Sequence[tuple[ThreadEntry, CaseEntry]]) -> list[Appeal]:
    said: dict[int, list[Message]] = {thread.id: [] for thread, _ in found}
    for row in session.scalars(
        select(MessageEntry).where(MessageEntry.thread_id.in_(said)).order_by(MessageEntry.id)
    ):
        said[row.thread_id].append(_message(row))
    return [
        Appeal(
            id=thread.id,
            case=case.number,
            subject=case.subject,
            state=thread.state,
            opened=thread.opened,
            due=thread.due,
            granted=thread.granted,
            messages=tuple(said[thread.id]),
        )
        for thread, case in found
    ]
