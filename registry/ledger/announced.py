"""Announced pages as the crawler comes back to them: which are still open, which were seen again
unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select, update

from registry.ledger.announcements import UNDATED
from registry.ledger.models import AnnouncementEntry, Validator, VouchedLink
from registry.ledger.validators import Validation
from registry.values import dataclass

if TYPE_CHECKING:
    from registry.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class AnnouncedPage:
    """A page the ledger knows. ``reason`` and ``withdrawn_at`` are set while it is withdrawn."""

    page_url: str
    organizer_id: str
    page_hash: str | None
    reason: str | None
    withdrawn_at: datetime | None


def open_pages(ledger: Ledger, host: str, on: date) -> list[AnnouncedPage]:
    """The pages of a host that may still vouch for something on a day: their event is not over, or they name
    no day and have a link that has not expired. Withdrawn ones too; those longest not seen come first."""
    page, link = AnnouncementEntry, VouchedLink
    event = func.coalesce(page.event_end, page.event_start)
    vouched = exists().where(
        link.announcement_id == page.id, link.withdrawn_at.is_(None), link.expires_on >= on
    )
    statement = (
        select(page.page_url, page.organizer_id, page.page_hash, page.reason, page.withdrawn_at)
        .where(page.host == host, or_(event >= on, and_(event.is_(None), vouched)))
        .order_by(page.last_seen, page.id)
    )
    with ledger.reading() as session:
        return [AnnouncedPage(*row) for row in session.execute(statement)]


def why_withdrawn(ledger: Ledger, page_url: str) -> str | None:
    """The reason for which a page is withdrawn, ``None`` when it is not, or not known."""
    statement = select(AnnouncementEntry.reason).where(
        AnnouncementEntry.page_url == page_url, AnnouncementEntry.withdrawn_at.is_not(None)
    )
    with ledger.reading() as session:
        return session.scalar(statement)


def seen_again(ledger: Ledger, page_url: str, on: date) -> None:
    """The server says that a page has not changed: its links count as seen on this day."""
    with ledger.transaction() as session:
        rows = session.execute(
            update(AnnouncementEntry)
            .where(AnnouncementEntry.page_url == page_url, AnnouncementEntry.last_seen < on)
            .values(last_seen=on)
            .returning(AnnouncementEntry.id, AnnouncementEntry.event_end, AnnouncementEntry.event_start)
        ).all()
        for page_id, event_end, event_start in rows:
            values: dict[str, date] = {"last_seen": on}
            if event_end is None and event_start is None:
                values["expires_on"] = on + UNDATED
            session.execute(
                update(VouchedLink)
                .where(VouchedLink.announcement_id == page_id, VouchedLink.withdrawn_at.is_(None))
                .values(**values)
            )


def validations(ledger: Ledger, urls: Sequence[str]) -> dict[str, Validation]:
    """What the servers gave us for conditional requests, for several addresses at once."""
    statement = select(Validator.url, Validator.etag, Validator.last_modified).where(Validator.url.in_(urls))
    with ledger.reading() as session:
        return {row.url: Validation(*row) for row in session.execute(statement)}
