"""Wild titles, names and answers in a real browser: no script runs, no exception shows, the sign is right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.browser import wait_until
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

SCRIPT = '<img src=x onerror="window.caught=1"><script>window.caught=1</script>\'"`${alert(1)}{{7*7}}'
LONG = "Oo" * 20_000
TURNED = "\u202egnp.exe\u2066 \u200b\u0000 aman"

WILD: dict[str, tuple[Any, str]] = {
    "script everywhere": (
        verdict(
            "caution",
            headline=SCRIPT,
            reasons=[
                {
                    "code": SCRIPT,
                    "text": SCRIPT,
                    "quote": SCRIPT,
                    "rule": SCRIPT,
                    "source": {"name": SCRIPT, "url": "javascript:window.caught=1"},
                }
            ],
            organizers=[{"id": SCRIPT, "name": SCRIPT, "relation": SCRIPT, "official_host": SCRIPT}],
            advice=[{"kind": "do", "text": SCRIPT}],
            snapshot=SCRIPT,
            share=SCRIPT,
        ),
        "!",
    ),
    "endless texts": (verdict("unknown", headline=LONG, reasons=[{"code": "x", "text": LONG}] * 3), "–"),
    "more than can be read": (verdict("unknown", headline=LONG * 20), "…"),
    "texts that turn": (verdict("unknown", headline=TURNED), "–"),
    "wrong kinds": (verdict("claimed", organizers="x", advice=7, signals=None, usefulness=[], link=3), "?"),
    "an unknown level": (verdict("claimed", level="aman"), "…"),
    "no headline": (verdict("recognized", headline=None), "…"),
    "a list": ([verdict("recognized")], "…"),
    "a number": (1, "…"),
    "deep nesting": (verdict("recognized", reasons=json.loads("[" * 400 + "]" * 400)), "…"),
}


# What is no answer is told apart before anything is drawn, by a module that is the same in both.
DRAWN = ("script everywhere", "endless texts", "texts that turn", "wrong kinds")


@pytest.mark.parametrize(
    ("extension", "case"),
    [*(("chromium", case) for case in WILD), *(("firefox", case) for case in DRAWN)],
    indirect=["extension"],
)
def test_wild_answers(extension: Extension, site: Site, scripted_service: ScriptedService, case: str) -> None:
    answer, sign = WILD[case]
    scripted_service.answers["/v1/check"] = Answer(json.dumps(answer).encode())
    tab = extension.browser.open(site.put_file("docs.google.com/forms/d/e/liar/viewform", "gform_dinas.html"))
    extension.banner(tab)
    assert extension.badge(tab)[0] == sign
    number = extension.tab_number(tab)
    page = extension.browser.open(f"{extension.browser.page('explanation')}?tab={number}")
    page.wait("document.querySelector('main:not([aria-busy])')?.childElementCount > 0")
    for place in (tab, page):
        assert place.evaluate("window.caught ?? 0") == 0
        assert place.evaluate("document.querySelectorAll('img[src=x]').length") == 0
    addresses = page.evaluate("[...document.querySelectorAll('a')].map(a => a.protocol)")
    assert set(addresses) <= {"https:", "http:", "moz-extension:", "chrome-extension:"}
    shown = page.evaluate("document.body.innerText")
    assert not set(shown) & {"\u202e", "\u2066", "\u200b", "\u0000"}
    page.close()
    tab.close()


def test_a_wild_title_and_text_of_a_page(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    body = (
        "<title>Pendaftaran Pelatihan &lt;img src=x onerror=window.caught=1&gt; \u202e</title>"
        "<h1>Pendaftaran Pelatihan &lt;script&gt;window.caught=1&lt;/script&gt;</h1>"
        "<form><input><input></form>" + "<div>" * 3_000 + "pelatihan " * 50_000
    )
    tab = extension.browser.open(site.put("docs.google.com/forms/d/e/judul/viewform", body))
    extension.banner(tab, "unknown")
    [asked] = scripted_service.checks()
    assert len(asked.body) <= 21_000
    notes = extension.browser.open(f"{extension.browser.page('diary')}?tab={extension.tab_number(tab)}")
    title = notes.wait("document.querySelector('#event')?.value")
    assert "<img src=x" in title
    assert notes.evaluate("window.caught ?? 0") == 0
    notes.close()
    tab.close()


def test_no_exception_was_shown(chromium: Extension) -> None:
    """Runs last in this file: Chromium keeps every uncaught error of the extension."""
    page = chromium.browser.open("chrome://extensions")
    info = wait_until(lambda: page.evaluate("chrome.developerPrivate.getExtensionsInfo()"), "the list")
    [ours] = [entry for entry in info if entry["name"] == "CekDiklat"]
    assert [error["message"] for error in ours["runtimeErrors"]] == []
    page.close()
