"""A danger stands on a full page first; going on is possible, deliberate, remembered, and revocable."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import PHONE, Tab
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

_numbers = itertools.count(1)
ORGANIZER = {
    "id": "dinas-3273",
    "name": "Dinas Pendidikan Kota Bandung",
    "kind": "dinas",
    "relation": "mention",
    "score": 1.0,
}
DANGER = verdict("danger", organizers=[ORGANIZER])
LABELS = {
    "once": "Kali ini saja",
    "link": "Selalu untuk tautan ini",
    "organizer": "Selalu untuk Dinas Pendidikan Kota Bandung",
}


def new_form(site: Site) -> str:
    """A form nobody has seen in an earlier test."""
    return site.put_file(
        f"docs.google.com/forms/d/e/1FAIpQLSbahaya{next(_numbers):03}/viewform", "gform_dinas.html"
    )


def meet_danger(extension: Extension, address: str, tab: Tab | None = None) -> Tab:
    tab = tab or extension.browser.open("about:blank")
    tab.goto(address)
    tab.wait("location.pathname.endsWith('danger.html') && document.querySelector('.danger') !== null")
    return tab


def go_on(tab: Tab, scope: str) -> None:
    tab.click_text("Saya tetap ingin membuka halaman itu")
    tab.click("document.querySelector('#understood')")
    tab.click_text(LABELS[scope])
    tab.wait("location.hostname === 'docs.google.com'")


def test_the_full_page_says_why_and_leads_back(
    extension: Extension, site: Site, scripted_service: ScriptedService, screenshots: Path
) -> None:
    scripted_service.answer_check(DANGER)
    before = site.put("contoh.example/awal", "<title>Awal</title><p>awal</p>")
    tab = extension.browser.open("about:blank")
    tab.resize(*PHONE)
    tab.goto(before)
    meet_danger(extension, new_form(site), tab)
    text = tab.evaluate("document.body.innerText")
    assert DANGER["headline"] in text
    assert DANGER["reasons"][0]["text"] in text
    assert "Masukkan kata sandi akun belajar.id" in text
    assert extension.badge(tab) == ("✕", DANGER["headline"])
    tab.screenshot(screenshots / f"{extension.name}-danger-phone.png")
    tab.click_text("Kembali")
    tab.wait(f"location.href === {before!r}")
    tab.close()


def test_going_on_needs_the_box_ticked(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    tab = meet_danger(extension, new_form(site))
    tab.click_text("Saya tetap ingin membuka halaman itu")
    tab.click_text(LABELS["once"])
    assert tab.evaluate("document.querySelector('fieldset').disabled")
    assert "danger.html" in tab.url
    tab.close()


def test_a_prefilled_form_is_opened_as_it_was_but_its_values_are_not_sent(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    tab = meet_danger(extension, f"{address}?usp=pp_url&entry.101=Siti+Rekaan#bagian")
    go_on(tab, "once")
    extension.banner(tab, "danger")
    assert tab.url == f"{address}?usp=pp_url&entry.101=Siti+Rekaan#bagian"
    for asked in scripted_service.checks():
        assert asked.json["url"] == address
        assert b"Rekaan" not in asked.body
    tab.close()


@pytest.mark.parametrize("scope", LABELS)
@pytest.mark.parametrize("event", ["reload", "background-death", "redirect", "http"])
def test_the_choice_holds(
    extension: Extension, site: Site, scripted_service: ScriptedService, scope: str, event: str
) -> None:
    """Every cell: how far the choice reaches × what happens before the page is opened again."""
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    tab = meet_danger(extension, address)
    go_on(tab, scope)
    banner = extension.banner(tab, "danger")
    assert banner.note == "Anda memilih tetap lanjut di halaman ini."

    again = address
    if event == "background-death":
        extension.browser.kill_background()
    elif event == "redirect":
        again = site.redirect(f"forms.gle/bahaya{next(_numbers)}", address)
    elif event == "http":
        again = address.replace("https://", "http://")
    tab.goto(again)
    extension.banner(tab, "danger")
    assert tab.evaluate("location.hostname") == "docs.google.com"
    assert extension.badge(tab)[0] == "✕"
    tab.close()


@pytest.mark.parametrize(
    ("scope", "same_link", "other_link"),
    [
        ("once", False, False),
        ("link", True, False),
        ("organizer", True, True),
    ],
)
def test_the_choice_reaches_no_further(
    extension: Extension,
    site: Site,
    scripted_service: ScriptedService,
    scope: str,
    same_link: bool,
    other_link: bool,
) -> None:
    """In another tab: the same link, and another link of the same organizer."""
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    first = meet_danger(extension, address)
    go_on(first, scope)
    extension.banner(first, "danger")
    for target, passes in ((address, same_link), (new_form(site), other_link)):
        tab = extension.browser.open("about:blank")
        if passes:
            tab.goto(target)
            extension.banner(tab, "danger")
        else:
            meet_danger(extension, target, tab)
        tab.close()
    first.close()


def test_an_imitated_organizer_cannot_be_trusted_away(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    imitation: dict[str, Any] = {
        "code": "lookalike_exact",
        "text": "Alamat disdik-bandung.example meniru alamat Dinas Pendidikan Kota Bandung.",
        "quote": "disdik-bandung.example",
    }
    scripted_service.answer_check(verdict("danger", organizers=[ORGANIZER], reasons=[imitation]))
    tab = meet_danger(extension, new_form(site))
    buttons = tab.evaluate("[...document.querySelectorAll('fieldset button')].map(b => b.textContent)")
    assert buttons == [LABELS["once"], LABELS["link"]]
    tab.close()


@pytest.mark.parametrize("scope", ["link", "organizer"])
def test_the_choice_can_be_taken_back_in_the_options(
    extension: Extension, site: Site, scripted_service: ScriptedService, scope: str
) -> None:
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    tab = meet_danger(extension, address)
    go_on(tab, scope)
    extension.banner(tab, "danger")
    options = extension.browser.open(extension.browser.page("options"))
    options.click_text("Cabut")
    options.wait("document.querySelectorAll('.grant').length === 0")
    options.close()
    tab.close()
    again = meet_danger(extension, address)
    again.close()
