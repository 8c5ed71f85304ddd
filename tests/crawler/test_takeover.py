"""A site that was taken over vouches for nothing, until it was clean twice and a day lay between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.announcements.round import visit_sites
from crawler.announcements.site import OrganizerSite, SiteReport
from crawler.links.round import LinksReport, NetworkDownError, look_after, subjects_of
from crawler.links.watch import Subject
from crawler.outbound.door import Door
from crawler.progress import Event
from registry.ledger import Ledger
from registry.ledger.announcements import standing_vouches
from registry.ledger.cases.cases import Origin
from registry.ledger.health import HealthState, Observation
from registry.ledger.seed import record_seed
from tests.crawler.outside import go_out_in
from tests.internet.http import Asked, Reply, html
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import forms, office, short
from tests.internet.sites.linkweb import page

ON = date(2026, 11, 22)
SITE = OrganizerSite(office.HOST, "dinas-3204", (office.HOST,))
SLOT = '<div style="display:none">' + "".join(
    f'<a href="https://rekaan{n}.example.com">{w}</a>'
    for n, w in enumerate(("slot gacor", "situs slot", "togel online"))
)


@dataclass
class World:
    """An office's site, and a ledger that knows the office."""

    net: LittleIndonesia
    site: office.Office
    ledger: Ledger

    def visit(self) -> SiteReport:
        async def errand(door: Door) -> list[SiteReport]:
            return await visit_sites(door, self.ledger, [SITE], ON, _nobody)

        return go_out_in(self.net, errand)[0]

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
    world.ledger.health.record([Observation(f"host:{office.HOST}", HealthState.ALIVE, yesterday, {})])
    assert world.visit().shut is None
    assert f"gform:{office.VOUCHED_FORM}" in world.vouched()


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
    services = {site.host: site for site in short.services()}
    moved = services["s.id"]
    moved.links["bimtek-modulajar-rekaan"] = "https://docs.google.com/forms/d/e/lainLAINlain/viewform"
    world.net.add(moved)

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
    world.net.add(FrontPage(shut))

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


@dataclass
class FrontPage:
    """A host of forms that also has a front page, as Google does."""

    behind: forms.Forms

    @property
    def host(self) -> str:
        return self.behind.host

    @property
    def certificate(self) -> str:
        return self.behind.certificate

    def reply(self, asked: Asked) -> Reply:
        return html(page("Google Docs", "<p>x")) if asked.path == "/" else self.behind.reply(asked)
