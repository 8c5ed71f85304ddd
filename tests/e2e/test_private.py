"""The popup in Chromium's private windows, where nothing else of ours opens; and nothing of them stays."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.browser import Tab, wait_until
from tests.e2e.chromium import Chromium, ChromiumPopup
from tests.e2e.danger_page import new_form
from tests.e2e.installed import PRIVATE_TAB, Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser


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
    case = {"case": "K-2026-0007", "page": "/keberatan/K-2026-0007/x"}
    scripted_service.answers["/v1/reports"] = Answer(json.dumps(case).encode())
    shown.evaluate("document.querySelector('form button[type=submit]').click()")
    wait_until(lambda: "K-2026-0007" in (shown.evaluate("document.body.innerText") or ""), "the number")
    assert "tidak ada yang disimpan" in shown.evaluate("document.body.innerText")
    assert installed.inside("api.storage.local.get('cases')") == {}
    shown.evaluate("document.querySelector('#done a').click()")
    opened = installed.browser.find_tab("/keberatan/")
    assert ordinary_tabs(installed) == before
    opened.close()


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


def test_a_mark_beside_a_link_is_told_in_the_popup(
    installed: Extension, private: Tab, scripted_service: ScriptedService, site: Site
) -> None:
    """A mark is a content script's: its message says in which window it stands."""
    scripted_service.answer_check(verdict("caution"))
    private.goto(new_form(site))
    installed.banner(private, "caution")
    before = ordinary_tabs(installed)
    installed.inside(
        f"{PRIVATE_TAB}.then(tabId => api.scripting.executeScript({{target: {{tabId}}, func: () =>"
        " void chrome.runtime.sendMessage({type: 'check-link', url: 'https://s.id/tanda'})}))"
    )
    shown = popup(installed, private)
    wait_until(lambda: "https://s.id/tanda" in (shown.evaluate("document.body.innerText") or ""), "the link")
    assert ordinary_tabs(installed) == before
    assert all(state["private"] for state in states(installed))


def test_an_answer_that_comes_too_late_leaves_nothing(
    installed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answers["/v1/check"] = Answer(json.dumps(verdict("claimed")).encode(), delay=1)
    tab = installed.browser.open_private()
    tab.goto(new_form(site))
    wait_until(scripted_service.checks, "the question")
    tab.close()
    installed.inside("new Promise(done => setTimeout(() => done(true), 1500))")
    assert [it for it in states(installed) if it["private"]] == []


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
