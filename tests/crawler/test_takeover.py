"""A site that was taken over vouches for nothing, until it was clean twice and a day lay between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.announcements import visit
from crawler.announcements.round import visit_sites
from crawler.announcements.site import OrganizerSite, SiteReport
from crawler.jobs import DOING, Means, Result
from crawler.links import round as round_of_links
from crawler.links.round import LinksReport, NetworkDownError, look_after, subjects_of
from crawler.links.watch import Subject, may_vouch
from crawler.outbound.door import Door
from crawler.progress import Event
from crawler.published import PublishedSites
from registry.ledger import Ledger
from registry.ledger.announcements import standing_vouches
from registry.ledger.cases.cases import Origin
from registry.ledger.health import HealthState, Observation
from registry.ledger.resolutions import Resolution
from registry.ledger.seed import record_seed
from registry.reading.event import read_event
from registry.reading.facts import EventFacts
from registry.reading.page import Page
from tests.crawler.outside import go_out_in
from tests.internet.http import Asked, Reply, Site, html, redirect, xml
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import forms, office, short
from tests.internet.sites.linkweb import page
from tests.internet.sites.moody import Moody

ON = date(2026, 11, 22)
SITE = OrganizerSite(office.HOST, "dinas-3204", (office.HOST,))
SLOT = '<div style="display:none">' + "".join(
    f'<a href="https://rekaan{n}.example.com">{w}</a>'
    for n, w in enumerate(("slot gacor", "situs slot", "togel online"))
)
BERANTAI = "short:s.id/berantai-rekaan"
READ = {"profile": {"title": "Dinas Pendidikan (rekaan)"}}  # the evidence of a visit that read the page


@dataclass
class World:
    """An office's site, and a ledger that knows the office."""

    net: LittleIndonesia
    site: office.Office
    ledger: Ledger

    def visit(self) -> SiteReport:
        (report,) = self.visit_all([SITE])
        return report

    def visit_all(self, sites: list[OrganizerSite]) -> list[SiteReport]:
        async def errand(door: Door) -> list[SiteReport]:
            return await visit_sites(door, self.ledger, sites, ON, _nobody)

        reports = go_out_in(self.net, errand)
        return sorted(reports, key=lambda report: [site.host for site in sites].index(report.host))

    def move_short_link(self) -> None:
        services = {site.host: site for site in short.services()}
        moved = services["s.id"]
        moved.links["bimtek-modulajar-rekaan"] = "https://docs.google.com/forms/d/e/lainLAINlain/viewform"
        self.net.add(moved)

    def resolve(self, link_key: str, url: str) -> Result:
        job = self.ledger.jobs.get(self.ledger.jobs.enqueue("resolve", link_key, {"url": url}))
        assert job is not None

        async def errand(door: Door) -> Result:
            return await DOING["resolve"](Means(door, self.ledger, PublishedSites(Path()), _nobody), job)

        return go_out_in(self.net, errand)

    def look_after(self, subjects: list[Subject] | None = None) -> LinksReport:
        async def errand(door: Door) -> LinksReport:
            wanted = list(subjects_of(self.ledger, [SITE], ON)) if subjects is None else subjects
            return await look_after(door, self.ledger, wanted, _nobody)

        return go_out_in(self.net, errand, total_seconds=3.0)

    def vouched(self) -> set[str]:
        with self.ledger.reading() as session:
            return {vouch.link_key for vouch in standing_vouches(session)}


def _nobody(_event: Event) -> None:
    pass


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    site = office.Office()
    with (
        LittleIndonesia([site, forms.Forms(), *short.services()]) as net,
        Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger,
    ):
        record_seed(ledger)
        yield World(net, site, ledger)


@pytest.mark.slow
def test_an_injected_page_takes_every_vouch_of_its_host_with_it(world: World) -> None:
    world.visit()
    assert f"gform:{office.VOUCHED_FORM}" in world.vouched()

    world.site.posts[3].body += SLOT
    report = world.visit()

    assert report.shut == "taken over (gambling_links)"
    assert world.vouched() == set()
    (case,) = world.ledger.cases.about(f"host:{office.HOST}")
    assert (case.origin, case.severity) == (Origin.HIJACK, 9)
    assert "slot" in case.evidence["gambling_links"].casefold()
    assert office.HOST in case.evidence["page"]


@pytest.mark.slow
def test_a_clean_visit_alone_does_not_restore_trust(world: World) -> None:
    hijacked = Observation(
        f"host:{office.HOST}", HealthState.ALIVE, datetime.now(UTC) - timedelta(days=3), {"taken_over": True}
    )
    world.ledger.health.record([hijacked])

    assert world.visit().shut == "was taken over; waits for a second clean visit"
    assert world.vouched() == set()

    yesterday = datetime.now(UTC) - timedelta(days=1)
    world.ledger.health.record([Observation(f"host:{office.HOST}", HealthState.ALIVE, yesterday, READ)])
    assert world.visit().shut is None
    assert f"gform:{office.VOUCHED_FORM}" in world.vouched()


