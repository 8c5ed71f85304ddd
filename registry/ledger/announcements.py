"""Announcements on organizers' own hosts and the links they vouch for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.ledger.engine import Transactions
from registry.ledger.models import AnnouncementEntry, VouchedLink
from registry.organizer import Vouch
from registry.values import dataclass

#: How long a vouch counts after its page was last seen when the announcement names no date: training events
#: are announced a few weeks ahead, and a link that is still on the page is seen again by the next crawl.
UNDATED = timedelta(days=60)

#: The reason stored when a page no longer carries a link it carried before.
DROPPED = "the page dropped the link"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A page about an event on an organizer's host, as the crawler read it on ``seen_on``.

    ``link_keys``: the sign-up links it carries now. ``host``: the page's host name.
    """

    organizer_id: str
    page_url: str
    host: str
    seen_on: date
    link_keys: tuple[str, ...] = ()
    page_hash: str | None = None
    title: str | None = None
    event_start: date | None = None
    event_end: date | None = None

    @property
    def expires_on(self) -> date:
        """The last day on which its links are vouched for: the event's, else a bounded time after today."""
        return self.event_end or self.event_start or self.seen_on + UNDATED


class Announcements:
    """Writes announcements and vouched links, and withdraws them."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def record(self, announcement: Announcement) -> None:
        """Records a page as it is now. Links it carried before and no longer carries are withdrawn.

        A link that the page dropped and carries again counts again; a page that was withdrawn for another
        reason (:meth:`withdraw`) stays withdrawn until :meth:`reinstate`.
        """
        with self._transactions.writing() as session:
            row = self._page(session, announcement)
            links = {
                link.link_key: link
                for link in session.scalars(select(VouchedLink).where(VouchedLink.announcement_id == row.id))
            }
            for key in announcement.link_keys:
                link = links.pop(key, None)
                if link is None:
                    link = VouchedLink(announcement_id=row.id, link_key=key, first_seen=announcement.seen_on)
                    session.add(link)
                link.last_seen = announcement.seen_on
                link.expires_on = announcement.expires_on
                if link.reason == DROPPED:
                    link.withdrawn_at = link.reason = None
            for dropped in links.values():
                if dropped.withdrawn_at is None:
                    dropped.withdrawn_at, dropped.reason = datetime.now(UTC), DROPPED

    def _page(self, session: Session, announcement: Announcement) -> AnnouncementEntry:
        row = session.scalar(
            select(AnnouncementEntry).where(
                AnnouncementEntry.page_url == announcement.page_url,
                AnnouncementEntry.organizer_id == announcement.organizer_id,
            )
        )
        if row is None:
            row = AnnouncementEntry(
                page_url=announcement.page_url,
                organizer_id=announcement.organizer_id,
                first_seen=announcement.seen_on,
            )
            session.add(row)
        row.host = announcement.host
        row.page_hash = announcement.page_hash
        row.title = announcement.title
        row.event_start, row.event_end = announcement.event_start, announcement.event_end
        row.last_seen = announcement.seen_on
        session.flush()
        return row

    def withdraw(self, reason: str, *, host: str | None = None, page_url: str | None = None) -> int:
        """Withdraws all announcements of a host, or one page: gone, hijacked, … Returns how many."""
        return self._set(datetime.now(UTC), reason, host, page_url)

    def reinstate(self, *, host: str | None = None, page_url: str | None = None) -> int:
        """Takes a withdrawal of pages back. Returns how many."""
        return self._set(None, None, host, page_url)

    def _set(self, at: datetime | None, reason: str | None, host: str | None, page_url: str | None) -> int:
        if (host is None) == (page_url is None):
            raise ValueError("give either a host or a page address")
        which = AnnouncementEntry.host == host if host is not None else AnnouncementEntry.page_url == page_url
        was = AnnouncementEntry.withdrawn_at.is_(None) if at else AnnouncementEntry.withdrawn_at.is_not(None)
        with self._transactions.writing() as session:
            changed = session.scalars(
                update(AnnouncementEntry)
                .where(which, was)
                .values(withdrawn_at=at, reason=reason)
                .returning(AnnouncementEntry.id)
            )
            return len(changed.all())


def standing_vouches(session: Session) -> Iterator[Vouch]:
    """Every vouch that is not withdrawn, expired ones included, by link key. Streams."""
    page, link = AnnouncementEntry, VouchedLink
    statement = (
        select(link, page)
        .join(page, page.id == link.announcement_id)
        .where(link.withdrawn_at.is_(None), page.withdrawn_at.is_(None))
        .order_by(link.link_key, page.organizer_id, page.page_url)
    )
    for vouched, announced in session.execute(statement, execution_options={"yield_per": 1000}):
        yield Vouch(
            link_key=vouched.link_key,
            organizer_id=announced.organizer_id,
            page_url=announced.page_url,
            seen_on=vouched.last_seen,
            expires_on=vouched.expires_on,
            event_start=announced.event_start,
            event_end=announced.event_end,
            title=announced.title,
        )
