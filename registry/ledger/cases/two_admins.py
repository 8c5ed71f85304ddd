"""What one admin may not do alone: flag for longer than a day, or take away what two had agreed on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.decision import Action
from registry.ledger.cases.made import DecisionRefusedError, DecisionState, Draft
from registry.ledger.cases.models import DecisionEntry
from registry.ledger.cases.subjects import covering, overlap

EMERGENCY = timedelta(hours=24)
"""How long one admin's flag lasts without a second one."""

ONCE_IN = timedelta(days=7)
"""In this time there is one emergency about an address, whoever raises it: else it would last for ever."""


def waits_for_second(session: Session, draft: Draft, subject: str, now: datetime) -> bool:
    """Whether a decision counts only when a second admin agrees.

    A flag does, unless it is an emergency. To clear does, and to watch, when it would end a flag that two
    agreed on: in its place, or (a clearing) for an address below a flagged tree.

    Raises:
        DecisionRefusedError: an emergency so soon after another, or about what two flagged already.
    """
    if draft.emergency:
        _refuse_emergency(session, subject, now)
        return False
    if draft.action is Action.FLAG:
        return True
    ended = covering(subject) if draft.action is Action.CLEAR else [subject]
    return _agreed(session, ended)


def _refuse_emergency(session: Session, subject: str, now: datetime) -> None:
    if _agreed(session, [subject]):
        raise DecisionRefusedError(
            f"{subject} is flagged already, and two admins agreed: an emergency would end that after a day"
        )
    recent = session.scalars(
        select(DecisionEntry)
        .where(DecisionEntry.emergency, DecisionEntry.proposed_at > now - ONCE_IN)
        .order_by(DecisionEntry.id.desc())
    )
    for row in recent:
        if overlap(row.subject, subject):
            raise DecisionRefusedError(
                f"there was an emergency flag on {row.subject} less than {ONCE_IN.days} days ago: agree with "
                "it while it lasts, or propose a flag that is no emergency; it counts as soon as a second "
                "admin agrees"
            )


def agreed(decision: DecisionEntry) -> bool:
    """Whether it is a flag that two admins agreed on."""
    return decision.action == Action.FLAG and decision.seconded_by is not None


def _agreed(session: Session, subjects: list[str]) -> bool:
    """Whether a flag on one of these is in force that two agreed on."""
    # Locked, so that the agreement of a second admin who is just giving it is not overlooked.
    flags = session.scalars(
        select(DecisionEntry)
        .where(
            DecisionEntry.subject.in_(subjects),
            DecisionEntry.state == DecisionState.IN_FORCE,
            DecisionEntry.action == Action.FLAG,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return any(agreed(flag) for flag in flags)
