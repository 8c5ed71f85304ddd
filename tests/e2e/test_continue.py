"""Continue anyway, as one table: how far a choice reaches × what happens before the page is opened again."""

from __future__ import annotations

import itertools

import pytest

from tests.e2e.browser import Tab
from tests.e2e.danger_page import BEFORE_IT, DANGER, go_on, meet_danger, new_form
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site

pytestmark = pytest.mark.browser

_slugs = itertools.count(1)

SCOPES = ("once", "link", "organizer")
# What happens before the page is opened again, in this order: whether it then opens, for a choice for this
# time, for this link, for this organizer. The background ends first, when only the choice was kept.
REACH: dict[str, tuple[bool, bool, bool]] = {
    "background-death": (True, True, True),
    "reload": (True, True, True),
    "redirect": (True, True, True),
    "http": (True, True, True),
    "other-tab": (False, True, True),
    "other-link": (False, False, True),
    "private-window": (False, True, True),
    "revoked": (False, False, False),
}
# In a private window only "this time" can be chosen.
SAME_TAB = ("background-death", "reload", "redirect", "http")


def again(extension: Extension, site: Site, tab: Tab, address: str, event: str) -> None:
    """Opens the page once more in the same tab, after something has happened."""
    if event == "background-death":
        extension.browser.kill_background()
    elif event == "redirect":
        address = site.redirect(f"forms.gle/bahaya{next(_slugs)}", address)
    elif event == "http":
        address = address.replace("https://", "http://")
    tab.goto(address)


def opens(extension: Extension, tab: Tab) -> bool:
    """Whether the page stands open, with the banner a danger keeps; false: the full page stands before it."""
    before_it = f"Boolean({BEFORE_IT}?.querySelector('.danger'))"
    tab.wait(f"document.querySelector('cekdiklat-banner') !== null || {before_it}")
    if tab.evaluate(f"{BEFORE_IT} !== null"):
        return False
    banner = extension.banner(tab, "danger")
    assert banner.note == "Anda memilih tetap lanjut di halaman ini."
    assert tab.evaluate("location.hostname") == "docs.google.com"
    return True


@pytest.mark.parametrize("scope", SCOPES)
def test_the_choice(extension: Extension, site: Site, scripted_service: ScriptedService, scope: str) -> None:
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    first = meet_danger(extension, address)
    go_on(first, scope)
    assert opens(extension, first)
    reached = {event: reaches(extension, site, first, address, event, scope) for event in REACH}
    assert reached == {event: row[SCOPES.index(scope)] for event, row in REACH.items()}
    first.close()


def reaches(extension: Extension, site: Site, first: Tab, address: str, event: str, scope: str) -> bool:
    """Whether the page opens again after this, for a choice that was made in the first tab."""
    if event in SAME_TAB:
        again(extension, site, first, address, event)
        opened = opens(extension, first)
        assert extension.badge(first)[0] == "✕", event
        return opened
    if event == "revoked":
        take_back(extension, scope)
    private = event == "private-window"
    tab = extension.browser.open_private() if private else extension.browser.open("about:blank")
    tab.goto(new_form(site) if event == "other-link" else address)
    opened = opens(extension, tab)
    tab.close()
    return opened


def take_back(extension: Extension, scope: str) -> None:
    options = extension.browser.open(extension.browser.page("options"))
    options.wait("document.querySelector('main:not([aria-busy])') !== null")
    if scope != "once":  # a choice for this time is not kept, so there is nothing to take back
        options.click_text("Cabut")
    options.wait("document.querySelectorAll('.grant').length === 0")
    options.close()


def test_the_choice_in_a_private_window(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    tab = meet_danger(extension, address, extension.browser.open_private())
    buttons = tab.evaluate(f"[...{BEFORE_IT}.querySelectorAll('fieldset button')].map(b => b.textContent)")
    assert buttons == ["Kali ini saja"]
    go_on(tab, "once")
    assert opens(extension, tab)
    for event in SAME_TAB:
        again(extension, site, tab, address, event)
        assert opens(extension, tab), event
    tab.close()
    assert extension.inside("api.storage.local.get('grants')") == {}, "a private window left something behind"