def test_a_takeover_is_not_forgotten_behind_visits_that_read_nothing(world: World) -> None:
    key, first = f"host:{office.HOST}", datetime(2026, 11, 1, tzinfo=UTC)

    def seen(state: HealthState, days: int, evidence: Mapping[str, object]) -> None:
        world.ledger.health.record([Observation(key, state, first + timedelta(days=days), evidence)])

    assert may_vouch(world.ledger, office.HOST)
    seen(HealthState.ALIVE, 0, {"taken_over": True})
    for day in range(1, 31):
        seen(HealthState.BLOCKED, day, {"outcome": "blocked"})
        seen(HealthState.ALIVE, day, {"outcome": "too_large"})
    assert not may_vouch(world.ledger, office.HOST)

    seen(HealthState.ALIVE, 31, READ)
    assert not may_vouch(world.ledger, office.HOST)
    seen(HealthState.ALIVE, 32, READ)
    assert may_vouch(world.ledger, office.HOST)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("front", "shut"),
    [
        (html("<title>Slot gacor hari ini maxwin</title><!--" + "x" * 2_100_000), "too_large"),
        (html("x", 500), "failed (500)"),
        (html(""), "front page unreadable (200)"),
    ],
)
def test_nothing_is_believed_of_a_site_whose_front_page_cannot_be_read(
    front: Reply, shut: str, world: World
) -> None:
    world.net.add(Before(world.site, lambda asked: front if asked.path == "/" else None))

    assert world.visit().shut == shut
    assert world.vouched() == set()


@pytest.mark.slow
def test_what_was_withdrawn_comes_back_with_trust_but_not_against_a_persons_word(world: World) -> None:
    world.visit()
    pages = [f"https://{office.HOST}/{post.slug}/" for post in world.site.posts[:2]]
    world.ledger.announcements.withdraw("the host was taken over (rekaan)", page_url=pages[0])
    world.ledger.announcements.withdraw("a maintainer took it back", page_url=pages[1])

    world.visit()

    assert f"gform:{office.VOUCHED_FORM}" in world.vouched()
    assert f"gform:{office.EMBEDDED_FORM}" not in world.vouched()


@pytest.mark.slow
def test_a_page_that_is_gone_vouches_no_more_and_one_that_is_back_does(world: World) -> None:
    world.visit()
    gone = world.site.posts.pop(0)
    assert world.visit().gone == 1
    assert f"gform:{office.VOUCHED_FORM}" not in world.vouched()

    world.site.posts.insert(0, gone)
    world.visit()
    assert f"gform:{office.VOUCHED_FORM}" in world.vouched()


@pytest.mark.slow
def test_a_short_link_that_leads_elsewhere_is_shown_to_a_person(world: World) -> None:
    world.visit()
    world.move_short_link()

    report = world.look_after()

    assert report.moved == [
        f"short:s.id/bimtek-modulajar-rekaan: gform:{office.VOUCHED_FORM} → gform:lainLAINlain"
    ]
    assert report.needs_a_person
    (case,) = world.ledger.cases.about("short:s.id/bimtek-modulajar-rekaan")
    assert case.evidence == {
        "led_to": f"gform:{office.VOUCHED_FORM}",
        "leads_to": "gform:lainLAINlain",
    }


@pytest.mark.slow
def test_dead_is_said_only_after_two_visits_a_day_apart(world: World) -> None:
    world.visit()
    key = f"gform:{office.VOUCHED_FORM}"
    shut = forms.Forms()
    shut.forms = {name: form for name, form in shut.forms.items() if name != office.VOUCHED_FORM}
    front = html(page("Google Docs", "<p>x"))  # a host of forms that also has a front page, as Google does
    world.net.add(Before(shut, lambda asked: front if asked.path == "/" else None))

    assert world.look_after().dead == []
    assert world.ledger.health.state(key) is HealthState.UNKNOWN

    earlier = datetime.now(UTC) - timedelta(days=1)
    world.ledger.health.record([Observation(key, HealthState.DEAD, earlier, {})])
    assert world.look_after().dead == [key]


@pytest.mark.slow
def test_our_own_broken_line_is_nobodys_death(world: World) -> None:
    gone = [Subject(f"host:x{n}.example.go.id", f"https://x{n}.example.go.id/") for n in range(8)]

    with pytest.raises(NetworkDownError, match="nothing was recorded"):
        world.look_after(gone)

    assert world.ledger.health.history("host:x1.example.go.id") == []


