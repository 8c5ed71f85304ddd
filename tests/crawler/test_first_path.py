"""From an official list and an office's own site to a published registry, over real HTTP on loopback."""

from __future__ import annotations

from datetime import date

import pytest

from tests.crawler.conftest import Home
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office, referensi

ON = date(2026, 11, 22)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sekolah-referensi", "sekolah-dapodik"])
def test_an_official_list_becomes_sightings(name: str, home: Home, indonesia: LittleIndonesia) -> None:
    source = referensi.small_definition(home.folder, name)

    run = indonesia.program("crawl", str(source), env=home.env)

    assert run.returncode == 0, run.stderr
    assert run.stderr.startswith("REHEARSAL: ")
    snapshot = home.publish()
    school = snapshot.organizer("npsn-20206055")
    assert school is not None
    assert (school.name, school.region, school.kind.value) == ("SMP NEGERI 1 CILEUNYI", "32.04.05", "school")
    assert [o.id for o in snapshot.search("Cimekar")] == ["npsn-20207529"]


@pytest.mark.slow
def test_what_the_office_announced_is_vouched_for_and_nothing_else(
    home: Home, indonesia: LittleIndonesia
) -> None:
    run = indonesia.program("crawl", "announcements", "--host", office.HOST, "--on", str(ON), env=home.env)

    assert run.returncode == 0, run.stderr
    snapshot = home.publish()
    for form in (office.VOUCHED_FORM, office.EMBEDDED_FORM):
        (vouch,) = snapshot.vouches(f"gform:{form}", ON)
        assert vouch.organizer_id == "dinas-3204"
    (vouch,) = snapshot.vouches(f"gform:{office.VOUCHED_FORM}", ON)
    assert vouch.page_url == f"https://{office.HOST}/undangan-bimtek-penyusunan-modul-ajar/"
    assert (vouch.event_start, vouch.expires_on) == (date(2026, 12, 8), date(2026, 12, 9))
    for stranger in (office.ADVERT_FORM, office.COMMENT_FORM, office.REPORT_FORM):
        assert snapshot.vouches(f"gform:{stranger}", ON) == []


@pytest.mark.slow
def test_a_short_link_is_vouched_for_with_what_it_leads_to(home: Home, indonesia: LittleIndonesia) -> None:
    indonesia.program("crawl", "announcements", "--host", office.HOST, "--on", str(ON), env=home.env)

    snapshot = home.publish()
    resolution = snapshot.resolution("short:s.id/bimtek-modulajar-rekaan")
    assert resolution is not None
    assert (resolution.outcome, resolution.final_key) == ("resolved", f"gform:{office.VOUCHED_FORM}")
    assert len(snapshot.vouches("short:s.id/bimtek-modulajar-rekaan", ON)) == 1


@pytest.mark.slow
def test_a_vouch_ends_with_its_event_and_with_its_link(home: Home, indonesia: LittleIndonesia) -> None:
    site = office.Office(host="dispendik.surabaya.go.id", name="Dinas Pendidikan Kota Surabaya")
    indonesia.add(site)
    command = ("crawl", "announcements", "--host", site.host, "--on", str(ON))
    indonesia.program(*command, env=home.env)
    key = f"gform:{office.VOUCHED_FORM}"
    snapshot = home.publish()
    assert snapshot.vouches(key, date(2026, 12, 9))
    assert snapshot.vouches(key, date(2026, 12, 10)) == []

    site.posts[0].body = site.posts[0].body.replace(office.VOUCHED_FORM, office.ADVERT_FORM)
    indonesia.program(*command, env=home.env)

    snapshot = home.publish()
    assert snapshot.vouches(f"gform:{office.ADVERT_FORM}", ON)  # now the office itself says so
    site.posts[0].body = "<p>Pendaftaran ditutup.</p>"
    indonesia.program(*command, env=home.env)
    assert home.publish().vouches(f"gform:{office.ADVERT_FORM}", ON) == []
