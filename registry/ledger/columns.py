"""Column types that behave the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, types
from sqlalchemy.dialects.postgresql import JSONB

#: A growing number as primary key; SQLite counts only in a column of type INTEGER.
BigKey = BigInteger().with_variant(Integer(), "sqlite")

#: Small structures that are read as a whole; ``None`` is SQL NULL.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(types.TypeDecorator[datetime]):
    """A moment, always aware and in UTC on the Python side; naive UTC inside the database.

    Raises:
        ValueError: a naive datetime is to be stored; its zone would be a guess.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)
