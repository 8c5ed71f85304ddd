"""Visiting an organizer's own site: feeds and site maps, then posts; announcements and their sign-up
links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from crawler.announcements.body import find_article
from crawler.announcements.feeds import Listed, read_listing
from crawler.announcements.index import follow_index
from crawler.announcements.keeping import Keeper, Reading
from crawler.announcements.qr import codes_of
from crawler.announcements.signup import find_signup_links
from crawler.announcements.site import OrganizerSite, SiteReport, told
from crawler.faults import OURS, PROGRAM, told_fault
from crawler.links.hijack import TAKEN_OVER, find_takeover
from crawler.links.profile import Profile, kept_of, profile_of
from crawler.links.resolve import resolve
from crawler.links.watch import TAKEN, Look, Subject, keep, look_at, may_vouch
from crawler.markup import parse
from crawler.outbound.answer import Answer, Outcome
from crawler.outbound.door import Door, Known
from crawler.outbound.target import RefusedError
from crawler.progress import Event, Tell
from registry.ledger.announced import validations
from registry.ledger.frontier import DuePage, Fetched, PageState
from registry.ledger.health import HealthState
from registry.ledger.ledger import Ledger
from registry.ledger.validators import Validation
from registry.reading.event import read_event

LOOK_BACK = timedelta(days=120)  # older posts announce nothing that is still open
WAYS_IN = ("/feed/", "/wp-sitemap.xml", "/sitemap.xml", "/")
MAX_TRIES = 3
MOST_PAGES = 200  # new ones of one site in one visit; as many known ones are asked for again
_PASSING = frozenset({Outcome.LIMITED, Outcome.FAILED, Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.BROKEN})
# So many pages in a row without any answer speak of the host, or of our own line
_SILENT = frozenset({Outcome.UNREACHABLE, Outcome.TIMEOUT})
_SILENT_PAGES = 3
# These speak of the whole host
_NO_HOST = frozenset({Outcome.UNRESOLVED, Outcome.REFUSED, Outcome.TLS})


@dataclass(slots=True)
class SiteVisit:
    """One visit to one site. ``most`` bounds the new pages, and the known ones apart from them: a site with
    many announcements is still asked for its news. ``on`` is today."""

    door: Door
    ledger: Ledger
    site: OrganizerSite
    on: date
    tell: Tell
    most: int = MOST_PAGES
    _listed: bool = False
    _silent: int = 0
    _scheme: str = "https"

    async def run(self) -> SiteReport:
        """Visit the site's ways in, its new posts, and every page whose vouches are still open."""
        report = SiteReport(self.site.host, self.site.organizer_id)
        keeper = Keeper(self.ledger, self.site, self.on)
        report.shut = await self._look_first()
        if report.shut is None:
            base = f"{self._scheme}://{self.site.host}"
            keeper.begin([*(base + way for way in WAYS_IN), *await self._robots_maps(base)], self.most)
            self.tell(Event("start", self.site.host, keeper.done, keeper.total))
            await self._pages(keeper, report)
            keeper.end()
        self.tell(Event("end", self.site.host, keeper.done, keeper.total, told(report)))
        return report

    async def _pages(self, keeper: Keeper, report: SiteReport) -> None:
        while due := self.ledger.frontier.due(keeper.crawl, 20):
            validated = validations(self.ledger, [page.url for page in due])
            for page in due:
                try:
                    await self._page(page, validated.get(page.url), keeper, report)
                except OURS:
                    raise
                except Exception as error:  # this page is left; the others are read
                    report.failed[PROGRAM] = report.failed.get(PROGRAM, 0) + 1
                    result = {"trouble": PROGRAM, "reason": told_fault(page.url, error)}
                    keeper.finish(Fetched(page.url, PageState.FAILED, result=result))
                self.tell(Event("page", self.site.host, keeper.done, keeper.total, {"url": page.url}))
                if report.shut is not None:
                    return

    async def _look_first(self) -> str | None:
        """Look at the front page before anything on the site is believed; why the visit ends here, if so.

        A site that was taken over is not read, one that was is not believed before two clean visits, and one
        whose front page cannot be read (too large, blocked, ...) may be either. A site without any TLS is
        read over ``http`` (small offices still have such); one with a bad certificate is not: that would be
        believing whoever stands in the way.
        """
        subject = Subject(f"host:{self.site.host}", f"https://{self.site.host}/", self.site.host)
        look = await look_at(self.door, self.ledger, subject)
        if look.evidence.get("outcome") == Outcome.UNREACHABLE:
            self._scheme = "http"
            look = await look_at(self.door, self.ledger, replace(subject, url=f"http://{self.site.host}/"))
        keep(self.ledger, look)
        if kept_of(look.evidence) is None:
            return _unread(look.evidence)
        if look.signs:
            return f"taken over ({look.signs[0].sign.value})"
        if not may_vouch(self.ledger, self.site.host):
            return "was taken over; waits for a second clean visit"
        return None

    async def _robots_maps(self, base: str) -> list[str]:
        try:
            rules = await self.door.rules(base + "/")
        except RefusedError:
            return []
        return [url for url in rules.sitemaps()[:5] if urlsplit(url).hostname in self.site.own_hosts]

    async def _page(
        self, page: DuePage, validation: Validation | None, keeper: Keeper, report: SiteReport
    ) -> None:
        known = Known(validation.etag, validation.last_modified) if validation else None
        answer = await self.door.fetch(page.url, known)
        report.pages += 1
        self._silent = self._silent + 1 if answer.outcome in _SILENT else 0
        match answer.outcome:
            case Outcome.OK if urlsplit(answer.final_url).hostname in self.site.own_hosts:
                await self._read(page, answer, keeper, report)
            case Outcome.OK:
                keeper.finish(Fetched(page.url, PageState.SKIPPED, result={"left": answer.final_url}))
            case Outcome.NOT_MODIFIED:
                keeper.unchanged(page)
                report.unchanged += 1
                self._listed = self._listed or page.depth == 0
            case Outcome.GONE:
                report.gone += keeper.gone(page)
            case _:
                self._trouble(page, answer, keeper, report)

    def _trouble(self, page: DuePage, answer: Answer, keeper: Keeper, report: SiteReport) -> None:
        report.failed[answer.outcome] = report.failed.get(answer.outcome, 0) + 1
        result = {"trouble": answer.outcome.value, "reason": answer.reason}
        if _speaks_of_host(answer) or self._silent >= _SILENT_PAGES:
            report.shut = f"{answer.outcome.value} ({answer.reason or answer.status})"
            return  # the page stays due for the next visit
        if answer.outcome in _PASSING and page.attempts + 1 < MAX_TRIES:
            wait = timedelta(seconds=answer.retry_after if answer.retry_after is not None else 5)
            if answer.retry_after is not None and answer.retry_after > self.door.policy.patience:
                report.shut = f"limited (asked to come back in {answer.retry_after:.0f} s)"
            fetched = Fetched(page.url, PageState.DUE, result=result, retry_in=wait)
        else:
            state = PageState.SKIPPED if answer.outcome is Outcome.ROBOTS else PageState.FAILED
            fetched = Fetched(page.url, state, result=result)
        keeper.finish(fetched)

    async def _read(self, page: DuePage, answer: Answer, keeper: Keeper, report: SiteReport) -> None:
        room = max(0, self.most - keeper.new)
        listing = read_listing(answer.body, answer.final_url)
        if listing is not None:
            self._listed = True
            keeper.keep(page, answer, self._wanted(listing)[:room], {"listed": len(listing)})
            return
        document = parse(answer.body)
        article = find_article(document, answer.final_url) if document is not None and page.depth else None
        if document is None or article is None:
            found = follow_index(document, answer.final_url, page.depth) if document is not None else ()
            keeper.keep(page, answer, () if self._listed else found[:room], {"article": False})
            return
        if self._taken_over(page, profile_of(document, answer.final_url), report):
            return
        facts = read_event(article.page, self.on)
        if facts.is_training and article.images:
            codes = await codes_of(self.door, article, self.site.own_hosts)
            article = replace(article, links=(*article.links, *codes))
        links = find_signup_links(article, self.site.own_hosts) if facts.is_training else ()
        ways = [await resolve(self.door, s.link.url) for s in links if s.link.needs_resolving]
        keeper.record(page, answer, Reading(article, facts, links, tuple(ways)))
        report.announcements += facts.is_training
        report.links += len(links)

    def _taken_over(self, page: DuePage, profile: Profile, report: SiteReport) -> bool:
        """Whether this very page shows that somebody else has a hand in the site; then the visit ends."""
        proof = tuple(found for found in find_takeover(profile) if found.sign in TAKEN_OVER)
        if not proof:
            return False
        evidence = {"url": page.url, "sign": proof[0].sign.value, "quote": proof[0].quote, TAKEN: True}
        subject = Subject(f"host:{self.site.host}", page.url, self.site.host)
        keep(self.ledger, Look(subject, HealthState.ALIVE, evidence, proof))
        report.shut = f"taken over ({proof[0].sign.value})"
        return True

    def _wanted(self, listing: Iterable[Listed]) -> tuple[str, ...]:
        """Of a feed or site map: recent addresses on the organizer's own hosts, maps first, then the
        newest."""
        since = self.on - LOOK_BACK
        recent = [
            entry
            for entry in listing
            if urlsplit(entry.url).hostname in self.site.own_hosts
            and (entry.day is None or entry.day >= since)
        ]
        recent.sort(key=lambda entry: (entry.is_map, entry.day or date.min), reverse=True)
        return tuple(entry.url for entry in recent)


def _unread(evidence: Mapping[str, Any]) -> str:
    """Why the front page could not be read, by the evidence of the look."""
    outcome, why = str(evidence["outcome"]), evidence.get("reason") or evidence.get("status")
    said = "front page unreadable" if outcome == Outcome.OK else outcome
    return f"{said} ({why})" if why else said


def _speaks_of_host(answer: Answer) -> bool:
    """Whether the visit can end here: the host is not there, or a bot wall stands before all of it.

    A plain 403 does not say that: security plugins forbid feeds and site maps one by one.
    """
    if len(answer.hops) > 1:
        return False
    if answer.outcome is Outcome.BLOCKED:
        return not (answer.reason or "").isdigit() or urlsplit(answer.url).path == "/"
    return answer.outcome in _NO_HOST
