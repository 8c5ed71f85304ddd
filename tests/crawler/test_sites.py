"""Which hosts speak for an organizer on a visit, and which of its pages are asked for again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.announcements.site import OrganizerSite
from crawler.announcements.sites import sites_of
from crawler.announcements.visit import SiteVisit
from crawler.outbound.door import Door
from crawler.published import PublishedSites, sites_in
from registry.ledger.announcements import Announcement, standing_vouches
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo
from registry.organizer import Host, Kind, Organizer
from tests.crawler.conftest import Home
from tests.crawler.outside import go_out_in
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office

ON = date(2026, 11, 22)
LAPSED = Host("disdik-lama.com", until=date(2019, 12, 31))
UNSURE = Host("disdik-mungkin.com", confidence="C")
NOW = Host("disdik.a.go.id")


def dinas(organizer_id: str, *hosts: Host, kind: Kind = Kind.DINAS) -> Organizer:
    return Organizer(organizer_id, kind, "Dinas Pendidikan Rekaan", hosts=hosts)


def test_a_host_that_lapsed_or_is_not_sure_speaks_for_nobody() -> None:
    (site,) = sites_of([dinas("dinas-a", NOW, LAPSED, UNSURE)], ON)

    assert (site.host, site.own_hosts) == (NOW.name, (NOW.name,))


def test_a_host_with_and_without_www_is_one_host() -> None:
    office, school = dinas("dinas-a", NOW, Host("a.or.id")), dinas("npsn-1", Host(f"www.{NOW.name}"))

    assert [(site.host, site.own_hosts) for site in sites_of([office, school], ON)] == [
        ("a.or.id", ("a.or.id",))
    ]
    both = dinas("dinas-a", NOW, Host(f"www.{NOW.name}"))
    assert {site.host for site in sites_of([both], ON)} == {NOW.name, f"www.{NOW.name}"}


def test_one_site_looked_up_knows_of_claims_on_the_other_hosts_of_its_owner(tmp_path: Path) -> None:
    home = Home(tmp_path)
    hosts = {"dinas-a": (NOW, Host("a.or.id")), "dinas-b": (Host("b.or.id"), NOW)}
    with home.ledger() as ledger:
        run = ledger.runs.start(SourceInfo("rekaan"))
        said = [
            Sighting(key=key, kind=Kind.DINAS, name=f"Dinas {key}", seen_on=ON, organizer_id=key, hosts=its)
            for key, its in hosts.items()
        ]
        ledger.sightings.record(run, said)
        ledger.runs.finish(run)
    snapshot = home.publish()
    published = PublishedSites(tmp_path / "snapshots")

    assert published.site("b.or.id", ON) == OrganizerSite("b.or.id", "dinas-b", ("b.or.id",))
    assert [published.site(site.host, ON) for site in sites_in(snapshot, ON)] == sites_in(snapshot, ON)


@pytest.mark.slow
def test_old_announcements_keep_nobody_from_reading_the_news(home: Home) -> None:
    site = office.Office()
    base = f"https://{site.host}"
    own = OrganizerSite(site.host, "dinas-3204", (site.host,))
    with home.ledger() as ledger:
        for number in range(30):  # each with a form: 15 without a date, seen long ago; 15 far ahead
            page = Announcement("dinas-3204", f"{base}/lama-{number}/", site.host, date(2024, 1, 1), ("a",))
            far = date(2099, 1, 1) if number >= 15 else None
            ledger.announcements.record(replace(page, event_end=far))

    def visit(net: LittleIndonesia, on: date) -> list[str]:
        before = len(net.server.visits)

        async def errand(door: Door) -> None:
            with home.ledger() as ledger:
                await SiteVisit(door, ledger, own, on, lambda event: None, most=12).run()

        go_out_in(net, errand)
        return [visit.url.removeprefix(base) for visit in net.server.visits[before:]]

    with LittleIndonesia([site]) as net:
        asked = visit(net, ON)
        later = visit(net, datetime.now(UTC).date() + timedelta(days=20))

    assert {f"/{post.slug}/" for post in site.posts} <= set(asked)
    assert [url for url in asked if url.startswith("/lama-")] == [f"/lama-{n}/" for n in range(15, 27)]
    # those that were gone then are given up; those that there was no room for are not
    assert [url for url in later if url.startswith("/lama-")] == [f"/lama-{n}/" for n in range(27, 30)]


@pytest.mark.slow
def test_a_page_that_comes_back_after_it_was_given_up_is_vouched_for_again(home: Home) -> None:
    site = office.Office()
    own = OrganizerSite(site.host, "dinas-3204", (site.host,))
    page = f"https://{site.host}/{site.posts[0].slug}/"
    with home.ledger() as ledger:
        old = Announcement("dinas-3204", page, site.host, date(2024, 1, 1), ("gform:lama",))
        ledger.announcements.record(old)
        ledger.announcements.withdraw("the page is gone", page_url=page)

    async def errand(door: Door) -> None:
        with home.ledger() as ledger:
            await SiteVisit(door, ledger, own, ON, lambda event: None).run()

    with LittleIndonesia([site]) as net:
        go_out_in(net, errand)

    with home.ledger() as ledger, ledger.reading() as session:
        assert f"gform:{office.VOUCHED_FORM}" in {it.link_key for it in standing_vouches(session)}
