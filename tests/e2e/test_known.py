"""What the device knows by itself: official sites and flagged links, without asking about the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from registry.hosts.digest import Buckets, bucket_of, decode, difference, encode
from tests.e2e.browser import wait_until
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

OFFICIAL = ("host:*.surabaya.go.id",)
FLAGGED = ("gform:1FAIpQLSditandai001",)
FLAGGED_FORM = "docs.google.com/forms/d/e/1FAIpQLSditandai001/viewform"
BYTES = {"Content-Type": "application/octet-stream"}
ORDINARY = "<!DOCTYPE html><title>Formulir</title><h1>Isi data Anda</h1><form><input name=a></form>"
SEEMS_FLAGGED = "Tampaknya ada di daftar tautan bermasalah"


@pytest.fixture
def listed(extension: Extension, scripted_service: ScriptedService) -> Iterator[Extension]:
    """The extension after it has fetched a digest."""
    give_digest(scripted_service, date.today())
    wait_for_digest(extension, scripted_service)
    yield extension
    extension.forget_digest()


def give_digest(service: ScriptedService, day: date) -> None:
    service.answers["/v1/digest"] = Answer(encode(OFFICIAL, FLAGGED, "uji-1", day), headers=BYTES)
    buckets = Buckets(OFFICIAL, FLAGGED)
    keys = (*OFFICIAL, *FLAGGED)
    for key in keys:
        path = f"/v1/digest/buckets/{bucket_of(key)}"
        service.answers[path] = Answer(buckets.bucket(bucket_of(key)), headers=BYTES)


def wait_for_digest(extension: Extension, service: ScriptedService) -> None:
    extension.forget_digest()
    extension.browser.kill_background()
    extension.wake()
    wait_until(extension.has_digest, "the digest to be kept")
    service.asked.clear()


def test_other_sites_are_looked_at_only_by_choice_and_official_ones_without_a_check(
    listed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    address = site.put_file("dispendik.surabaya.go.id/daftar/webinar", "gform_dinas.html")
    scripted_service.answer_check(verdict("unknown"))
    before = listed.browser.open(address)
    assert not listed.has_banner(before)
    before.close()

    with listed.everywhere():
        tab = listed.browser.open(address)
        banner = listed.banner(tab, "recognized")
        assert "dispendik.surabaya.go.id" in banner.lead
        assert [asked.path for asked in scripted_service.asked] == [
            f"/v1/digest/buckets/{bucket_of('host:*.surabaya.go.id')}"
        ]
        other = listed.browser.open(site.put_file("pelatihan.example/daftar", "gform_dinas.html"))
        listed.banner(other, "unknown")
        assert scripted_service.checks()[0].json["url"] == "https://pelatihan.example/"
        for opened in (tab, other):
            opened.close()
    after = listed.browser.open(address)
    assert not listed.has_banner(after)
    after.close()


@pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])
def test_a_flagged_link_is_a_danger_at_once(
    listed: Extension, site: Site, scripted_service: ScriptedService, cold: bool
) -> None:
    """Also when the background was asleep: the list is read before anything is called unknown."""
    scripted_service.answer_check(verdict("unknown"))
    if cold:
        listed.browser.kill_background()
    tab = listed.browser.open("about:blank")
    tab.goto(site.put_file(FLAGGED_FORM, "gform_dinas.html"))
    tab.wait("location.pathname.endsWith('danger.html') && document.querySelector('.danger') !== null")
    assert scripted_service.checks() == []
    tab.close()


def test_a_newer_list_is_put_together_from_what_changed(
    listed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    old = encode(OFFICIAL, FLAGGED, "uji-1", date.today())
    change = difference(old, encode(OFFICIAL, (), "uji-2", date.today()))
    scripted_service.answers["/v1/digest"] = Answer(change, headers=BYTES)
    scripted_service.answer_check(verdict("claimed"))
    listed.inside("api.storage.session.remove('list-visit')")  # as if it had been fetched long ago
    listed.browser.kill_background()
    listed.wake()
    fetched = "api.storage.session.get('list-visit').then((kept) => (kept['list-visit']?.fetched ?? 0) > 0)"
    wait_until(lambda: bool(listed.inside(fetched)), "the change to be fetched and applied")
    assert [asked.path for asked in scripted_service.asked] == [
        f"/v1/digest?since={decode(old).checksum.hex()}"
    ]
    tab = listed.browser.open(site.put_file(FLAGGED_FORM, "gform_dinas.html"))
    listed.banner(tab, "claimed")
    tab.close()


def test_in_local_only_mode_nothing_is_sent_and_a_hit_is_no_verdict(
    listed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    listed.set(mode="local")
    tab = listed.browser.open("about:blank")
    tab.goto(site.put_file(FLAGGED_FORM, "gform_dinas.html"))
    banner = listed.banner(tab, "unchecked")
    assert banner.headline == SEEMS_FLAGGED
    assert banner.note is not None
    assert "di perangkat saja" in banner.note
    with listed.everywhere():
        official = listed.browser.open(site.put_file("dispendik.surabaya.go.id/d", "gform_dinas.html"))
        assert listed.banner(official, "unchecked").headline == "Tampaknya ada di daftar situs resmi"
        official.close()
    assert scripted_service.asked == []
    tab.close()


@pytest.mark.parametrize("page", [None, ORDINARY], ids=["sign-up", "other"])
def test_a_hit_is_told_also_where_the_service_cannot_settle_it(
    listed: Extension, site: Site, scripted_service: ScriptedService, page: str | None
) -> None:
    scripted_service.answers.clear()
    address = site.put_file(FLAGGED_FORM, "gform_dinas.html")
    if page:
        site.put(FLAGGED_FORM, page)
    tab = listed.browser.open(address)
    banner = listed.banner(tab, "unchecked")
    assert banner.headline == SEEMS_FLAGGED
    assert listed.badge(tab) == ("…", SEEMS_FLAGGED)
    tab.close()


def test_a_flagged_link_is_a_danger_whatever_its_page_says(
    listed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    tab = listed.browser.open("about:blank")
    tab.goto(site.put(FLAGGED_FORM, ORDINARY))
    tab.wait("location.pathname.endsWith('danger.html') && document.querySelector('.danger') !== null")
    assert scripted_service.checks() == []
    tab.close()


def test_of_an_ordinary_page_the_service_learns_nothing(
    listed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    """Neither of one that no list holds, nor of an official one: nobody has to be warned of it."""
    scripted_service.answer_check(verdict("unknown"))
    with listed.everywhere():
        addresses = ("docs.google.com/forms/d/e/biasa/viewform", "dispendik.surabaya.go.id/berita")
        tabs = [listed.browser.open(site.put(address, ORDINARY)) for address in addresses]
        after = listed.browser.open(site.put_file("pelatihan.example/daftar", "gform_dinas.html"))
        listed.banner(after, "unknown")
        assert [asked.path for asked in scripted_service.asked] == ["/v1/check"]
        assert not any(listed.has_banner(tab) for tab in tabs)
        for opened in (*tabs, after):
            opened.close()


def test_an_old_list_says_so(extension: Extension, site: Site, scripted_service: ScriptedService) -> None:
    give_digest(scripted_service, date.today() - timedelta(days=60))
    wait_for_digest(extension, scripted_service)
    extension.set(mode="local")
    tab = extension.browser.open(site.put_file("docs.google.com/forms/d/e/lama/viewform", "gform_dinas.html"))
    assert extension.banner(tab).note == "Daftar di perangkat ini sudah berumur 60 hari."
    tab.close()
    extension.forget_digest()


@pytest.mark.parametrize("body", [b"", b"CKDG", b"CKDG" + bytes(200), b"<html>", bytes(range(256)) * 40])
def test_a_broken_digest_changes_nothing(
    extension: Extension, site: Site, scripted_service: ScriptedService, body: bytes
) -> None:
    scripted_service.answers["/v1/digest"] = Answer(body, headers=BYTES)
    scripted_service.answer_check(verdict("claimed"))
    extension.forget_digest()
    extension.browser.kill_background()
    tab = extension.browser.open(
        site.put_file("docs.google.com/forms/d/e/rusak/viewform", "gform_dinas.html")
    )
    extension.banner(tab, "claimed")
    assert not extension.has_digest()
    tab.close()


def test_a_list_over_a_slow_line_arrives(extension: Extension, scripted_service: ScriptedService) -> None:
    give_digest(scripted_service, date.today())
    slow = Answer(scripted_service.answers["/v1/digest"].body, headers=BYTES, delay=2.5)
    scripted_service.answers["/v1/digest"] = slow  # longer than any check waits
    wait_for_digest(extension, scripted_service)
    extension.forget_digest()
