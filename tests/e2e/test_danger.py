"""A danger stands on a full page first; going on is possible, deliberate, remembered, and revocable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import PHONE
from tests.e2e.danger_page import DANGER, LABELS, ORGANIZER, go_on, meet_danger, new_form
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser


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
