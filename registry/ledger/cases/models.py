"""The tables of casework: what was reported, what is under review, what was decided, who objected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.ledger.columns import BigKey
from registry.ledger.models import Base


class CaseEntry(Base):
    """A host or link key under review. At most one open case per subject.

    ``number``: what the public knows it by. ``harm``: how urgent it is, the order of the queue. ``version``
    grows with every change by a person, so that two of them cannot overwrite each other.
    """

    __tablename__ = "review_case"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    subject: Mapped[str]
    origin: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    opened: Mapped[datetime]
    updated: Mapped[datetime]
    due: Mapped[datetime]
    decided: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    severity: Mapped[int]
    reports: Mapped[int]
    harm: Mapped[int]
    evidence: Mapped[dict[str, Any] | None]
    version: Mapped[int]


_OPEN = CaseEntry.state == "open"
Index(
    "uq_review_case_subject_open", CaseEntry.subject, unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
)
Index("ix_review_case_subject", CaseEntry.subject, CaseEntry.id)
Index("ix_review_case_state_harm_id", CaseEntry.state, CaseEntry.harm, CaseEntry.id)


class ReportEntry(Base):
    """A teacher's remark, as she sent it: nothing in it says who she is."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("review_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    level: Mapped[str | None] = mapped_column(String(16))
    snapshot: Mapped[str | None]
    title: Mapped[str]
    text: Mapped[str]
    note: Mapped[str]
    received: Mapped[datetime]


class DecisionEntry(Base):
    """What an admin concluded. A flag counts when a second admin agrees, or for a day in an emergency."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("review_case.id"), index=True)
    subject: Mapped[str]
    action: Mapped[str] = mapped_column(String(16))
    ground: Mapped[str] = mapped_column(String(16))
    note: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    emergency: Mapped[bool]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    seconded_by: Mapped[str | None]
    in_force_from: Mapped[datetime | None]
    expires: Mapped[datetime | None]
    review_on: Mapped[date | None]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


_IN_FORCE = DecisionEntry.state == "in_force"
Index(
    "uq_decision_subject_in_force",
    DecisionEntry.subject,
    unique=True,
    sqlite_where=_IN_FORCE,
    postgresql_where=_IN_FORCE,
)
Index("ix_decision_state_id", DecisionEntry.state, DecisionEntry.id)


class ThreadEntry(Base):
    """An organizer's objection: a private talk with the admins, opened by a secret link."""

    __tablename__ = "appeal"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("review_case.id"), index=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    state: Mapped[str] = mapped_column(String(16))
    opened: Mapped[datetime]
    due: Mapped[datetime]
    answered: Mapped[datetime | None]
    granted: Mapped[bool | None]


class MessageEntry(Base):
    """One message of an appeal. ``template``: the answer was written from it."""

    __tablename__ = "appeal_message"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), index=True)
    author: Mapped[str] = mapped_column(String(16))
    by: Mapped[str | None]
    template: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str]
    at: Mapped[datetime]


class ProposalEntry(Base):
    """An organizer that somebody proposes for the registry, and what was proven about it so far."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    state: Mapped[str] = mapped_column(String(16))
    role: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str]
    region: Mapped[str | None] = mapped_column(String(8))
    registration: Mapped[str | None]
    website: Mapped[str | None]
    aliases: Mapped[list[Any] | None]
    evidence: Mapped[dict[str, Any] | None]
    host: Mapped[str | None]
    host_token: Mapped[str]
    host_proof: Mapped[dict[str, Any] | None]
    mail: Mapped[str | None]
    mail_proof: Mapped[dict[str, Any] | None]
    received: Mapped[datetime]
    decided_by: Mapped[str | None]
    decided: Mapped[datetime | None]
    reason: Mapped[str | None]
    organizer_id: Mapped[str | None]
    version: Mapped[int]


Index("ix_proposal_state_id", ProposalEntry.state, ProposalEntry.id)
