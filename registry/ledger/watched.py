"""What the crawler looks after between publications: links that are vouched for, and the pages that vouch."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from registry.ledger.models import AnnouncementEntry, VouchedLink
from registry.values import dataclass

if TYPE_CHECKING:
    from registry.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class WatchedLink:
    """A link that a page vouches for on a day, and where that page is."""

    link_key: str
    page_url: str
    host: str


def standing_links(ledger: Ledger, on: date, link_key: str | None = None) -> list[WatchedLink]:
    """Every link vouched for on a day (or this one): neither withdrawn nor expired."""
    page, link = AnnouncementEntry, VouchedLink
    statement = (
        select(link.link_key, page.page_url, page.host)
        .join(page, page.id == link.announcement_id)
        .where(link.withdrawn_at.is_(None), page.withdrawn_at.is_(None), link.expires_on >= on)
        .order_by(link.link_key, page.id)
    )
    if link_key is not None:
        statement = statement.where(link.link_key == link_key)
    with ledger.reading() as session:
        return [WatchedLink(*row) for row in session.execute(statement)]
