"""The desk's tables: who works there, from which browsers, and what was done by whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.ledger.columns import BigKey
from registry.ledger.models import Base


class AccountEntry(Base):
    """Somebody who works at the desk. ``stamp`` names the account in session cookies: a new one ends all.

    ``failures``: wrong passwords and codes since the last good login. ``totp_counter``: the last time step
    whose code was used, so that no code counts twice.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    active: Mapped[bool]
    password: Mapped[str]
    stamp: Mapped[str] = mapped_column(unique=True)
    totp_method: Mapped[str | None] = mapped_column(String(16))
    totp_secret: Mapped[str | None]
    totp_counter: Mapped[int | None]
    recovery_codes: Mapped[list[Any] | None]
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    last_login: Mapped[datetime | None]
    created: Mapped[datetime]


class LoginEntry(Base):
    """One browser in which somebody is logged in. ``token``: a digest of what the cookie holds."""

    __tablename__ = "login"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    agent: Mapped[str | None]
    created: Mapped[datetime]
    last_seen: Mapped[datetime]
    ended: Mapped[datetime | None]


class AuditEntry(Base):
    """One thing done at the desk, chained to the one before by its hash. Only ever added to."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_actor_id", "actor", "id"),
        Index("ix_audit_action_id", "action", "id"),
        Index("ix_audit_subject_id", "subject", "id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str]
    detail: Mapped[dict[str, Any] | None]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """Where the chain ends: one row, so that a removed end is seen. ``id`` is always 1."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[int] = mapped_column(BigKey)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
