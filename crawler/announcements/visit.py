"""Visiting an organizer's own site: feeds and site maps, then posts; announcements and their sign-up
links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from crawler.announcements.body import Article, find_article
from crawler.announcements.feeds import Listed, read_listing
from crawler.announcements.index import follow_index
from crawler.announcements.signup import SignupLink, find_signup_links
from crawler.announcements.site import OrganizerSite, SiteReport, told
from crawler.links.hijack import TAKEN_OVER, find_takeover
from crawler.links.profile import Profile, profile_of
from crawler.links.resolve import Way, resolve
from crawler.links.watch import Look, Subject, keep, look_at, may_vouch
from crawler.markup import parse
from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.door import Door, Known
from crawler.outbound.target import RefusedError
from crawler.progress import Event, Tell
from registry.ledger.announced import open_pages, seen_again, validations
from registry.ledger.announcements import Announcement
from registry.ledger.frontier import DuePage, Fetched, PageState
from registry.ledger.health import HealthState
from registry.ledger.ledger import Ledger
from registry.ledger.validators import Validation
from registry.reading.event import read_event
from registry.reading.facts import EventFacts

LOOK_BACK = timedelta(days=120)  # older posts announce nothing that is still open
WAYS_IN = ("/feed/", "/wp-sitemap.xml", "/sitemap.xml", "/")
MAX_TRIES = 3
GONE = "the page is gone"
_PASSING = frozenset({Outcome.LIMITED, Outcome.FAILED, Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.BROKEN})
# These speak of the whole host
_NO_HOST = frozenset({Outcome.UNRESOLVED, Outcome.REFUSED, Outcome.TLS})


@dataclass(slots=True)
class SiteVisit:
    """One visit to one site. ``most`` bounds the pages; ``on`` is today."""

    door: Door
    ledger: Ledger
    site: OrganizerSite
    on: date
    tell: Tell
    most: int = 200
    _done: int = 0
    _total: int = 0
    _listed: bool = False
    _scheme: str = "https"

    async def run(self) -> SiteReport:
        """Visit the site's ways in, its new posts, and every page whose vouches are still open."""
        report = SiteReport(self.site.host, self.site.organizer_id)
        crawl = self._crawl
        if (shut := await self._look_first()) is not None:
            report.shut = shut
            self.tell(Event("end", self.site.host, detail=told(report)))
            return report
        base = f"{self._scheme}://{self.site.host}"
        known = open_pages(self.ledger, self.site.host, self.on)
        self.ledger.frontier.add(crawl, [base + way for way in WAYS_IN])
        self.ledger.frontier.add(crawl, await self._robots_maps(base))
        self.ledger.frontier.add(crawl, [page.page_url for page in known], depth=1)
        announced = {page.page_url: page.reason for page in known}
        counts = self.ledger.frontier.counts(crawl)
        self._total = sum(counts.values())
        self._done = self._total - counts[PageState.DUE]
        self.tell(Event("start", self.site.host, self._done, self._total))
        while report.shut is None and (due := self.ledger.frontier.due(crawl, 20)):
            validated = validations(self.ledger, [page.url for page in due])
            for page in due:
                await self._page(page, validated.get(page.url), announced, report)
                self.tell(Event("page", self.site.host, self._done, self._total, {"url": page.url}))
                if report.shut is not None:
                    break
        if report.shut is None and not self.ledger.frontier.counts(crawl)[PageState.DUE]:
            self.ledger.frontier.clear(crawl)
        self.tell(Event("end", self.site.host, self._done, self._total, told(report)))
        return report

    async def _look_first(self) -> str | None:
        """Look at the front page before anything on the site is believed; why the visit ends here, if it
        does.

        A site that was taken over is not read, and one that was is not believed before two clean visits. A
        site without any TLS is read over ``http`` (small offices still have such); one with a bad certificate
        is not: that would be believing whoever stands in the way.
        """
        subject = Subject(f"host:{self.site.host}", f"https://{self.site.host}/", self.site.host)
        look = await look_at(self.door, self.ledger, subject)
        if look.evidence.get("outcome") == Outcome.UNREACHABLE:
            self._scheme = "http"
            look = await look_at(self.door, self.ledger, replace(subject, url=f"http://{self.site.host}/"))
        keep(self.ledger, look)
        if look.signs:
            return f"taken over ({look.signs[0].sign.value})"
        if not may_vouch(self.ledger, self.site.host):
            return "was taken over; waits for a second clean visit"
        return None

    @property
    def _crawl(self) -> str:
        return f"announcements:{self.site.host}"

    async def _robots_maps(self, base: str) -> list[str]:
        try:
            rules = await self.door.rules(base + "/")
        except RefusedError:
            return []
        return [url for url in rules.sitemaps()[:5] if urlsplit(url).hostname in self.site.own_hosts]

    async def _page(
        self,
        page: DuePage,
        validation: Validation | None,
        announced: dict[str, str | None],
        report: SiteReport,
    ) -> None:
        known = Known(validation.etag, validation.last_modified) if validation else None
        answer = await self.door.fetch(page.url, known)
        report.pages += 1
        match answer.outcome:
            case Outcome.OK if urlsplit(answer.final_url).hostname in self.site.own_hosts:
                await self._read(page, answer, announced, report)
            case Outcome.OK:
                self._finish(Fetched(page.url, PageState.SKIPPED, result={"left": answer.final_url}))
            case Outcome.NOT_MODIFIED:
                with self.ledger.transaction():
                    seen_again(self.ledger, page.url, self.on)
                    self._finish(Fetched(page.url, PageState.DONE, result={"unchanged": True}))
                report.unchanged += 1
                self._listed = self._listed or page.depth == 0
            case Outcome.GONE:
                with self.ledger.transaction():
                    if page.url in announced:
                        report.gone += self.ledger.announcements.withdraw(GONE, page_url=page.url)
                    self._finish(Fetched(page.url, PageState.DONE, result={"gone": True}))
            case _:
                self._trouble(page, answer, report)

    def _trouble(self, page: DuePage, answer: Answer, report: SiteReport) -> None:
        report.failed[answer.outcome] = report.failed.get(answer.outcome, 0) + 1
        result = {"trouble": answer.outcome.value, "reason": answer.reason}
        if _speaks_of_host(answer):
            report.shut = f"{answer.outcome.value} ({answer.reason or answer.status})"
            return  # the page stays due for the next visit
        if answer.outcome in _PASSING and page.attempts + 1 < MAX_TRIES:
            wait = timedelta(seconds=answer.retry_after if answer.retry_after is not None else 5)
            if answer.retry_after is not None and answer.retry_after > self.door.policy.patience:
                report.shut = f"limited (asked to come back in {answer.retry_after:.0f} s)"
            fetched = Fetched(page.url, PageState.DUE, result=result, retry_at=datetime.now(UTC) + wait)
        else:
            state = PageState.SKIPPED if answer.outcome is Outcome.ROBOTS else PageState.FAILED
            fetched = Fetched(page.url, state, result=result)
        self._finish(fetched)

    async def _read(
        self, page: DuePage, answer: Answer, announced: dict[str, str | None], report: SiteReport
    ) -> None:
        listing = read_listing(answer.body, answer.final_url)
        if listing is not None:
            self._listed = True
            self._keep(page, answer, self._wanted(listing), {"listed": len(listing)})
            return
        document = parse(answer.body)
        if document is None:
            self._keep(page, answer, (), {"empty": True})
            return
        article = find_article(document, answer.final_url) if page.depth else None
        if article is None:
            found = () if self._listed else follow_index(document, answer.final_url, page.depth)
            if page.url in announced:
                self._drop(page, answer)
            else:
                self._keep(page, answer, self._room(found), {"article": False})
            return
        if self._taken_over(page, profile_of(document, answer.final_url), report):
            return
        facts = read_event(article.page, self.on)
        links = find_signup_links(article, self.site.own_hosts) if facts.is_training else ()
        ways = [await resolve(self.door, s.link.url) for s in links if s.link.needs_resolving]
        self._record(page, answer, article, facts, (links, ways), announced)
        report.announcements += facts.is_training
        report.links += len(links)

    def _taken_over(self, page: DuePage, profile: Profile, report: SiteReport) -> bool:
        """Whether this very page shows that somebody else has a hand in the site; then the visit ends."""
        proof = tuple(found for found in find_takeover(profile) if found.sign in TAKEN_OVER)
        if not proof:
            return False
        evidence = {"url": page.url, "sign": proof[0].sign.value, "quote": proof[0].quote, "taken_over": True}
        subject = Subject(f"host:{self.site.host}", page.url, self.site.host)
        keep(self.ledger, Look(subject, HealthState.ALIVE, evidence, proof))
        report.shut = f"taken over ({proof[0].sign.value})"
        return True

    def _record(
        self,
        page: DuePage,
        answer: Answer,
        article: Article,
        facts: EventFacts,
        found: tuple[tuple[SignupLink, ...], list[Way]],
        announced: dict[str, str | None],
    ) -> None:
        """The announcement, its links, their resolutions and the page's state, in one transaction."""
        links, ways = found
        short = [s.link.key for s in links if s.link.needs_resolving]
        keys = [s.link.key for s in links]
        keys += [w.final.key for w in ways if w.final is not None and not w.final.key.startswith("host:")]
        with self.ledger.transaction():
            for key, way in zip(short, ways, strict=True):
                self.ledger.resolutions.record(way.resolution(key))
            if facts.is_training or page.url in announced:
                if announced.get(page.url) == GONE:
                    self.ledger.announcements.reinstate(page_url=page.url)
                self.ledger.announcements.record(self._announcement(page.url, article, facts, keys))
            self._keep(page, answer, (), {"type": facts.page_type.value, "links": len(keys)})

    def _announcement(
        self, page_url: str, article: Article, facts: EventFacts, keys: list[str]
    ) -> Announcement:
        content = f"{article.page.title}\n{article.page.text}"
        return Announcement(
            organizer_id=self.site.organizer_id,
            page_url=page_url,
            host=self.site.host,
            seen_on=self.on,
            link_keys=tuple(dict.fromkeys(keys)),
            page_hash=hashlib.sha256(content.encode()).hexdigest()[:32],
            title=article.page.title[:300] or None,
            event_start=facts.first,
            event_end=facts.last,
        )

    def _drop(self, page: DuePage, answer: Answer) -> None:
        """A page that announced something is no article any more: its links are gone."""
        with self.ledger.transaction():
            self.ledger.announcements.record(
                Announcement(self.site.organizer_id, page.url, self.site.host, self.on)
            )
            self._keep(page, answer, (), {"article": False})

    def _wanted(self, listing: Iterable[Listed]) -> tuple[str, ...]:
        """Of a feed or site map: recent addresses on the organizer's own hosts, newest first, as many as
        there is room for."""
        since = self.on - LOOK_BACK
        recent = [
            entry
            for entry in listing
            if urlsplit(entry.url).hostname in self.site.own_hosts
            and (entry.day is None or entry.day >= since)
        ]
        recent.sort(key=lambda entry: (entry.is_map, entry.day or date.min), reverse=True)
        return self._room(entry.url for entry in recent)

    def _room(self, urls: Iterable[str]) -> tuple[str, ...]:
        return tuple(urls)[: max(0, self.most - self._total)]

    def _keep(self, page: DuePage, answer: Answer, found: tuple[str, ...], result: dict[str, object]) -> None:
        with self.ledger.transaction():
            headers = answer.headers
            if len(answer.hops) == 1 and ("etag" in headers or "last-modified" in headers):
                self.ledger.validators.record(
                    [Validation(page.url, headers.get("etag"), headers.get("last-modified"))]
                )
            self._finish(Fetched(page.url, PageState.DONE, found=found, result=result))

    def _finish(self, fetched: Fetched) -> None:
        self._total += self.ledger.frontier.finish(self._crawl, [fetched])
        self._done += fetched.state is not PageState.DUE


def _speaks_of_host(answer: Answer) -> bool:
    """Whether the visit can end here: the host is not there, or a bot wall stands before all of it.

    A plain 403 does not say that: security plugins forbid feeds and site maps one by one.
    """
    if len(answer.hops) > 1:
        return False
    if answer.outcome is Outcome.BLOCKED:
        return not (answer.reason or "").isdigit() or urlsplit(answer.url).path == "/"
    return answer.outcome in _NO_HOST
