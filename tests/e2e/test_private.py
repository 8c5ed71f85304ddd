"""Private windows of Chromium, where no page of the extension can stand: wall and popup take its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import PHONE, Tab, wait_until
from tests.e2e.chromium import Chromium, ChromiumPopup
from tests.e2e.danger_page import BEFORE_IT, DANGER, go_on, meet_danger, new_form
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import PAGES, Site
from tests.e2e.test_access import NARROW, schemes, violations
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

_numbers = itertools.count(1)
# Tells that it ran: while it is read, and again and again afterwards.
RUNS = """<script>
globalThis.ran = true;
const tell = () => { new Image().src = "https://berjalan.example/" + Math.random(); };
tell(); setInterval(tell, 20); addEventListener("pagehide", tell); addEventListener("DOMContentLoaded", tell);
</script>"""


@pytest.fixture
def installed(chromium: Extension, scripted_service: ScriptedService) -> Extension:
    chromium.reset(scripted_service.address)
    scripted_service.answers.clear()
    scripted_service.asked.clear()
    return chromium


@pytest.fixture
def private(installed: Extension) -> Iterator[Tab]:
    """A tab in a private window."""
    tab = installed.browser.open_private()
    yield tab
    tab.close()


def popup(extension: Extension, beside: Tab) -> ChromiumPopup:
    assert isinstance(extension.browser, Chromium)
    return extension.browser.popup(beside)


def ordinary_tabs(extension: Extension) -> int:
    return int(extension.inside("api.tabs.query({}).then(all => all.filter(t => !t.incognito).length)"))


def states(extension: Extension) -> list[dict[str, Any]]:
    """What is known of pages, as it is kept while the browser is open."""
    kept = "Object.entries(all).filter(([key]) => key.startsWith('tab:')).map(([, state]) => state)"
    found: list[dict[str, Any]] = extension.inside(f"api.storage.session.get(null).then(all => {kept})")
    return found


def running_form(site: Site) -> str:
    """A form with a script of its own, nobody has seen it in an earlier test."""
    body = (PAGES / "gform_dinas.html").read_text().replace("<head>", f"<head>{RUNS}", 1)
    assert RUNS in body
    return site.put(f"docs.google.com/forms/d/e/1FAIpQLSpribadi{next(_numbers):03}/viewform", body)


def told(site: Site) -> int:
    return sum(address.startswith("berjalan.example/") for address in site.asked)


def test_nothing_of_the_page_runs_behind_the_wall(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService, screenshots: Path
) -> None:
    scripted_service.answer_check(DANGER)
    private.resize(*PHONE)
    meet_danger(installed, running_form(site), private)
    assert private.evaluate("globalThis.ran") is None
    before = told(site)
    private.evaluate("new Promise(done => setTimeout(done, 300))")
    assert told(site) == before
    assert private.evaluate("document.title") == DANGER["headline"]
    assert private.evaluate("document.documentElement.lang") == "id"
    text = private.evaluate(f"{BEFORE_IT}.querySelector('main').innerText")
    assert DANGER["reasons"][0]["text"] in text
    private.screenshot(screenshots / "chromium-wall-phone.png")


def test_another_window_of_the_same_site_does_not_open_it(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    meet_danger(installed, running_form(site), private)
    for _ in range(3):  # as a window that holds this one could
        private.evaluate("(document.documentElement.replaceChildren('semua aman'), 1)")
        private.wait(f"Boolean({BEFORE_IT}?.querySelector('.danger'))")
        assert "semua aman" not in private.evaluate("document.documentElement.textContent")
    private.evaluate(
        "void setInterval(() => document.documentElement.append(document.createElement('p')), 1)"
    )
    private.wait("location.href === 'about:blank'")


def test_a_site_that_is_never_the_same_is_not_loaded_for_ever(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    private.goto(site.put("docs.google.com/forms/kosong", "<p>kosong</p>"))
    tab_id = "api.tabs.query({}).then(all => all.find(t => t.incognito).id)"
    raised = "Array(6).fill(Date.now())"
    installed.inside(f"{tab_id}.then(id => api.storage.session.set({{['walls:' + id]: {raised}}}))")
    private.goto(running_form(site))
    private.wait("location.href === 'about:blank'")


def test_a_filled_in_address_is_opened_as_it_was(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    address = f"{running_form(site)}?usp=pp_url&entry.101=Siti+Rekaan#bagian"
    meet_danger(installed, address, private)
    go_on(private, "once")
    installed.banner(private, "danger")
    assert private.url == address
    assert private.evaluate("globalThis.ran")
    assert all(b"Rekaan" not in asked.body for asked in scripted_service.checks())


def test_back_leads_to_what_stood_before(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    before = site.put("contoh.example/sebelum", "<title>Sebelum</title><p>sebelum</p>")
    private.goto(before)
    meet_danger(installed, running_form(site), private)
    private.back()  # the browser's own button: to the page itself, before which the wall stands again
    private.wait(f"Boolean({BEFORE_IT}?.querySelector('.danger'))")
    private.goto(before)
    meet_danger(installed, running_form(site), private)
    private.click_text("Kembali", BEFORE_IT)
    private.wait(f"location.href === {before!r}")


def test_an_ordinary_window_at_the_same_address_has_the_page_of_its_own(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    address = running_form(site)
    meet_danger(installed, address, private)
    tab = meet_danger(installed, address)
    assert "danger.html" in tab.url
    go_on(tab, "link")
    installed.banner(tab, "danger")
    tab.close()
    private.goto(address)  # the choice holds for every window, and no wall is left
    installed.banner(private, "danger")
    assert private.evaluate("globalThis.ran")


def test_why_is_told_in_the_popup_and_nothing_opens_elsewhere(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("caution"))
    private.goto(new_form(site))
    installed.banner(private, "caution")
    before = ordinary_tabs(installed)
    installed.click_banner(private, "Mengapa?")
    shown = popup(installed, private)
    wait_until(
        lambda: "wajib share ke 3 grup WhatsApp" in (shown.evaluate("document.body.innerText") or ""),
        "the reasons in the popup",
    )
    links = (
        "[...document.querySelectorAll('nav a')].map(a => [a.getAttribute('href').split('.')[0], a.target])"
    )
    assert shown.evaluate(links)[:2] == [["diary", ""], ["report", ""]]
    choices = "[...document.querySelectorAll('details .stack button')].map(b => b.textContent)"
    assert shown.evaluate(choices) == ["Kali ini saja"]
    shown.evaluate("document.querySelector('a[href^=report]').click()")
    wait_until(
        lambda: shown.evaluate("Boolean(document.querySelector('#preview')?.textContent)"),
        "what a report would send",
    )
    assert ordinary_tabs(installed) == before


def test_an_address_in_the_popup_opens_in_the_private_window(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    site.put("disdik.bandung.go.id/", "<title>Disdik</title>")
    private.goto(new_form(site))
    installed.banner(private, "claimed")
    before = ordinary_tabs(installed)
    installed.click_banner(private, "Mengapa?")
    shown = popup(installed, private)
    wait_until(lambda: shown.evaluate("document.querySelector('a[href^=https]') !== null"), "an address")
    shown.evaluate("document.querySelector('a[href^=https]').click()")
    opened = installed.browser.find_tab("disdik.bandung.go.id")
    assert ordinary_tabs(installed) == before
    opened.close()


def test_a_link_that_was_checked_is_told_in_the_popup(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    """What the menu does; a browser without a screen opens no menu."""
    scripted_service.answer_check(verdict("caution"))
    private.goto(new_form(site))
    installed.banner(private, "caution")
    state = "api.storage.session.get(null).then(all => Object.values(all).find(it => it.private))"
    window = "api.windows.getAll().then(all => all.find(it => it.incognito).id)"
    link = "{...state, address: 'https://s.id/dari-menu', target: 'https://s.id/dari-menu'}"
    installed.inside(
        f"Promise.all([{state}, {window}]).then(([state, windowId]) => api.storage.session.set("
        f"{{'tab:link-x': {link}, ['shown:' + windowId]: 'link-x'}})"
        ".then(() => api.action.openPopup({windowId})))"
    )
    shown = popup(installed, private)
    wait_until(
        lambda: "https://s.id/dari-menu" in (shown.evaluate("document.body.innerText") or ""), "the link"
    )
    assert "shown:" not in str(installed.inside("api.storage.session.get(null).then(Object.keys)"))


def test_what_was_looked_at_goes_with_the_window(
    installed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    ordinary = installed.browser.open(new_form(site))
    installed.banner(ordinary)
    tab = installed.browser.open_private()
    tab.goto(new_form(site))
    installed.banner(tab)
    installed.inside(  # a link that was checked belongs to no tab
        "api.storage.session.get(null).then(all => Object.values(all).find(it => it.private))"
        ".then(state => api.storage.session.set({'tab:link-y': state}))"
    )
    assert [state["private"] for state in states(installed)].count(True) == 2
    tab.close()
    wait_until(
        lambda: [it["private"] for it in states(installed)] == [False], "private pages to be forgotten"
    )
    ordinary.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_everybody_can_use_the_wall(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService, language: str
) -> None:
    scripted_service.answer_check(DANGER)
    installed.set(language=language)
    meet_danger(installed, running_form(site), private)
    private.evaluate(f"{BEFORE_IT}.querySelectorAll('details').forEach(d => {{ d.open = true; }})")
    assert private.evaluate("document.documentElement.lang") == language
    for scheme in schemes(private):
        assert violations(private) == [], (language, scheme)
    private.resize(*NARROW)
    assert private.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_mouse(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    meet_danger(installed, running_form(site), private)
    focused = f"{BEFORE_IT}.activeElement"
    for control, key in (
        ("Saya tetap ingin membuka halaman itu", "Enter"),
        ("understood", "Space"),
        ("Kali ini saja", "Enter"),
    ):
        for _ in range(20):
            if private.evaluate(f"{focused}?.id || {focused}?.textContent.trim() || ''") == control:
                break
            private.press("Tab")
        private.press(key)
    installed.banner(private, "danger")
