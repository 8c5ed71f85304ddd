"""How hosts and links were found, visit by visit, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from registry.ledger.engine import Transactions
from registry.ledger.models import HealthObservation
from registry.values import dataclass

#: A thing is called dead only when two visits at least this far apart found nothing else in between.
CONFIRMATION = timedelta(
    hours=20
)  # "two runs, a day apart", with room for a crawl that starts a little earlier


class HealthState(StrEnum):
    """HTTP 200 is not "fine" and 403 is not "dead": five states, each with its evidence."""

    ALIVE = "alive"
    DEAD = "dead"
    BLOCKED = "blocked"  # it answers, but not to us
    LIMITED = "limited"  # it asks us to come later
    UNKNOWN = "unknown"  # the visit says nothing


@dataclass(frozen=True, slots=True)
class Observation:
    """What one visit to a host (``host:…``) or link (its key) found."""

    subject: str
    state: HealthState
    at: datetime
    evidence: Mapping[str, Any] = field(default_factory=dict)


class Health:
    """Observations are only added; the state is concluded from them."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def record(self, observations: Iterable[Observation]) -> None:
        """Adds observations."""
        with self._transactions.writing() as session:
            session.add_all(
                HealthObservation(subject=o.subject, state=o.state, evidence=dict(o.evidence), at=o.at)
                for o in observations
            )

    def history(self, subject: str, limit: int = 20) -> list[Observation]:
        """The newest observations first."""
        with self._transactions.reading() as session:
            rows = session.scalars(_newest_first(subject).limit(limit))
            return [_observation(row) for row in rows]

    def since_marked(self, subject: str, mark: str) -> list[Observation] | None:
        """What was observed after the newest observation whose evidence says ``mark`` is true, the newest
        first; ``None`` when none ever did. However long ago that is: nothing is forgotten by many visits."""
        with self._transactions.reading() as session:
            marked = HealthObservation.evidence[mark].as_boolean().is_(True)
            last = session.scalars(_newest_first(subject).where(marked).limit(1)).first()
            if last is None:
                return None
            later = tuple_(HealthObservation.at, HealthObservation.id) > (last.at, last.id)
            return [_observation(row) for row in session.scalars(_newest_first(subject).where(later))]

    def state(self, subject: str) -> HealthState:
        """The state as far as it is confirmed: dead only after two visits a day apart, else unknown."""
        return concluded(self.history(subject))


def _newest_first(subject: str) -> Select[HealthObservation]:
    return (
        select(HealthObservation)
        .where(HealthObservation.subject == subject)
        .order_by(HealthObservation.at.desc(), HealthObservation.id.desc())
    )


def _observation(row: HealthObservation) -> Observation:
    return Observation(row.subject, HealthState(row.state), row.at, row.evidence or {})


def concluded(newest_first: list[Observation]) -> HealthState:
    """The state that a row of observations proves.

    >>> from datetime import UTC
    >>> first = datetime(2026, 3, 1, tzinfo=UTC)
    >>> dead = [Observation("host:x.id", HealthState.DEAD, first)]
    >>> concluded(dead)
    <HealthState.UNKNOWN: 'unknown'>
    >>> concluded([Observation("host:x.id", HealthState.DEAD, first + timedelta(days=1)), *dead])
    <HealthState.DEAD: 'dead'>
    """
    if not newest_first:
        return HealthState.UNKNOWN
    newest = newest_first[0]
    if newest.state is not HealthState.DEAD:
        return newest.state
    for earlier in newest_first[1:]:
        if earlier.state is HealthState.DEAD and newest.at - earlier.at >= CONFIRMATION:
            return HealthState.DEAD
        if earlier.state in (HealthState.ALIVE, HealthState.BLOCKED, HealthState.LIMITED):
            break
    return HealthState.UNKNOWN


def troubled(session: Session, limit: int = 500) -> dict[str, str]:
    """Hosts (``host:…``) and links whose newest visit found them dead, blocked or limited: which of these."""
    newest = select(func.max(HealthObservation.id)).group_by(HealthObservation.subject)
    rows = session.execute(
        select(HealthObservation.subject, HealthObservation.state)
        .where(
            HealthObservation.id.in_(newest),
            HealthObservation.state.in_((HealthState.DEAD, HealthState.BLOCKED, HealthState.LIMITED)),
        )
        .order_by(HealthObservation.id.desc())
        .limit(limit)
    )
    return {row.subject: row.state for row in rows}


def counts(session: Session) -> dict[str, int]:
    """How many hosts and links were found in which state on their newest visit."""
    newest = select(func.max(HealthObservation.id)).group_by(HealthObservation.subject)
    rows = session.execute(
        select(HealthObservation.state, func.count().label("number"))
        .where(HealthObservation.id.in_(newest))
        .group_by(HealthObservation.state)
        .order_by(HealthObservation.state)
    )
    return {row.state: row.number for row in rows}
