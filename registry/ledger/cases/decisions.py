"""Decisions: a flag needs two admins, an emergency flag lasts a day, everything can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from registry.decision import Action, Decision, Ground, tree_of
from registry.ledger.cases.cases import find_case, settle, touch
from registry.ledger.cases.made import (
    GROUNDS,
    SHORTEST_NOTE,
    DecisionRefusedError,
    DecisionState,
    Draft,
    Made,
    made_of,
)
from registry.ledger.cases.models import CaseEntry, DecisionEntry
from registry.ledger.cases.subjects import covering, refuse_subject
from registry.ledger.cases.two_admins import EMERGENCY, agreed, waits_for_second
from registry.ledger.engine import Transactions

WIB = timezone(timedelta(hours=7), "WIB")
"""Jakarta's time: the day of a decision is the day it is there."""

REVIEW = timedelta(days=180)
"""After this time somebody looks again whether a flag is still right: addresses change hands."""


class Decisions:
    """Makes, seconds, undoes decisions."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def make(self, draft: Draft, by: str, now: datetime | None = None) -> Made:
        """Decides about a case. What one admin may not do alone waits for a second one (``proposed``).

        That is a flag, unless it is an emergency, and whatever ends a flag that two agreed on.

        Raises:
            NoSuchCaseError: there is no such case.
            CaseChangedError: somebody else was faster.
            DecisionRefusedError: never-flag list, an official host, a note that says nothing, a second
                emergency within a week.
        """
        now = now or self._transactions.now()
        with self._transactions.writing() as session:
            case = find_case(session, draft.case)
            subject = draft.subject or case.subject
            _refuse(draft)
            if draft.action is Action.FLAG:
                _refuse_flag(subject, draft.ground, official=draft.official, emergency=draft.emergency)
            touch(session, case.id, draft.version)
            waits = waits_for_second(session, draft, subject, now)
            row = DecisionEntry(
                case_id=case.id,
                subject=subject,
                action=draft.action,
                ground=draft.ground,
                note=draft.note.strip(),
                state=DecisionState.PROPOSED,
                emergency=draft.emergency,
                proposed_by=by,
                proposed_at=now,
            )
            session.add(row)
            session.flush()
            if not waits:
                until = now + EMERGENCY if draft.action is Action.FLAG else None
                _put_in_force(session, row, now, until)
                if not draft.emergency:
                    settle(session, case.id, draft.action, now)
            return made_of(row, case.number)

    def second(
        self,
        decision_id: int,
        by: str,
        now: datetime | None = None,
        *,
        is_official: Callable[[str], bool] = lambda _subject: False,
    ) -> Made:
        """A second admin agrees with what was proposed: it counts, or (an emergency) goes on counting.

        ``is_official``: whether a recognized organizer owns a subject now; it may have become one since the
        flag was proposed.

        Raises:
            DecisionRefusedError: it is her own, or does not wait for anybody, or may not be made any more.
        """
        now = now or self._transactions.now()
        with self._transactions.writing() as session:
            row, case = _find(session, decision_id)
            running = row.state == DecisionState.IN_FORCE and row.emergency and not _over(row, now)
            waiting = row.state == DecisionState.PROPOSED
            if row.seconded_by or not (waiting or running):
                raise DecisionRefusedError("this decision does not wait for a second admin")
            if row.proposed_by == by:
                raise DecisionRefusedError("this needs a second admin: you proposed it yourself")
            if row.action == Action.FLAG:
                official = is_official(row.subject)
                _refuse_flag(row.subject, Ground(row.ground), official=official, emergency=False)
            row.seconded_by = by
            if waiting:
                _put_in_force(session, row, now, None)
            row.expires = None
            settle(session, case.id, row.action, now)
            case.version += 1
            return made_of(row, case.number)

    def end(
        self, decision_id: int, state: DecisionState, by: str, reason: str, now: datetime | None = None
    ) -> Made:
        """Refuses a proposed decision or undoes one in force; the row stays for the history.

        A flag that two agreed on stays in force until a second admin undoes it, too.

        Raises:
            DecisionRefusedError: it has ended before, no reason is given, or she asked for the same before.
        """
        now = now or self._transactions.now()
        needed = {DecisionState.REFUSED: DecisionState.PROPOSED, DecisionState.UNDONE: DecisionState.IN_FORCE}
        if not reason.strip():
            raise DecisionRefusedError("give a reason")
        with self._transactions.writing() as session:
            row, case = _find(session, decision_id)
            if row.state != needed.get(state):
                raise DecisionRefusedError(f"this decision is {row.state} by now")
            case.version += 1
            if state is DecisionState.UNDONE and agreed(row):
                if row.ended_by == by:
                    raise DecisionRefusedError("this needs a second admin: you asked for it yourself")
                if row.ended_by is None:
                    row.ended_by, row.end_reason = by, reason.strip()
                    return made_of(row, case.number)
                by, reason = f"{row.ended_by}, {by}", f"{row.end_reason}; {reason.strip()}"
            _finish(row, state, by, reason, now)
            return made_of(row, case.number)

    def expire(self, now: datetime | None = None) -> int:
        """Ends what has run out; returns how many. The case of an emergency flag stays open."""
        now = now or self._transactions.now()
        with self._transactions.writing() as session:
            rows = session.scalars(
                select(DecisionEntry).where(
                    DecisionEntry.state == DecisionState.IN_FORCE, DecisionEntry.expires <= now
                )
            ).all()
            for row in rows:
                _finish(row, DecisionState.EXPIRED, "clock", "its time ran out", now)
            return len(rows)

    def of_case(self, number: str) -> list[Made]:
        """All decisions of a case, the newest first.

        Raises:
            NoSuchCaseError: there is no such case.
        """
        with self._transactions.reading() as session:
            case = find_case(session, number)
            rows = session.scalars(
                select(DecisionEntry)
                .where(DecisionEntry.case_id == case.id)
                .order_by(DecisionEntry.id.desc())
            )
            return [made_of(row, case.number) for row in rows]

    def listed(
        self, state: DecisionState, before: int | None = None, review_by: date | None = None
    ) -> list[Made]:
        """Decisions in a state, the newest first, fifty a page. ``review_by``: only those to be looked at.

        With the proposed ones come flags that one admin wants undone: they wait for a second one, too.
        """
        statement = (
            select(DecisionEntry, CaseEntry.number)
            .join(CaseEntry, CaseEntry.id == DecisionEntry.case_id)
            .where(_waiting() if state is DecisionState.PROPOSED else DecisionEntry.state == state)
            .order_by(DecisionEntry.id.desc())
            .limit(50)
        )
        if before is not None:
            statement = statement.where(DecisionEntry.id < before)
        if review_by is not None:
            statement = statement.where(DecisionEntry.review_on <= review_by)
        with self._transactions.reading() as session:
            return [made_of(row, number) for row, number in session.execute(statement)]

    def standing_on(self, subject: str, now: datetime | None = None) -> Action | None:
        """What is in force about a subject, by itself or by a tree above it, whichever case it is from."""
        now = now or self._transactions.now()
        subjects = covering(subject)
        with self._transactions.reading() as session:
            found = session.execute(
                select(DecisionEntry.subject, DecisionEntry.action).where(
                    DecisionEntry.subject.in_(subjects), *_counting(now)
                )
            ).all()
        # As a check does: what is decided about the page itself before the trees above, watching last.
        found = sorted(found, key=lambda it: (it.action == Action.WATCH, subjects.index(it.subject)))
        return Action(found[0].action) if found else None

    def standing(self, now: datetime | None = None) -> list[Decision]:
        """What is in force now and concerns teachers, for a snapshot."""
        now = now or self._transactions.now()
        with self._transactions.reading() as session:
            return list(standing_decisions(session, now))


def standing_decisions(session: Session, now: datetime) -> Iterator[Decision]:
    """Flags and clearances in force, by subject."""
    statement = (
        select(DecisionEntry, CaseEntry.number)
        .join(CaseEntry, CaseEntry.id == DecisionEntry.case_id)
        .where(DecisionEntry.action != Action.WATCH, *_counting(now))
        .order_by(DecisionEntry.subject)
    )
    for row, number in session.execute(statement, execution_options={"yield_per": 1000}):
        decided = row.in_force_from or row.proposed_at
        yield Decision(
            row.subject,
            Action(row.action),
            Ground(row.ground),
            decided.astimezone(WIB).date(),
            number,
            row.expires,
        )


def _waiting() -> ColumnElement[bool]:
    undoing = and_(DecisionEntry.state == DecisionState.IN_FORCE, DecisionEntry.ended_by.is_not(None))
    return or_(DecisionEntry.state == DecisionState.PROPOSED, undoing)


def _counting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    running = or_(DecisionEntry.expires.is_(None), DecisionEntry.expires > now)
    return DecisionEntry.state == DecisionState.IN_FORCE, running


def _refuse(draft: Draft) -> None:
    if draft.ground not in GROUNDS[draft.action]:
        raise DecisionRefusedError(f"{draft.ground} is no ground for {draft.action}")
    if len(draft.note.strip()) < SHORTEST_NOTE:
        raise DecisionRefusedError(f"write a note of at least {SHORTEST_NOTE} characters: what proves it?")
    if draft.emergency and draft.action is not Action.FLAG:
        raise DecisionRefusedError("only a flag can be an emergency")


def _refuse_flag(subject: str, ground: Ground, *, official: bool, emergency: bool) -> None:
    if (why := refuse_subject(subject)) is not None:
        raise DecisionRefusedError(why)
    if official and ground is not Ground.HIJACKED:
        raise DecisionRefusedError(
            "a recognized organizer owns this address, or one below it: it can only be flagged as taken over"
        )
    if official and emergency and tree_of(subject) is not None:
        raise DecisionRefusedError(
            "recognized organizers have addresses below this one: that is no emergency, flag the single host"
        )


def _put_in_force(session: Session, row: DecisionEntry, now: datetime, until: datetime | None) -> None:
    earlier = session.scalars(
        select(DecisionEntry).where(
            DecisionEntry.subject == row.subject,
            DecisionEntry.state == DecisionState.IN_FORCE,
            DecisionEntry.id != row.id,
        )
    )
    for old in earlier:
        _finish(old, DecisionState.REPLACED, row.proposed_by, f"replaced by decision {row.id}", now)
    session.flush()  # the old one leaves the unique index before the new one enters it
    row.state = DecisionState.IN_FORCE
    row.in_force_from, row.expires = now, until
    if row.action == Action.FLAG:
        row.review_on = (now + REVIEW).date()
    session.flush()


def _finish(row: DecisionEntry, state: DecisionState, by: str, reason: str, now: datetime) -> None:
    row.state, row.ended_by, row.ended_at, row.end_reason = state, by, now, reason.strip()


def _over(row: DecisionEntry, now: datetime) -> bool:
    return row.expires is not None and row.expires <= now


def _find(session: Session, decision_id: int) -> tuple[DecisionEntry, CaseEntry]:
    row = session.scalar(select(DecisionEntry).where(DecisionEntry.id == decision_id).with_for_update())
    case = session.get(CaseEntry, row.case_id) if row is not None else None
    if row is None or case is None:
        raise DecisionRefusedError("there is no such decision")
    return row, case
