"""Merging and splitting: which organizer a statement is about is our judgement, not the source's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from registry.ledger.identity import name_key, plain_canonical
from registry.ledger.models import Identity, OrganizerEntry, SightingEntry, Source
from registry.ledger.sighting import Sighting
from registry.ledger.statement import Statement
from registry.ledger.upsert import insert_rows
from registry.naming.text import normalize
from registry.organizer import Kind

_ANY_DAY = date.min  # a name is the same on every day


def lock(session: Session, *organizer_ids: str) -> None:
    """Lets nobody else change these until the end of the transaction: what is read of them from now on holds.

    All take them in the same order, so that no two wait for each other (SQLite has one writer anyway).
    """
    row = OrganizerEntry
    session.execute(select(row.id).where(row.id.in_(organizer_ids)).order_by(row.id).with_for_update()).all()


def changed(session: Session, organizer_id: str) -> None:
    """Counts up the version of an organizer that something came to or went from: its editors look again."""
    session.execute(
        update(OrganizerEntry)
        .where(OrganizerEntry.id == organizer_id)
        .values(version=OrganizerEntry.version + 1)
        .execution_options(synchronize_session=False)
    )


def redirect(session: Session, organizer_id: str, to: str | None) -> None:
    """Lets an organizer's id lead to another one, or to itself again."""
    session.execute(
        update(OrganizerEntry)
        .where(OrganizerEntry.id == organizer_id)
        .values(redirect_to=to)
        .execution_options(synchronize_session=False)
    )


def move_statements(
    session: Session, organizer_id: str, target: str, chosen: Sequence[Statement]
) -> list[list[Any]]:
    """Gives the entries of these statements, past and future, to another organizer.

    Returns what was moved as ``[source id, key]``, for :func:`move_back`.
    """
    moved: list[list[Any]] = []
    for statement in chosen:
        source_id = session.scalar(select(Source.id).where(Source.name == statement.source))
        moved.append([source_id, statement.key])
        _give(session, organizer_id, target, [source_id, statement.key])
    return moved


def move_back(session: Session, organizer_id: str, moved: Sequence[Any]) -> None:
    """Undoes a split: ``moved`` is its target and the entries."""
    target, *entries = moved
    for entry in entries:
        _give(session, target, organizer_id, entry)


def _give(session: Session, giver: str, taker: str, entry: Sequence[Any]) -> None:
    source_id, key = entry
    row = SightingEntry
    mine = (row.source_id == source_id, row.key == key, row.organizer_id == giver)
    names = {
        (found.kind, found.name, found.region)
        for found in session.execute(select(row.kind, row.name, row.region).where(*mine))
    }
    session.execute(
        update(row).where(*mine).values(organizer_id=taker).execution_options(synchronize_session=False)
    )
    keys = {identity for name in names for identity in _identities(*name)}
    session.execute(delete(Identity).where(Identity.organizer_id == giver, Identity.key.in_(keys)))
    insert_rows(session, Identity, [{"key": key, "organizer_id": taker} for key in sorted(keys)])
    _keep_own_names(session, giver, keys)


def _keep_own_names(session: Session, organizer_id: str, keys: set[bytes]) -> None:
    """The giver goes on being known by a name that one of its remaining statements has."""
    row = SightingEntry
    remaining = session.execute(
        select(row.kind, row.name, row.region).where(row.organizer_id == organizer_id)
    )
    own = {identity for found in remaining for identity in _identities(*found)} & keys
    insert_rows(session, Identity, [{"key": key, "organizer_id": organizer_id} for key in sorted(own)])


def _identities(kind: str, name: str, region: str | None) -> set[bytes]:
    sighting = Sighting(key="", kind=Kind(kind), name=name, seen_on=_ANY_DAY, region=region)
    return {name_key(sighting, spelling) for spelling in (normalize(name), plain_canonical(name))}
