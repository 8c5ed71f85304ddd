"""``INSERT … ON CONFLICT``, many rows at a time, alike on both engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry.ledger.models import Base


def insert_rows(
    session: Session,
    model: type[Base],
    rows: Sequence[Mapping[str, Any]],
    on_conflict: Callable[[Any], Any] = lambda insert: insert.on_conflict_do_nothing(),
) -> int:
    """Inserts rows below the ORM (twice as fast); ``on_conflict`` says what to do with those that are there.

    Returns how many rows were written. All rows must have the same columns.
    """
    if not rows:
        return 0
    connection = session.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    table: Any = model.__table__  # a Table; typed more loosely by the ORM
    statement = on_conflict(insert(table)).execution_options(preserve_rowcount=True)
    return connection.execute(statement, list(rows)).rowcount
