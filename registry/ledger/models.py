"""The ledger's tables. A claim is never overwritten: a changed one is a new row, a repeated one ages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from registry.ledger.columns import BigKey, Json, UtcDateTime


class Base(DeclarativeBase):
    """Constraints have names, so that a later migration can find them on both engines."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it as a plain class attribute)
        str: Text(),
        datetime: UtcDateTime(),
        date: Date(),
        dict[str, Any]: Json,
        list[Any]: Json,
    }


class Source(Base):
    """An official list or site we read. ``trust``: higher wins when sources disagree.

    ``ends_after``: an entry missing from this many complete runs on end is taken as ended.
    """

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str | None]
    url: Mapped[str | None]
    trust: Mapped[int]
    ends_after: Mapped[int]
    created: Mapped[datetime]


class Run(Base):
    """One reading of a source. Only the statements of a run with outcome ``good`` count.

    ``complete``: the run read the whole list, so that what it did not name is missing from the source.
    ``fingerprint``: a hash of what was read, for sources that are files.
    """

    __tablename__ = "run"
    __table_args__ = (Index("ix_run_source_id_id", "source_id", "id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    complete: Mapped[bool]
    started: Mapped[datetime]
    finished: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None]
    fingerprint: Mapped[str | None]
    stats: Mapped[dict[str, Any] | None]


class OrganizerEntry(Base):
    """A stable organizer id. ``redirect_to`` is set when the entry was merged into another one.

    ``registration``: the first number it was known by, as numbers are compared. ``version`` grows with
    every edit by a person, so that two of them cannot overwrite each other.
    """

    __tablename__ = "organizer"
    __table_args__ = (Index("ix_organizer_registration_kind", "registration", "kind"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    registration: Mapped[str | None]
    created: Mapped[date]
    redirect_to: Mapped[str | None] = mapped_column(ForeignKey("organizer.id"), index=True)
    version: Mapped[int] = mapped_column(default=0, server_default="0")


class Identity(Base):
    """By which an organizer without a number is known again: kind, region and a digest of its name."""

    __tablename__ = "identity"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id"), primary_key=True)


class SightingEntry(Base):
    """A source said this about an organizer. One row per source, key and content.

    ``last_seen``/``last_run``: when the claim was repeated last. ``prior_seen``/``prior_run``: the same for
    the last *good* run before that, so that a run that turns out bad takes nothing with it.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        UniqueConstraint("source_id", "key", "content_hash"),
        Index("ix_sighting_last_run_id", "last_run", "id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str]
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str]
    region: Mapped[str | None] = mapped_column(String(8))
    registration: Mapped[str | None]
    website: Mapped[str | None]
    status: Mapped[str] = mapped_column(String(16))
    parent: Mapped[str | None]
    aliases: Mapped[list[Any] | None]
    hosts: Mapped[list[Any] | None]
    correction: Mapped[dict[str, Any] | None]
    url: Mapped[str | None]
    citation: Mapped[str | None]
    original: Mapped[dict[str, Any] | None]
    first_seen: Mapped[date]
    last_seen: Mapped[date]
    last_run: Mapped[int] = mapped_column(ForeignKey("run.id"))
    prior_seen: Mapped[date | None]
    prior_run: Mapped[int | None]


class AnnouncementEntry(Base):
    """A page on an organizer's host about an event."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("page_url", "organizer_id"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    page_url: Mapped[str]
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id"), index=True)
    host: Mapped[str] = mapped_column(index=True)
    page_hash: Mapped[str | None]
    title: Mapped[str | None]
    event_start: Mapped[date | None]
    event_end: Mapped[date | None]
    first_seen: Mapped[date]
    last_seen: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class VouchedLink(Base):
    """A link key found in an announcement."""

    __tablename__ = "vouched_link"
    __table_args__ = (UniqueConstraint("announcement_id", "link_key"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    link_key: Mapped[str] = mapped_column(index=True)
    first_seen: Mapped[date]
    last_seen: Mapped[date]
    expires_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str | None]


class ResolutionEntry(Base):
    """Where a short link led, hop by hop. ``final_key`` is the last end that was reached: of this visit only
    when its outcome is ``resolved``, else of an earlier one."""

    __tablename__ = "resolution"

    link_key: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(24))
    final_key: Mapped[str | None]
    hops: Mapped[list[Any] | None]
    at: Mapped[datetime]


class FrontierPage(Base):
    """A page of a crawl: to be fetched, or what came of it."""

    __tablename__ = "frontier_page"
    __table_args__ = (
        UniqueConstraint("crawl", "url"),
        Index("ix_frontier_page_crawl_state_due_at", "crawl", "state", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    crawl: Mapped[str]
    url: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    depth: Mapped[int]
    found_on: Mapped[str | None]
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]


class Validator(Base):
    """What a server gave us for conditional requests."""

    __tablename__ = "validator"

    url: Mapped[str] = mapped_column(primary_key=True)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    at: Mapped[datetime]


class HealthObservation(Base):
    """How a host or link was found on one visit: one of five states, with the evidence."""

    __tablename__ = "health"
    __table_args__ = (Index("ix_health_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    subject: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    evidence: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]


class JobEntry(Base):
    """A piece of work for the worker. At most one open job per kind and key."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str]
    payload: Mapped[dict[str, Any] | None]
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    created: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    worker: Mapped[str | None]
    finished: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str | None]


_OPEN = JobEntry.state.in_(("waiting", "leased"))
Index(
    "uq_job_kind_key_open",
    JobEntry.kind,
    JobEntry.key,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("ix_job_state_due_at", JobEntry.state, JobEntry.due_at, JobEntry.id)
Index("ix_job_kind_key_id", JobEntry.kind, JobEntry.key, JobEntry.id)


class PublicationEntry(Base):
    """What was put live when, by whom and why (``action``: ``publish`` or ``rollback``)."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    version: Mapped[str] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    by: Mapped[str]
    note: Mapped[str | None]
    accepted: Mapped[str | None]
    counts: Mapped[dict[str, Any] | None]
