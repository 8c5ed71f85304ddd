"""The wall before a danger, in Chromium's private windows, where no page of the extension can stand."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.e2e.browser import PHONE, Tab, wait_until
from tests.e2e.chromium import Chromium
from tests.e2e.danger_page import BEFORE_IT, DANGER, go_on, meet_danger
from tests.e2e.installed import PRIVATE_TAB, Extension
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


def check_again(extension: Extension) -> None:
    """As the popup's button does, in every private tab."""
    extension.inside(
        "api.tabs.query({}).then(all => Promise.all(all.filter(t => t.incognito)"
        ".map(t => api.tabs.sendMessage(t.id, {type: 'check-now'})))).then(() => 1)"
    )


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


@pytest.mark.parametrize(
    "reach",
    [
        "document.adoptedStyleSheets = [Object.assign(new CSSStyleSheet(), {})],"
        " document.adoptedStyleSheets[0].replaceSync('cekdiklat-wall { display: none !important }'), 1",
        "document.documentElement.append(document.createElement('body')),"
        " document.body?.attachShadow({mode: 'closed'}), 1",
    ],
)
def test_nor_does_it_cover_the_wall(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService, reach: str
) -> None:
    scripted_service.answer_check(DANGER)
    meet_danger(installed, running_form(site), private)
    private.evaluate(f"({reach})")
    seen = f"Boolean({BEFORE_IT}?.host.checkVisibility() && !document.body)"
    private.wait(f"location.href === 'about:blank' || ({seen} && !document.adoptedStyleSheets.length)")


def test_a_site_that_is_never_the_same_is_not_loaded_for_ever(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    private.goto(site.put("docs.google.com/forms/kosong", "<p>kosong</p>"))
    raised = "Array(6).fill(Date.now())"
    installed.inside(f"{PRIVATE_TAB}.then(id => api.storage.session.set({{['walls:' + id]: {raised}}}))")
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


def test_a_wall_stands_before_one_form_only(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    """Of some hosts all forms have one path, and their queries tell them apart."""
    scripted_service.answer_check(DANGER)
    address = site.put_file("forms.office.com/Pages/ResponsePage.aspx", "gform_dinas.html")
    meet_danger(installed, f"{address}?id=satu", private)
    scripted_service.answer_check(verdict("recognized"))
    private.goto(f"{address}?id=dua")
    installed.banner(private, "recognized")


def test_pages_below_the_address_of_a_wall_are_left_alone(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    front = site.put("komunitas.blogspot.com/", (PAGES / "gform_dinas.html").read_text())
    meet_danger(installed, front, private)
    below = site.put("komunitas.blogspot.com/lain", "<title>lain</title><p>biasa</p>")
    for tab in (installed.browser.open("about:blank"), private):
        tab.goto(below)
        tab.wait("document.body?.innerText === 'biasa'")
        tab.evaluate("new Promise(done => setTimeout(done, 600))")
    assert site.asked.count("komunitas.blogspot.com/lain") == 2
    installed.browser.find_tab("/lain").close()


def test_a_page_that_does_not_come_again_is_left(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    """An empty answer or a download leaves the page where it is."""
    tabs = (private, installed.browser.open_private())
    addresses = [running_form(site) for _ in tabs]
    for tab, address in zip(tabs, addresses, strict=True):
        tab.goto(address)
        installed.banner(tab)
    nothing, download = (address.removeprefix("https://") for address in addresses)
    site.put_status(nothing, 204)
    site.put(download, "isi", Content_Disposition="attachment")
    scripted_service.answer_check(DANGER)
    check_again(installed)
    for tab in tabs:
        assert installed.banner(tab, "danger").headline == DANGER["headline"]
    for tab in tabs:
        tab.wait("location.href === 'about:blank'")
    tabs[1].close()


def test_a_document_that_is_no_html_is_left(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    form = (
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Pendaftaran Webinar</title></head><body>"
        "<h1>Pendaftaran webinar guru</h1><form><input name='a'/><input name='b'/></form></body></html>"
    )
    address = site.put("docs.google.com/forms/d/e/xhtml/viewform", form, Content_Type="application/xhtml+xml")
    private.goto(address)
    private.wait("location.href === 'about:blank'")


def test_a_header_does_not_lead_on_behind_the_wall(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    body = (PAGES / "gform_dinas.html").read_text()
    address = site.put(
        "docs.google.com/forms/d/e/segar/viewform", body, Refresh="1; url=https://berikut.example/"
    )
    private.goto(address)
    private.wait(f"Boolean({BEFORE_IT}?.querySelector('.danger'))")
    private.evaluate("new Promise(done => setTimeout(done, 1500))")
    assert private.evaluate(f"Boolean({BEFORE_IT}?.querySelector('.danger'))")


def test_words_of_the_wall_are_no_sign_up_page(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check({**DANGER, "headline": "Jangan daftar: pendaftaran pelatihan ini meniru"})
    meet_danger(installed, running_form(site), private)
    checks = len(scripted_service.checks())
    private.evaluate("new Promise(done => setTimeout(done, 800))")
    assert len(scripted_service.checks()) == checks
    assert private.evaluate(f"Boolean({BEFORE_IT}?.querySelector('.danger'))")


def test_back_from_a_wall_met_twice(
    installed: Extension, private: Tab, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    address = running_form(site)
    before = site.put("contoh.example/dulu", "<title>Dulu</title><p>dulu</p>")
    meet_danger(installed, address, private)
    private.goto(before)
    meet_danger(installed, address, private)
    private.click_text("Kembali", BEFORE_IT)
    private.wait(f"location.href === {before!r}")


def test_back_from_a_tab_that_had_nothing_before(
    installed: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(DANGER)
    assert isinstance(installed.browser, Chromium)
    tab = installed.browser.open_private(running_form(site))
    tab.wait(f"Boolean({BEFORE_IT}?.querySelector('.danger'))")
    count = "api.tabs.query({}).then(all => all.filter(t => t.incognito).map(t => t.id))"
    [walled] = installed.inside(count)
    tab.click_text("Kembali", BEFORE_IT)
    wait_until(lambda: walled not in installed.inside(count), "the tab to be closed")
    for left in installed.inside(count):
        installed.inside(f"api.tabs.remove({left}).then(() => true)")


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
