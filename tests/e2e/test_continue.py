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

# What happens before the page is opened again: whether it then opens, for a choice for this time, for this
# link, for this organizer.
REACH: dict[str, tuple[bool, bool, bool]] = {
    "reload": (True, True, True),
    "background-death": (True, True, True),
    "redirect": (True, True, True),
    "http": (True, True, True),
    "other-tab": (False, True, True),
    "other-link": (False, False, True),
    "private-window": (False, True, True),
    "revoked": (False, False, False),
}
# In a private window only "this time" can be chosen.
PRIVATE = ("reload", "background-death", "redirect", "http")
CELLS = [
    pytest.param(scope, event, passes, id=f"{scope}-{event}")
    for event, row in REACH.items()
    for scope, passes in zip(("once", "link", "organizer"), row, strict=True)
]


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


@pytest.mark.parametrize(("scope", "event", "passes"), CELLS)
def test_the_choice(
    extension: Extension, site: Site, scripted_service: ScriptedService, scope: str, event: str, passes: bool
) -> None:
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    first = meet_danger(extension, address)
    go_on(first, scope)
    assert opens(extension, first)
    if event in PRIVATE:
        again(extension, site, first, address, event)
        assert opens(extension, first) is passes
        assert extension.badge(first)[0] == "✕"
        first.close()
        return
    if event == "revoked":
        take_back(extension, scope)
    tab = (
        extension.browser.open_private()
        if event == "private-window"
        else extension.browser.open("about:blank")
    )
    tab.goto(new_form(site) if event == "other-link" else address)
    assert opens(extension, tab) is passes
    for opened in (tab, first):
        opened.close()


def take_back(extension: Extension, scope: str) -> None:
    options = extension.browser.open(extension.browser.page("options"))
    options.wait("document.querySelector('main:not([aria-busy])') !== null")
    if scope != "once":  # a choice for this time is not kept, so there is nothing to take back
        options.click_text("Cabut")
    options.wait("document.querySelectorAll('.grant').length === 0")
    options.close()


@pytest.mark.parametrize("event", PRIVATE)
def test_the_choice_in_a_private_window(
    extension: Extension, site: Site, scripted_service: ScriptedService, event: str
) -> None:
    scripted_service.answer_check(DANGER)
    address = new_form(site)
    tab = meet_danger(extension, address, extension.browser.open_private())
    buttons = tab.evaluate(f"[...{BEFORE_IT}.querySelectorAll('fieldset button')].map(b => b.textContent)")
    assert buttons == ["Kali ini saja"]
    go_on(tab, "once")
    assert opens(extension, tab)
    again(extension, site, tab, address, event)
    assert opens(extension, tab)
    tab.close()
    assert extension.inside("api.storage.local.get('grants')") == {}, "a private window left something behind"
