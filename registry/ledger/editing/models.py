"""The tables of people's work on the registry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.ledger.columns import BigKey
from registry.ledger.models import Base


class EditEntry(Base):
    """One change by a person to one organizer. ``version``: of the organizer after it.

    ``run``: the run of the desk's source that carries the statement; for a split, the one that made the new
    organizer. ``moved``: what a split took along, as
    ``[source id, key]``; for a merge, the organizer it became.
    """

    __tablename__ = "edit"
    __table_args__ = (Index("ix_edit_organizer_id_id", "organizer_id", "id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id"))
    version: Mapped[int]
    action: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    by: Mapped[str]
    reason: Mapped[str]
    run: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    moved: Mapped[list[Any] | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("edit.id"))


class RunReviewEntry(Base):
    """A reading of a source that a person went through."""

    __tablename__ = "run_review"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True, autoincrement=False)
    by: Mapped[str]
    at: Mapped[datetime]


class JudgementEntry(Base):
    """What a person thinks of one statement of a source. A refused one does not count."""

    __tablename__ = "judgement"

    sighting_id: Mapped[int] = mapped_column(ForeignKey("sighting.id"), primary_key=True, autoincrement=False)
    accepted: Mapped[bool]
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str | None]
