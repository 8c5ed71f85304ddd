"""What is said of a page is said of that page only: not of the one that the tab shows by then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from threading import Event

import pytest

from tests.e2e.browser import Tab, wait_until
from tests.e2e.chromium import Chromium, ChromiumPopup
from tests.e2e.danger_page import DANGER, meet_danger, new_form, open_after
from tests.e2e.installed import PRIVATE_TAB, Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

SETTLED = 0.7  # seconds, by which what came of an answer would show
OFFER = "Periksa halaman ini"
HEADLINE = "Mengaku dari Dinas Pendidikan Kota Bandung, belum terbukti"


@pytest.fixture
def held() -> Iterator[Event]:
    """The first answer goes when this is set."""
    event = Event()
    yield event
    event.set()


def open_form(extension: Extension, site: Site, service: ScriptedService, level: str, held: Event) -> Tab:
    """A form that was asked about; the answer is held back."""
    service.answers["/v1/check"] = Answer(json.dumps(verdict(level)).encode(), until=held)
    tab = extension.browser.open(new_form(site))
    wait_until(service.checks, "the question")
    return tab


def ordinary_page(site: Site) -> str:
    """A page of a form host that asks for nothing."""
    return site.put("docs.google.com/forms/about", "<title>Tentang</title><p>tentang</p>")


def let_go(extension: Extension, held: Event) -> None:
    """The answer that was held back has come, and was dealt with."""
    held.set()
    extension.inside(f"new Promise(done => setTimeout(() => done(true), {SETTLED * 1000}))")


def kept(extension: Extension) -> list[str]:
    """The addresses of the pages of which something is known."""
    known: list[str] = extension.inside(
        "api.storage.session.get(null).then(all => Object.entries(all)"
        ".filter(([key]) => key.startsWith('tab:')).map(([, state]) => state.target))"
    )
    return known


@pytest.mark.parametrize("level", ["claimed", "danger"])
def test_a_late_answer_is_not_put_on_the_page_that_came_after(
    extension: Extension, site: Site, scripted_service: ScriptedService, level: str, held: Event
) -> None:
    tab = open_form(extension, site, scripted_service, level, held)
    after = ordinary_page(site)
    tab.goto(after)
    let_go(extension, held)
    assert tab.url == after
    assert not extension.has_banner(tab)
    assert extension.badge(tab)[0] == ""
    assert kept(extension) == []
    tab.close()


def test_the_next_form_gets_its_own_answer(
    extension: Extension, site: Site, scripted_service: ScriptedService, held: Event
) -> None:
    tab = open_form(extension, site, scripted_service, "danger", held)
    scripted_service.answer_check(verdict("claimed"))
    after = new_form(site)
    tab.goto(after)
    extension.banner(tab, "claimed")
    let_go(extension, held)
    assert tab.url == after
    assert extension.banner(tab).headline == HEADLINE
    assert extension.badge(tab)[0] == "?"
    assert kept(extension) == [after]
    tab.close()


def test_a_page_that_becomes_another_one_without_loading_is_asked_about_anew(
    extension: Extension, site: Site, scripted_service: ScriptedService, held: Event
) -> None:
    """Nothing but its address changes: no word of the page says that it is to be looked at again."""
    tab = open_form(extension, site, scripted_service, "danger", held)
    scripted_service.answer_check(verdict("claimed"))
    after = f"{new_form(site)}?langkah=2"
    tab.evaluate(f"history.pushState(null, '', {json.dumps(after)})")
    extension.banner(tab, "claimed")
    assert tab.url == after
    assert kept(extension) == [after]
    tab.close()


def test_going_back_to_an_ordinary_page_sends_nothing_of_it(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    """The page comes from the browser's memory: it is looked at anew, but nobody asked for a check."""
    scripted_service.answer_check(verdict("unknown"))
    tab = extension.browser.open(
        site.put("sites.google.com/view/keluarga", "<title>Keluarga</title><p>Hasil tes Siti Rekaan</p>")
    )
    tab.evaluate("addEventListener('pageshow', event => { window.persisted = event.persisted; })")
    tab.goto(site.put("contoh.example/lain", "<title>Lain</title><p>lain</p>"))
    tab.back()
    tab.wait("window.persisted", "the page to come from memory")
    after = open_after(extension, site)
    assert [asked.json["url"] for asked in scripted_service.checks()] == [after.url]
    assert not extension.has_banner(tab)
    for opened in (tab, after):
        opened.close()


