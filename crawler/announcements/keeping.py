"""What a visit writes: a page's state, the links found on it and what it announced, in one transaction
each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from crawler.announcements.body import Article
from crawler.announcements.signup import SignupLink
from crawler.announcements.site import OrganizerSite
from crawler.links.cases import remember
from crawler.links.resolve import Way
from crawler.links.watch import WITHDRAWN
from crawler.outbound.answer import Answer
from registry.ledger.announced import AnnouncedPage, open_pages, seen_again, why_withdrawn
from registry.ledger.announcements import Announcement
from registry.ledger.frontier import DuePage, Fetched, PageState
from registry.ledger.ledger import Ledger
from registry.ledger.validators import Validation
from registry.ledger.watched import standing_links
from registry.reading.facts import EventFacts

GONE = "the page is gone"
GONE_FOR = timedelta(days=14)  # so long a page that is gone is asked for again: servers have bad weeks
# Withdrawals the crawler made itself, and takes back when it reads the page soundly again; a person's stay
_OURS = (GONE, WITHDRAWN)
_FAR = datetime(9999, 1, 1, tzinfo=UTC)  # a page put back for later is due by then


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a page: the article, its facts, its sign-up links, and where the short ones lead."""

    article: Article
    facts: EventFacts
    links: tuple[SignupLink, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def link_keys(self) -> tuple[str, ...]:
        """Keys that are vouched for: the links themselves, and the forms that short ones lead to."""
        keys = [link.link.key for link in self.links]
        keys += [
            w.final.key for w in self.ways if w.final is not None and not w.final.key.startswith("host:")
        ]
        return tuple(dict.fromkeys(keys))


@dataclass(slots=True)
class Keeper:
    """Writes for one visit, and counts its pages. ``announced``: pages known from before and still open;
    ``again``: how many of them are asked for again."""

    ledger: Ledger
    site: OrganizerSite
    on: date
    announced: set[str] = field(default_factory=set)
    again: int = 0
    done: int = 0
    total: int = 0

    @property
    def crawl(self) -> str:
        """The name of the visit's frontier."""
        return f"announcements:{self.site.host}"

    @property
    def new(self) -> int:
        """How many of the pages were not known as announcements before."""
        return self.total - self.again

    def begin(self, urls: Iterable[str], most: int) -> None:
        """Open the frontier with the site's ways in and at most ``most`` pages that are still open, or go on
        with it."""
        self.ledger.frontier.add(self.crawl, urls)
        known = open_pages(self.ledger, self.site.host, self.on)
        self.announced = {page.page_url for page in known}
        again = [page.page_url for page in known if not self._long_gone(page)][:most]
        self.ledger.frontier.add(self.crawl, again, depth=1)
        self.again = len(again)
        counts = self.ledger.frontier.counts(self.crawl)
        self.total = sum(counts.values())
        self.done = self.total - counts[PageState.DUE]

    def end(self) -> None:
        """Close the frontier. Posts that could not be had are kept for the next visit, which begins anew."""
        with self.ledger.transaction():
            far = self.ledger.frontier.due(self.crawl, 1_000, now=_FAR)
            self.ledger.frontier.clear(self.crawl)
            self.ledger.frontier.add(self.crawl, [page.url for page in far if page.depth], depth=1)

    def keep(
        self,
        page: DuePage,
        answer: Answer,
        found: Iterable[str] = (),
        result: Mapping[str, object] | None = None,
    ) -> None:
        """A page was read and announces nothing (any more)."""
        with self.ledger.transaction():
            if page.url in self.announced and page.depth:
                nothing = Announcement(self.site.organizer_id, page.url, self.site.host, self.on)
                self.ledger.announcements.record(nothing)
            self._done(page, answer, found, result)

    def record(self, page: DuePage, answer: Answer, reading: Reading) -> None:
        """The announcement, its links, their resolutions and the page's state."""
        facts = reading.facts
        short = [link.link.key for link in reading.links if link.link.needs_resolving]
        with self.ledger.transaction():
            for key, way in zip(short, reading.ways, strict=True):
                vouched = bool(standing_links(self.ledger, self.on, key))
                remember(self.ledger, way.resolution(key, self.ledger.now()), vouched=vouched)
            if facts.is_training or page.url in self.announced:
                self._reinstate(page.url)
                self.ledger.announcements.record(self._announcement(page.url, reading))
            told = {"type": facts.page_type.value, "links": len(reading.link_keys)}
            self._done(page, answer, (), told)

    def unchanged(self, page: DuePage) -> None:
        """The server says that the page is as it was when it was read soundly."""
        with self.ledger.transaction():
            if page.url in self.announced:
                self._reinstate(page.url)
                seen_again(self.ledger, page.url, self.on)
            self.finish(Fetched(page.url, PageState.DONE, result={"unchanged": True}))

    def gone(self, page: DuePage) -> int:
        """The page is not there; returns how many announcements were withdrawn."""
        with self.ledger.transaction():
            withdrawn = 0
            if page.url in self.announced:
                withdrawn = self.ledger.announcements.withdraw(GONE, page_url=page.url)
            self.finish(Fetched(page.url, PageState.DONE, result={"gone": True}))
        return withdrawn

    def finish(self, fetched: Fetched) -> None:
        """Only the page's state."""
        self.total += self.ledger.frontier.finish(self.crawl, [fetched])
        self.done += fetched.state is not PageState.DUE

    def _done(
        self, page: DuePage, answer: Answer, found: Iterable[str], result: Mapping[str, object] | None
    ) -> None:
        headers = answer.headers
        if len(answer.hops) == 1 and ("etag" in headers or "last-modified" in headers):
            given = Validation(page.url, headers.get("etag"), headers.get("last-modified"))
            self.ledger.validators.record([given])
        self.finish(Fetched(page.url, PageState.DONE, found=tuple(found), result=result))

    def _long_gone(self, page: AnnouncedPage) -> bool:
        gone = page.withdrawn_at if page.reason == GONE else None
        return gone is not None and gone.date() < self.on - GONE_FOR

    def _reinstate(self, page_url: str) -> None:
        if (why_withdrawn(self.ledger, page_url) or "").startswith(_OURS):
            self.ledger.announcements.reinstate(page_url=page_url)

    def _announcement(self, page_url: str, reading: Reading) -> Announcement:
        page = reading.article.page
        return Announcement(
            organizer_id=self.site.organizer_id,
            page_url=page_url,
            host=self.site.host,
            seen_on=self.on,
            link_keys=reading.link_keys,
            page_hash=hashlib.sha256(f"{page.title}\n{page.text}".encode()).hexdigest()[:32],
            title=page.title[:300] or None,
            event_start=reading.facts.first,
            event_end=reading.facts.last,
        )
