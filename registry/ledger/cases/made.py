"""The shapes of decisions: what an admin wants, what was made of it, and why it may be refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from registry.decision import CLEAR_GROUNDS, FLAG_GROUNDS, Action, Ground
from registry.ledger.cases.models import DecisionEntry
from registry.values import dataclass

SHORTEST_NOTE = 10
"""Characters; the next admin must understand it."""

GROUNDS: Mapping[Action, frozenset[Ground]] = {
    Action.FLAG: FLAG_GROUNDS,
    Action.CLEAR: CLEAR_GROUNDS,
    Action.WATCH: frozenset(Ground),
}
"""Which grounds there are for which action."""


class DecisionState(StrEnum):
    """Only ``in_force`` reaches teachers."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    UNDONE = "undone"
    EXPIRED = "expired"
    REFUSED = "refused"
    REPLACED = "replaced"


class DecisionRefusedError(ValueError):
    """This decision may not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an admin wants to decide about a case. ``version``: of the case as she saw it.

    ``subject``: a link key, ``host:x`` or ``host:*.x``; the case's own when left out. ``official``: a
    recognized organizer owns the address, or one in the tree, which may then only be flagged as taken over.
    """

    case: str
    version: int
    action: Action
    ground: Ground
    note: str
    subject: str | None = None
    emergency: bool = False
    official: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A decision with its history. ``ended_by`` without ``ended_at``: she wants it undone."""

    id: int
    case: str
    subject: str
    action: Action
    ground: Ground
    note: str
    state: DecisionState
    emergency: bool
    proposed_by: str
    proposed_at: datetime
    seconded_by: str | None
    in_force_from: datetime | None
    expires: datetime | None
    review_on: date | None
    ended_by: str | None
    ended_at: datetime | None
    end_reason: str | None


def made_of(row: DecisionEntry, case: str) -> Made:
    """The shape of a row."""
    return Made(
        id=row.id,
        case=case,
        subject=row.subject,
        action=Action(row.action),
        ground=Ground(row.ground),
        note=row.note,
        state=DecisionState(row.state),
        emergency=row.emergency,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        seconded_by=row.seconded_by,
        in_force_from=row.in_force_from,
        expires=row.expires,
        review_on=row.review_on,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
    )