def test_a_form_that_comes_from_memory_is_asked_about_anew(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("unknown"))
    tab = extension.browser.open(new_form(site))
    extension.banner(tab, "unknown")
    tab.goto(site.put("contoh.example/lain", "<title>Lain</title><p>lain</p>"))
    scripted_service.answer_check(verdict("caution"))
    tab.back()
    extension.banner(tab, "caution")
    tab.close()


def test_after_a_choice_only_the_page_that_was_looked_at_is_checked(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    extension.set(mode="undecided")
    scripted_service.answer_check(verdict("unknown"))
    gone = extension.browser.open(new_form(site))
    extension.banner(gone, "unchecked")
    gone.goto(ordinary_page(site))
    stays = extension.browser.open(new_form(site))
    extension.banner(stays, "unchecked")
    extension.set(mode="service")
    extension.banner(stays, "unknown")
    assert [asked.json["url"] for asked in scripted_service.checks()] == [stays.url]
    for opened in (gone, stays):
        opened.close()


def test_an_older_answer_that_comes_late_changes_nothing(
    extension: Extension, site: Site, scripted_service: ScriptedService, held: Event
) -> None:
    """The same page was looked at again meanwhile, and the answer to that came first."""
    tab = open_form(extension, site, scripted_service, "unknown", held)
    scripted_service.answer_check(verdict("caution"))
    tab.evaluate("void (document.title += ' (baru)')")
    extension.banner(tab, "caution")
    let_go(extension, held)
    assert extension.badge(tab) == ("!", "Tanyakan dulu")
    extension.banner(tab, "caution")
    tab.close()


def test_the_popup_offers_to_check_a_page_that_came_after(
    installed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    form = new_form(site)
    tab = installed.browser.open(f"{form}#bagian")
    installed.banner(tab)
    assert HEADLINE in popup_words(installed, tab, HEADLINE)
    for after in (ordinary_page(site), site.put("contoh.example/lain", "<title>Lain</title><p>lain</p>")):
        tab.goto(after)
        assert HEADLINE not in popup_words(installed, tab, OFFER)
    tab.goto(form)
    installed.banner(tab)
    assert HEADLINE in popup_words(installed, tab, HEADLINE)
    tab.close()


def test_the_popup_tells_of_the_danger_that_our_page_stands_before(
    installed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    tab = meet_danger(installed, new_form(site))
    assert OFFER not in popup_words(installed, tab, DANGER["headline"])
    tab.goto(ordinary_page(site))
    assert DANGER["headline"] not in popup_words(installed, tab, OFFER)
    tab.close()


def test_the_popup_tells_of_the_danger_that_a_private_page_was_emptied_for(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    private.goto(ordinary_page(site))
    raised = "Array(6).fill(Date.now())"  # too often for a wall
    installed.inside(f"{PRIVATE_TAB}.then(id => api.storage.session.set({{['walls:' + id]: {raised}}}))")
    private.goto(new_form(site))
    private.wait("location.href === 'about:blank'")
    assert OFFER not in popup_words(installed, private, DANGER["headline"], incognito=True)
    private.goto(ordinary_page(site))
    assert DANGER["headline"] not in popup_words(installed, private, OFFER, incognito=True)


def popup_words(extension: Extension, tab: Tab, wanted: str, incognito: bool = False) -> str:
    """All that the popup of the tab's window says, once it says what is wanted."""
    assert isinstance(extension.browser, Chromium)
    extension.inside("1")  # opens the page that is used below, which comes to the front
    tab.activate()
    window = f"api.windows.getAll().then(all => all.find(it => it.incognito === {json.dumps(incognito)}).id)"
    extension.inside(f"{window}.then(windowId => api.action.openPopup({{windowId}})).then(() => true)")
    shown = extension.browser.popup(tab)
    words = wait_until(lambda: said(shown, wanted), f"{wanted!r} in the popup")
    shown.evaluate("void setTimeout(() => window.close())")
    wait_until(
        lambda: extension.inside(
            "api.runtime.getContexts({contextTypes: ['POPUP']}).then(all => all.length === 0)"
        ),
        "the popup to close",
    )
    return words


def said(shown: ChromiumPopup, wanted: str) -> str:
    words = str(shown.evaluate("document.querySelector('main:not([aria-busy])')?.innerText ?? ''"))
    return words if wanted in words else ""
