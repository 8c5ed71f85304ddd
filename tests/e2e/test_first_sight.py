"""What a teacher sees on a sign-up form: verdict, main reason, and the way to the full explanation."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.e2e.browser import PHONE
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

FORM = "docs.google.com/forms/d/e/1FAIpQLSrekaan0001/viewform"
BADGES = {"recognized": "✓", "claimed": "?", "unknown": "–", "caution": "!"}


@pytest.mark.parametrize("level", BADGES)
def test_the_banner_shows_verdict_and_main_reason(
    extension: Extension, site: Site, scripted_service: ScriptedService, screenshots: Path, level: str
) -> None:
    answer = verdict(level)
    scripted_service.answer_check(answer)
    tab = extension.browser.open("about:blank")
    tab.resize(*PHONE)
    tab.goto(site.put_file(FORM, "gform_dinas.html"))

    banner = extension.banner(tab, level)
    assert banner.headline == answer["headline"]
    assert banner.lead == answer["reasons"][0]["text"]
    assert banner.buttons == ("Mengapa?",)
    assert extension.badge(tab) == (BADGES[level], answer["headline"])
    extension.picture(tab, screenshots / f"{extension.name}-{level}-phone.png")
    tab.close()


def test_why_opens_the_full_explanation(
    extension: Extension, site: Site, scripted_service: ScriptedService, screenshots: Path
) -> None:
    answer = verdict("claimed")
    scripted_service.answer_check(answer)
    tab = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(tab, "claimed")
    extension.picture(tab, screenshots / f"{extension.name}-claimed-desktop.png")
    extension.click_banner(tab, "Mengapa?")

    page = extension.browser.find_tab("explanation.html")
    text = page.wait("document.querySelector('main:not([aria-busy])')?.innerText")
    for expected in (
        answer["headline"],
        answer["reasons"][0]["text"],
        answer["advice"][0]["text"],
        "2026-11-20-1",
    ):
        assert expected in text
    page.resize(*PHONE)
    page.screenshot(screenshots / f"{extension.name}-explanation-phone.png")
    page.close()
    tab.close()


@pytest.mark.parametrize(
    ("answer", "lead"),
    [
        (Answer(b"{}", 503), "Layanan CekDiklat sedang tidak menerima pemeriksaan."),
        (Answer(b"<html>masuk dulu</html>"), "Jawaban layanan tidak bisa dibaca."),
        (
            Answer(b'{"level": "recognized", "headline": "Penyelenggara diakui", "reasons": []}'),
            "Jawaban layanan tidak bisa dibaca.",
        ),
        (Answer(b"{}", delay=4), "Layanan CekDiklat terlalu lama menjawab."),
    ],
    ids=["refuses", "not-json", "no-reason", "slow"],
)
def test_a_service_in_trouble_is_never_shown_as_fine(
    extension: Extension, site: Site, scripted_service: ScriptedService, answer: Answer, lead: str
) -> None:
    scripted_service.answers["/v1/check"] = answer
    tab = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    banner = extension.banner(tab)
    assert (banner.tone, banner.headline, banner.lead) == ("unchecked", "Belum dapat diperiksa", lead)
    assert extension.badge(tab) == ("…", "Belum dapat diperiksa")
    tab.close()


def test_an_unreachable_service_can_be_tried_again(
    extension: Extension, site: Site, screenshots: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]  # nobody listens there yet
    extension.set(service=f"http://127.0.0.1:{port}")
    tab = extension.browser.open("about:blank")
    tab.resize(*PHONE)
    tab.goto(site.put_file(FORM, "gform_dinas.html"))
    banner = extension.banner(tab)
    assert (banner.tone, banner.headline) == ("unchecked", "Belum dapat diperiksa")
    assert banner.buttons == ("Coba lagi", "Mengapa?")
    extension.picture(tab, screenshots / f"{extension.name}-unchecked-phone.png")

    back = ScriptedService(port)
    back.answer_check(verdict("claimed"))
    extension.click_banner(tab, "Coba lagi")
    assert extension.banner(tab, "claimed").headline == verdict("claimed")["headline"]
    tab.close()
    back.close()


def test_another_service_is_asked_at_once_where_the_first_gave_no_answer(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    """Whoever changes the settings goes back to the form and finds it checked."""
    extension.set(service="http://127.0.0.1:9")  # the discard port: nobody listens
    tab = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(tab, "unchecked")
    scripted_service.answer_check(verdict("claimed"))
    extension.set(service=scripted_service.address)
    extension.banner(tab, "claimed")
    tab.close()


def test_escape_and_the_close_button_close_the_banner(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    address = site.put_file(FORM, "gform_dinas.html")
    tab = extension.browser.open(address)
    extension.banner(tab)
    assert tab.evaluate("document.activeElement === document.body")
    tab.press("Escape")
    tab.wait("document.querySelector('cekdiklat-banner') === null")
    tab.goto(address)
    extension.banner(tab)
    extension.click_banner(tab, "Tutup pesan CekDiklat")
    tab.wait("document.querySelector('cekdiklat-banner') === null")
    tab.close()
