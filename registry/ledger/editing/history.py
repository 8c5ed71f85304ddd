"""The history of people's changes to organizers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.ledger.editing.models import EditEntry
from registry.values import dataclass


class Action(StrEnum):
    """What a person did to an organizer."""

    CREATE = "create"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change; fields as in :class:`EditEntry`."""

    id: int
    organizer_id: str
    version: int
    action: Action
    at: datetime
    by: str
    reason: str
    run: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    moved: tuple[Any, ...]
    undone: bool


def history(session: Session, organizer_id: str, limit: int = 50) -> list[Edit]:
    """The newest changes of an organizer first."""
    rows = session.scalars(
        select(EditEntry)
        .where(EditEntry.organizer_id == organizer_id)
        .order_by(EditEntry.id.desc())
        .limit(limit)
    )
    return [edit_of(row) for row in rows]


def to_undo(session: Session, organizer_id: str) -> EditEntry | None:
    """The newest change that was not undone: the one that can be."""
    return session.scalar(
        select(EditEntry)
        .where(
            EditEntry.organizer_id == organizer_id,
            EditEntry.action != Action.UNDO,
            EditEntry.undone_by.is_(None),
        )
        .order_by(EditEntry.id.desc())
        .limit(1)
    )


def made_by_split(session: Session, row: EditEntry) -> EditEntry | None:
    """How the organizer was made that a split made: it goes with it, unless edited since."""
    if row.action != Action.SPLIT or row.run is None or not row.moved:
        return None
    newest = to_undo(session, row.moved[0])
    return newest if newest is not None and newest.run == row.run else None


def edit_of(row: EditEntry) -> Edit:
    """The shape of a row."""
    return Edit(
        id=row.id,
        organizer_id=row.organizer_id,
        version=row.version,
        action=Action(row.action),
        at=row.at,
        by=row.by,
        reason=row.reason,
        run=row.run,
        before=row.before,
        after=row.after,
        moved=tuple(row.moved or ()),
        undone=row.undone_by is not None,
    )