@pytest.mark.slow
def test_a_check_that_follows_a_moved_link_does_not_hide_that_it_moved(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "now", lambda _: datetime(2026, 11, 22, tzinfo=UTC))
    world.visit()
    world.move_short_link()

    told = world.resolve("short:s.id/bimtek-modulajar-rekaan", "https://s.id/bimtek-modulajar-rekaan")

    assert told == {"outcome": "resolved", "final_key": "gform:lainLAINlain"}
    (case,) = world.ledger.cases.about("short:s.id/bimtek-modulajar-rekaan")
    assert case.evidence["leads_to"] == "gform:lainLAINlain"


@pytest.mark.slow
def test_a_link_nobody_vouches_for_may_lead_where_it_likes(world: World) -> None:
    earlier = datetime(2026, 11, 1, tzinfo=UTC)
    world.ledger.resolutions.record(Resolution(BERANTAI, "resolved", earlier, "gform:lain"))

    assert world.resolve(BERANTAI, "https://s.id/berantai-rekaan")["outcome"] == "resolved"

    assert world.ledger.cases.about(BERANTAI) == []


def test_a_link_that_failed_in_between_is_still_compared_with_where_it_led(world: World) -> None:
    bimtek = Subject("short:s.id/bimtek", "https://s.id/bimtek")
    answers = iter(
        [redirect(form("SATU")), html("x", 500), Reply(429, b"", {"retry-after": "1"}), redirect(form("DUA"))]
    )
    world.net.add(Moody("s.id", lambda asked, n: next(answers), certificate="good"))

    reports = [world.look_after([bimtek]) for _ in range(4)]

    assert [report.moved for report in reports[:3]] == [[], [], []]
    assert reports[3].moved == ["short:s.id/bimtek: gform:SATUSATUSATU → gform:DUADUADUA"]
    (case,) = world.ledger.cases.about(bimtek.key)
    assert case.evidence == {"led_to": "gform:SATUSATUSATU", "leads_to": "gform:DUADUADUA"}


def test_a_dropped_line_changes_nothing_about_a_short_link(world: World) -> None:
    known = Resolution(
        "short:tak-ada.example.com/x", "resolved", datetime(2026, 11, 1, tzinfo=UTC), "gform:x"
    )
    world.ledger.resolutions.record(known)

    with pytest.raises(NetworkDownError):
        world.look_after([Subject(known.link_key, "https://tak-ada.example.com/x")])

    assert world.ledger.resolutions.get(known.link_key) == known


@pytest.mark.slow
def test_one_bad_answer_is_one_sites_trouble(world: World) -> None:
    """A plain page that is called gzip, and a date that no calendar has: the other site is read all the
    same."""
    other = OrganizerSite("disdik.rekaan.go.id", "dinas-3205", ("disdik.rekaan.go.id",))
    liar = Moody(other.host, lambda asked, n: Reply(200, b"<html>x", {"content-encoding": "gzip"}))
    world.net.add(liar)
    feed = xml(
        "<rss><channel><item><link>/</link><pubDate>Mon, 01 Jan 2026 0:0 +99999999999999</pubDate></item>"
    )
    world.net.add(Before(world.site, lambda asked: feed if asked.path == "/feed/" else None))

    lying, honest = world.visit_all([other, SITE])

    assert lying.shut is not None
    assert lying.shut.startswith("broken (BadGzipFile")
    assert (honest.shut, honest.failed) == (None, {})
    assert world.vouched()
    subjects = [Subject("host:" + site.host, f"http://{site.host}/", site.host) for site in (other, SITE)]
    assert world.look_after(subjects).states == {"unknown": 1, "alive": 1}


@pytest.mark.slow
def test_a_fault_of_the_program_is_told_and_stops_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(page: Page, on: date) -> EventFacts:
        if (page.url or "").endswith(f"/{world.site.posts[0].slug}/"):
            raise KeyError("rekaan")
        return read_event(page, on)

    monkeypatch.setattr(visit, "read_event", stumble)
    report = world.visit()
    assert (report.shut, report.failed) == (None, {"program": 1})
    assert world.vouched()

    def fall(*_: object) -> bool:
        raise KeyError(office.HOST)

    monkeypatch.setattr(visit, "may_vouch", fall)
    report = world.visit()
    assert (report.shut, report.failed) == (f"program (KeyError: '{office.HOST}')", {"program": 1})

    monkeypatch.setattr(round_of_links, "look_at", fall)
    links = world.look_after()
    assert len(links.failed) > 1
    assert links.needs_a_person


def form(name: str) -> str:
    return f"https://docs.google.com/forms/d/e/{name * 3}/viewform"


@dataclass
class Before:
    """A host with something put before it: what ``first`` says, else what is behind."""

    behind: Site
    first: Callable[[Asked], Reply | None]

    @property
    def host(self) -> str:
        return self.behind.host

    @property
    def certificate(self) -> str:
        return self.behind.certificate

    def reply(self, asked: Asked) -> Reply:
        return self.first(asked) or self.behind.reply(asked)
