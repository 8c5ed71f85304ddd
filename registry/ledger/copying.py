"""The ledger's rows out of one database and into another, whichever engines they are on."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    func,
    select,
    text,
)

VERSION_TABLE = "alembic_version"
_AT_A_TIME = 2000

Row = dict[str, Any]


def tables_of(connection: Connection) -> list[Table]:
    """The tables that are there, those first that others refer to; the schema's version is none of them."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def rows_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row as a line of JSON, in the order of its key."""
    order = list(table.primary_key.columns) or list(table.columns)
    found = connection.execution_options(yield_per=_AT_A_TIME).execute(select(table).order_by(*order))
    for row in found.mappings():
        values = {column.name: _plain(row[column]) for column in table.columns}
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def put_rows(connection: Connection, table: Table, lines: Iterable[bytes]) -> int:
    """Adds rows to an empty table; returns how many.

    A reference of a row to another one of the same table is filled in when all of them are there.

    Raises:
        ValueError: a line is no row of this table.
    """
    own = [c for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
    later: list[tuple[Row, Row]] = []
    count = 0
    for batch in _batches(_row(table, line) for line in lines):
        for row in batch:
            held = {column.name: row[column.name] for column in own if row[column.name] is not None}
            if held:
                later.append(({c.name: row[c.name] for c in table.primary_key.columns}, held))
                row.update(dict.fromkeys(held))
        connection.execute(table.insert(), batch)
        count += len(batch)
    for key, held in later:
        where = [table.c[name] == value for name, value in key.items()]
        connection.execute(table.update().where(*where).values(held))
    _count_on(connection, table)
    return count


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL gives out the next number by itself and must know where we are."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": table.name, "column": column.name},
        )
        highest = connection.scalar(select(func.max(column))) if sequence else None
        if highest is not None:
            connection.execute(
                text("SELECT setval(:sequence, :value)"), {"sequence": sequence, "value": highest}
            )


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date | datetime) else value


def _row(table: Table, line: bytes) -> Row:
    try:
        values = dict(json.loads(line))
        row = {column.name: _typed(column, values.pop(column.name)) for column in table.columns}
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"a row of {table.name} cannot be read: {error}") from error
    if values:
        raise ValueError(f"a row of {table.name} has columns that the table has not: {sorted(values)}")
    return row


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return bool(value) if isinstance(kind, Boolean) else value


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


def counts(connection: Connection, tables: Iterable[Table]) -> Mapping[str, int]:
    """Rows by table."""
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
