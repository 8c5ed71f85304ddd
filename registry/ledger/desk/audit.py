"""The audit log: every entry carries the hash of all before it, in the transaction of what it describes."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, select, text
from sqlalchemy.orm import Session

from registry.ledger.desk.models import AuditEntry, AuditHead
from registry.ledger.engine import Transactions
from registry.ledger.facts import without_unstorable
from registry.values import dataclass

# Any number that nobody else uses as an advisory lock in this database ("AUDIT" in ASCII).
_LOCK = 0x4155444954
START = bytes(32)
"""What the first entry is chained to."""


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One thing that was done.

    ``actor``: an account's e-mail address, ``command:<login>`` for the command line, or ``system``.
    ``action``: a thing and a verb (``organizer.edit``, ``case.flag``); ``subject``: what it was done to.
    """

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    hash: bytes


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries: by exact actor, action or subject; ``before``: only those with a lower number."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    before: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """As conditions of a query."""
        exact = {
            AuditEntry.actor: self.actor,
            AuditEntry.action: self.action,
            AuditEntry.subject: self.subject,
        }
        found: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value]
        return found if self.before is None else [*found, AuditEntry.id < self.before]


def command_actor() -> str:
    """Who uses the command line on this machine, for the log."""
    return f"command:{getpass.getuser()}"


class Audit:
    """Adding to the log and reading it. Whether it is untouched: :mod:`registry.ledger.desk.proof`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def record(
        self, actor: str, action: str, subject: str, detail: Mapping[str, Any] | None = None
    ) -> AuditRecord:
        """Adds an entry. Inside :meth:`Ledger.transaction` it is committed with the change, or not at all.

        ``detail`` holds plain values; anything but text, whole numbers, truth values, lists and mappings is
        kept as its text.
        """
        with self._transactions.writing() as session:
            if not self._transactions.is_sqlite:  # on SQLite there is only one writer anyway
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            head = session.get(AuditHead, 1, populate_existing=True)
            if head is None:
                head = AuditHead(id=1, entry=0, hash=START)
                session.add(head)
            values = [without_unstorable(value) for value in (actor, action, subject)]
            entry = AuditEntry(
                id=head.entry + 1,
                at=self._transactions.now(),
                actor=values[0],
                action=values[1],
                subject=values[2],
                detail=_plain(detail or {}),
            )
            entry.hash = chained(head.hash, entry)
            session.add(entry)
            head.entry, head.hash = entry.id, entry.hash
            session.flush()
            return _record(entry)

    def page(self, wanted: AuditFilter, limit: int = 50) -> list[AuditRecord]:
        """The newest entries first; go on with ``before`` the last one's number."""
        with self._transactions.reading() as session:
            rows = session.scalars(
                select(AuditEntry).where(*wanted.conditions()).order_by(AuditEntry.id.desc()).limit(limit)
            )
            return [_record(row) for row in rows]

    def after(self, number: int, limit: int) -> list[AuditRecord]:
        """Entries with a greater number, the oldest first."""
        with self._transactions.reading() as session:
            rows = session.scalars(
                select(AuditEntry).where(AuditEntry.id > number).order_by(AuditEntry.id).limit(limit)
            )
            return [_record(row) for row in rows]

    def head(self) -> tuple[int, bytes]:
        """Number and hash of the last entry; written down elsewhere, they give a rewritten log away."""
        with self._transactions.reading() as session:
            return stored_head(session)


def stored_head(session: Session) -> tuple[int, bytes]:
    """Where the log says it ends; ``(0, START)`` for an empty one."""
    head = session.get(AuditHead, 1, populate_existing=True)
    return (0, START) if head is None else (head.entry, head.hash)


def chained(previous: bytes, entry: AuditEntry) -> bytes:
    """SHA-256 over the hash before and everything the entry says, in one way of writing it."""
    said = [
        previous.hex(),
        entry.id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        *(entry.actor, entry.action, entry.subject),
        entry.detail or {},
    ]
    return sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {without_unstorable(str(key)): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return without_unstorable(str(value))


def _record(row: AuditEntry) -> AuditRecord:
    return AuditRecord(row.id, row.at, row.actor, row.action, row.subject, row.detail or {}, row.hash)
