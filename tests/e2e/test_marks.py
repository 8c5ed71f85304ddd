"""Marks beside links in chats and search results: only where chosen and permitted, found by address alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from registry.hosts.digest import bucket_of
from tests.e2e.browser import Tab, wait_until
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.test_known import FLAGGED, OFFICIAL, listed
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

__all__ = ["listed"]  # the fixture: an extension that has fetched its list


@pytest.fixture
def marking(listed: Extension) -> Iterator[Extension]:
    """May mark links where the test says so; afterwards nothing of that is left."""
    yield listed
    listed.set(marks=[])
    wait_until(lambda: not listed.inside(_REGISTERED), "no script for marks")
    listed.inside(f"api.permissions.remove({{origins: {[*chain(*ORIGINS.values())]}}})")
    listed.browser.settle_permissions()


# The mark that stands right behind the link with this text: its tone and word, or null.
_MARK = """(() => {
  const link = [...document.querySelectorAll('a')].find(a => a.textContent.includes(%r));
  const mark = link?.nextElementSibling;
  const made = mark?.localName === 'cekdiklat-mark' ? mark.shadowRoot.querySelector('.mark') : null;
  return made && [made.classList[1], made.textContent];
})()"""
_REGISTERED = "api.scripting.getRegisteredContentScripts({ids: ['marks']}).then(all => all.length)"
SITES = {
    "whatsapp": "web.whatsapp.com/",
    "telegram": "web.telegram.org/k/",
    "facebook": "www.facebook.com/groups/guru",
    "search": "www.google.co.id/search",
}
ORIGINS = {
    "whatsapp": ["https://web.whatsapp.com/*"],
    "telegram": ["https://web.telegram.org/*"],
    "facebook": [f"https://{name}.facebook.com/*" for name in ("www", "web", "m")],
    "search": [
        "https://www.google.com/*",
        "https://www.google.co.id/*",
        "https://www.bing.com/*",
        "https://duckduckgo.com/*",
    ],
}


def mark(tab: Tab, text: str) -> list[str] | None:
    found: list[str] | None = tab.evaluate(_MARK % text)
    return found


def choose(extension: Extension, site: str) -> None:
    """Ticks a group of sites in the options, and says yes to the browser's question."""
    options = extension.browser.open(extension.browser.page("options"))
    options.wait("document.querySelector('main:not([aria-busy])') !== null")
    extension.browser.permit(ORIGINS[site])
    options.click(f"document.querySelector('#marks-{site}')")
    options.wait("document.querySelector('#done').textContent !== ''")
    said = options.evaluate("document.querySelector('#done').textContent")
    assert said == "Tersimpan."
    wait_until(lambda: extension.inside(_REGISTERED), "the script for marks")
    options.close()


def test_in_a_chat_every_link_says_what_the_list_knows_and_can_be_checked(
    marking: Extension, site: Site, scripted_service: ScriptedService, screenshots: Path
) -> None:
    address = site.put_file(SITES["whatsapp"], "chat.html")
    before = marking.browser.open(address)
    assert before.evaluate("document.querySelector('cekdiklat-mark')") is None
    before.close()

    choose(marking, "whatsapp")
    scripted_service.asked.clear()
    tab = marking.browser.open(address)
    tab.wait(_MARK % "gform-biasa")
    assert mark(tab, "gform-biasa") == ["unknown", "Periksa"]
    assert mark(tab, "s.id") == ["unknown", "Periksa"]
    assert mark(tab, "dispendik") == ["recognized", "Situs resmi"]
    assert mark(tab, "gform-ditandai") == ["danger", "Jangan isi data dulu"]
    for unmarked in ("youtube", "undangan grup", "kirim email"):
        assert mark(tab, unmarked) is None, unmarked
    assert scripted_service.checks() == [], "nothing is checked before the teacher asks"
    assert {asked.path for asked in scripted_service.asked} == {
        f"/v1/digest/buckets/{bucket_of(key)}" for key in (*OFFICIAL, *FLAGGED)
    }

    tab.evaluate("window.newMessage('pesan-baru', 'https://forms.gle/baru')")
    tab.wait(_MARK % "pesan-baru", "the new message to be marked")
    tab.screenshot(screenshots / f"{marking.name}-marks-chat.png")
    scripted_service.answer_check(verdict("claimed"))
    tab.click(
        "[...document.querySelectorAll('a')].find(a => a.textContent.includes('gform-biasa'))"
        ".nextElementSibling.shadowRoot.querySelector('button')"
    )
    page = marking.browser.find_tab("explanation.html")
    page.wait("document.querySelector('.claimed') !== null")
    [asked] = scripted_service.checks()
    assert (asked.json["title"], asked.json["text"]) == ("", ""), "of the message nothing is sent"
    assert tab.evaluate("window.opened ?? 0") == 0, "the chat did not see the click"
    page.close()
    tab.close()


@pytest.mark.parametrize("group", ["telegram", "facebook", "search"])
def test_on_other_sites(marking: Extension, site: Site, group: str) -> None:
    """Facebook and Google wrap their links: the address inside is what counts."""
    address = site.put_file(SITES[group], "chat.html")
    choose(marking, group)
    tab = marking.browser.open(address)
    tab.wait(_MARK % "terbungkus")
    assert mark(tab, "terbungkus") == ["danger", "Jangan isi data dulu"]
    tab.close()


def test_in_local_only_mode_a_hit_is_no_verdict_and_nothing_is_sent(
    marking: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    choose(marking, "whatsapp")
    marking.set(mode="local")
    scripted_service.asked.clear()
    tab = marking.browser.open(site.put_file(SITES["whatsapp"], "chat.html"))
    tab.wait(_MARK % "gform-biasa")
    assert mark(tab, "gform-ditandai") == ["caution", "Tanyakan dulu"]
    assert mark(tab, "dispendik") is None
    assert scripted_service.asked == []
    tab.close()


def test_a_page_that_takes_marks_away_is_not_fought(marking: Extension, site: Site) -> None:
    choose(marking, "whatsapp")
    tab = marking.browser.open(site.put_file(SITES["whatsapp"], "chat.html"))
    tab.wait(_MARK % "gform-biasa")
    tab.evaluate("document.querySelectorAll('cekdiklat-mark').forEach(m => m.remove())")
    tab.evaluate("window.newMessage('pesan-baru', 'https://forms.gle/baru')")
    tab.wait(_MARK % "pesan-baru")
    assert tab.evaluate("document.querySelectorAll('cekdiklat-mark').length") == 1
    tab.close()
