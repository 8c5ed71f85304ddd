"""What a teacher does on the extension's own pages: consent, settings, checking a link first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browser import Browser, wait_until
from tests.e2e.chromium import Chromium
from tests.e2e.danger_page import DANGER, go_on, meet_danger, new_form
from tests.e2e.firefox import Firefox
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import Answer, ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

FORM = "docs.google.com/forms/d/e/1FAIpQLSfitur001/viewform"
# Noise, because Firefox keeps it compressed; ever smaller pieces, until not even a word fits.
FILL = """(async () => {
  const numbers = crypto.getRandomValues(new Uint16Array(32_000)).map(c => 32 + c % 0xd000);
  const noise = String.fromCharCode(...numbers);
  for (let step = 4_000_000, n = 0; step > 0; n += 1) {
    const piece = noise.repeat(Math.ceil(step / noise.length)).slice(0, step);
    await api.storage.local.set({[`x${n}`]: piece}).catch(() => { step >>= 1; });
  }
  return true;
})()"""


def test_before_the_first_choice_nothing_is_sent_and_each_choice_is_kept(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    extension.set(mode="undecided")
    tab = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    assert extension.banner(tab).buttons == ("Pilih cara memeriksa",)
    extension.click_banner(tab, "Pilih cara memeriksa")
    welcome = extension.browser.find_tab("welcome.html")
    boxes = welcome.wait(
        "(() => { const b = [...document.querySelectorAll('.choices .panel')]"
        ".map(p => [p.offsetWidth, p.offsetHeight]); return b.length === 2 && b; })()"
    )
    assert boxes[0] == boxes[1], "both choices look the same"
    welcome.click_text("Hanya di perangkat ini")
    wait_until(lambda: extension.setting("mode") == "local", "the choice to be kept")
    wait_until(
        lambda: extension.banner(tab).headline == "Tidak ada di daftar perangkat ini", "the form to follow"
    )
    assert scripted_service.checks() == []
    extension.consent(welcome)
    wait_until(lambda: extension.setting("mode") == "service", "the other choice to be kept")
    extension.banner(tab, "claimed")  # the form was not loaded anew
    assert len(scripted_service.checks()) == 1
    tab.close()


def test_taking_back_firefoxs_consent_stops_the_sending(
    firefox: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    firefox.reset(scripted_service.address)
    scripted_service.asked.clear()
    granted = "api.permissions.getAll().then(p => p.data_collection.sort())"
    assert firefox.inside(granted) == ["browsingActivity", "websiteContent"]
    firefox.inside("api.permissions.remove({data_collection: ['websiteContent']})")
    tab = firefox.browser.open(site.put_file(FORM, "gform_dinas.html"))
    assert firefox.banner(tab).headline == "Halaman ini belum diperiksa"
    assert scripted_service.checks() == []
    welcome = firefox.browser.open(firefox.browser.page("welcome"))
    firefox.consent(welcome)
    tab.close()


def test_another_service_must_be_an_address_and_is_then_asked(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    other = ScriptedService()
    other.answer_check(verdict("unknown"))
    options = extension.browser.open(extension.browser.page("options"))
    for text, said in (
        (
            f"{other.address}/?a=b",
            "Alamat harus dimulai dengan https:// atau http:// dan tanpa tanda tanya atau #.",
        ),
        (f"{other.address}/", "Tersimpan."),
    ):
        options.wait("document.querySelector('#service') !== null")
        options.evaluate(f"document.querySelector('#service').value = {json.dumps(text)}")
        options.click_text("Simpan")
        options.wait(f"document.querySelector('#done').textContent === {json.dumps(said)}")
    address = site.put_file("docs.google.com/forms/d/e/1FAIpQLSlainnya/viewform", "gform_dinas.html")
    tab = extension.browser.open(address)
    extension.banner(tab, "unknown")
    assert len(other.checks()) == 1
    # a form of the test before may have been asked about late
    assert [it.json["url"] for it in scripted_service.checks() if it.json["url"] == address] == []
    for opened in (tab, options):
        opened.close()
    other.close()


def test_a_link_can_be_checked_before_it_is_opened(
    extension: Extension, scripted_service: ScriptedService
) -> None:
    """The menu itself belongs to the browser; what it starts is asked for here as it asks for it."""
    pending = {"id": "1-a", "link": "short:s.id/contoh", "href": "/v1/checks/1-a"}
    scripted_service.answer_check(verdict("unknown", pending=pending))
    extension.inside("api.runtime.sendMessage({type: 'check-link', url: 'https://s.id/contoh?x=rahasia'})")
    page = extension.browser.find_tab("explanation.html")
    page.wait("document.querySelector('.unknown') !== null")
    scripted_service.answer_check(verdict("caution"))
    page.click_text("Coba lagi")
    page.wait("document.querySelector('.caution') !== null")
    assert [asked.json["url"] for asked in scripted_service.checks()] == ["https://s.id/contoh"] * 2
    page.close()


def test_the_menu_of_links_has_the_entry(extension: Extension) -> None:
    """Changing an entry that is not there is refused."""
    title = {"title": "Periksa tautan ini dengan CekDiklat"}
    assert extension.inside(f"api.contextMenus.update('check-link', {title}).then(() => true)")


@pytest.mark.parametrize("where", ["page", "link"])
def test_a_short_link_is_waited_for_and_looked_at_again(
    extension: Extension, site: Site, scripted_service: ScriptedService, where: str
) -> None:
    """On its page, and before it is opened: the service says when it has opened the link."""
    pending = {"id": "7-ab", "link": "short:s.id/tunggu", "href": "/v1/checks/7-ab"}
    scripted_service.answer_check(verdict("unknown", pending=pending))
    scripted_service.answers["/v1/checks/7-ab"] = Answer(b'{"id": "7-ab", "state": "running"}')
    if where == "page":
        tab = extension.browser.open(site.put_file("s.id/tunggu", "gform_dinas.html"))
        assert extension.banner(tab, "unknown").buttons == ("Coba lagi", "Mengapa?")
    else:
        extension.inside("api.runtime.sendMessage({type: 'check-link', url: 'https://s.id/tunggu'})")
        tab = extension.browser.find_tab("explanation.html")
        tab.wait("document.querySelector('.unknown') !== null")
    asked = wait_until(
        lambda: [a for a in scripted_service.asked if a.path == "/v1/checks/7-ab"], "the first question"
    )
    assert len(asked) == 1
    scripted_service.answers["/v1/checks/7-ab"] = Answer(b'{"id": "7-ab", "state": "done"}')
    scripted_service.answer_check(verdict("caution"))
    if where == "page":
        extension.banner(tab, "caution")
    else:
        tab.wait("document.querySelector('.caution') !== null")
    assert len(scripted_service.checks()) == 2
    tab.close()


def test_a_full_device_says_so_and_loses_nothing_that_is_shown(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    """Chromium holds extensions to ten megabytes; Firefox to a share of the device, here as small."""
    scripted_service.answer_check(DANGER)
    extension.inside(FILL)
    options = extension.browser.open(extension.browser.page("options"))
    options.click("document.querySelector('input[value=en]')")
    options.wait("document.querySelector('#done').textContent.startsWith('Penyimpanan peramban penuh')")
    notes = extension.browser.open(extension.browser.page("diary"))
    notes.wait("document.querySelector('#event') !== null")
    notes.evaluate(
        "(() => { for (const [id, value] of Object.entries({event: 'Webinar', date: '2026-12-05'}))"
        " document.querySelector('#' + id).value = value; return true; })()"
    )
    notes.click_text("Catat")
    notes.wait("document.querySelector('#done').textContent.startsWith('Penyimpanan peramban penuh')")
    tab = meet_danger(extension, new_form(site))
    go_on(tab, "link")
    extension.banner(tab, "danger")
    for opened in (options, notes, tab):
        opened.close()
    extension.reset(scripted_service.address)


@pytest.fixture(params=["chromium", "firefox"])
def school(
    request: pytest.FixtureRequest, extension_folder: dict[str, Path], site: Site, tmp_path: Path
) -> Iterator[Extension]:
    """A browser of its own: an administrator's settings are there when it starts."""
    folder = extension_folder[request.param]
    settings = {"localOnly": True, "service": 7, "allow": ["komunitas.typeform.com"]}
    browser: Browser
    if request.param == "chromium":
        browser = Chromium(request.getfixturevalue("playwright_once"), folder, tmp_path, site, settings)
    else:
        browser = Firefox(folder, tmp_path, site, settings)
    try:
        yield Extension(browser)
    finally:
        browser.close()


def test_an_administrators_choice_wins(
    school: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.asked.clear()
    browser = school.browser
    options = browser.open(browser.page("options"))
    options.wait("document.querySelector('input[name=mode]')?.disabled")
    assert options.evaluate("document.querySelector('input[name=mode][value=local]').checked")
    assert not options.evaluate("document.querySelector('#service').disabled"), "7 is no address"
    assert "Diatur oleh pengelola perangkat ini." in options.evaluate("document.body.innerText")
    tab = browser.open(site.put_file(FORM, "gform_dinas.html"))
    assert school.banner(tab).headline == "Tidak ada di daftar perangkat ini"
    allowed = browser.open(site.put_file("komunitas.typeform.com/daftar", "gform_dinas.html"))
    tab.activate()
    assert not school.has_banner(allowed)
    assert scripted_service.checks() == []
