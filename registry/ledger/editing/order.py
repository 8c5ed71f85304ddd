"""Who changes which organizer and why; what keeps a change from being made."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.ledger.editing.standing import Standing, standing
from registry.ledger.models import OrganizerEntry
from registry.values import dataclass

SHORTEST_REASON = 5
"""Characters; whoever reads the history must understand it."""


class EditRefusedError(ValueError):
    """The change may not be made; the message says why."""


class EditConflictError(RuntimeError):
    """Somebody else changed the organizer in the meantime. ``now``: how it stands."""

    def __init__(self, now: Standing) -> None:
        super().__init__(f"{now.id} was changed by somebody else in the meantime")
        self.now = now


@dataclass(frozen=True, slots=True)
class Order:
    """Who changes which organizer, why, and which version they looked at."""

    organizer_id: str
    version: int
    by: str
    reason: str


def alive(session: Session, order: Order) -> Standing:
    """Where the organizer stands; refused when there is none, or it is part of another one."""
    now = standing(session, order.organizer_id)
    if now is None:
        raise EditRefusedError(f"there is no organizer {order.organizer_id}")
    if now.redirect_to is not None:
        raise EditRefusedError(f"{order.organizer_id} was merged into {now.redirect_to}")
    return now


def next_version(session: Session, order: Order, expected: int | None = None) -> int:
    """Takes the next version for this change, if nobody else has."""
    seen = order.version if expected is None else expected
    taken = session.scalar(
        update(OrganizerEntry)
        .where(OrganizerEntry.id == order.organizer_id, OrganizerEntry.version == seen)
        .values(version=seen + 1)
        .returning(OrganizerEntry.version)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        now = standing(session, order.organizer_id)
        if now is None:
            raise EditRefusedError(f"there is no organizer {order.organizer_id}")
        raise EditConflictError(now)
    return taken


def checked(order: Order) -> Order:
    """The order with its reason, which must say something."""
    reason = order.reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise EditRefusedError("give a reason that the next person understands")
    return replace(order, reason=reason)
