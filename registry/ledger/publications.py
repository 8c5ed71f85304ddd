"""What was put live when, by whom and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from registry.ledger.desk.audit import Audit
from registry.ledger.engine import Transactions
from registry.ledger.models import PublicationEntry
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Publication:
    """One turn of the pointer. ``accepted``: the reason given for publishing against the guard."""

    version: str
    action: str  # "publish" | "rollback"
    at: datetime
    by: str
    note: str | None = None
    accepted: str | None = None
    counts: Mapping[str, Any] | None = None


class Publications:
    """The history of the pointer; only ever added to."""

    def __init__(self, transactions: Transactions, audit: Audit) -> None:
        self._transactions = transactions
        self._audit = audit

    def record(self, publication: Publication) -> None:
        """Adds an entry, and one to the audit log."""
        with self._transactions.writing() as session:
            session.add(
                PublicationEntry(
                    version=publication.version,
                    action=publication.action,
                    at=publication.at,
                    by=publication.by,
                    note=publication.note,
                    accepted=publication.accepted,
                    counts=dict(publication.counts or {}),
                )
            )
            detail = {"note": publication.note, "accepted": publication.accepted}
            self._audit.record(
                publication.by,
                f"registry.{publication.action}",
                publication.version,
                {key: value for key, value in detail.items() if value},
            )

    def has(self, version: str) -> bool:
        """Whether this version's publication is in the history."""
        with self._transactions.reading() as session:
            return session.scalar(select(exists().where(PublicationEntry.version == version))) or False

    def history(self, limit: int = 50) -> list[Publication]:
        """The newest first."""
        with self._transactions.reading() as session:
            rows = session.scalars(select(PublicationEntry).order_by(PublicationEntry.id.desc()).limit(limit))
            return [Publication(r.version, r.action, r.at, r.by, r.note, r.accepted, r.counts) for r in rows]
