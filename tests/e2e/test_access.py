"""For everybody: axe on every page and banner, both languages, light and dark; stillness; zoom."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import PHONE, Tab
from tests.e2e.danger_page import DANGER, meet_danger, new_form
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

NARROW = (320, 640)  # a window of 1280 at 400%, as WCAG 1.4.10 counts
FORM = "docs.google.com/forms/d/e/1FAIpQLSakses001/viewform"
PAGES = ("popup", "explanation", "options", "welcome", "diary", "report", "privacy")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(tab: Tab, where: str = "document") -> list[Any]:
    """What axe finds; brings axe into the page unless it is there."""
    if not tab.evaluate("'axe' in globalThis"):
        tab.evaluate(f"(() => {{ {AXE}; globalThis.axe ??= module.exports; return true; }})()")
    found: list[Any] = tab.evaluate(
        f"axe.run({where}, {{runOnly: {RULES!r}}}).then(r => r.violations.map(v =>"
        " [v.id, v.nodes.map(n => n.html.slice(0, 120))]))"
    )
    return found


@pytest.fixture(params=["id", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def schemes(tab: Tab) -> Iterator[str]:
    """The page in front in the dark, then in the light."""
    for scheme in ("dark", "light"):
        tab.color_scheme(scheme)
        tab.wait(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
        yield scheme


def test_every_page(
    extension: Extension,
    site: Site,
    scripted_service: ScriptedService,
    screenshots: Path,
    language: str,
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    extension.set(language=language)
    form = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(form)
    number = extension.tab_number(form)
    extension.inside(
        "api.storage.local.set({diary: [{date: '2026-12-05', event: 'Webinar', organizer: 'PGRI',"
        " role: 'Peserta', evidence: ''}],"
        " grants: [{scope: 'link', value: 'gform:x', label: 'https://docs.google.com/x', at: 1}]})"
    )
    tab = extension.browser.open("about:blank")
    for name in PAGES:
        tab.resize(*PHONE)
        tab.goto(f"{extension.browser.page(name)}?tab={number}")
        tab.wait("document.querySelector('main:not([aria-busy])') !== null")
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert tab.evaluate("document.documentElement.lang") == language
        for scheme in schemes(tab):
            assert violations(tab) == [], (name, language, scheme)
            if language == "id":
                tab.screenshot(screenshots / f"{extension.name}-{name}-{scheme}.png")
        tab.resize(*NARROW)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
    tab.close()
    form.close()


def test_the_page_before_a_danger(
    extension: Extension, site: Site, scripted_service: ScriptedService, language: str
) -> None:
    scripted_service.answer_check(DANGER)
    extension.set(language=language)
    tab = meet_danger(extension, new_form(site))
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    for scheme in schemes(tab):
        assert violations(tab) == [], scheme
    tab.resize(*NARROW)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.close()


@pytest.mark.parametrize("level", ["recognized", "claimed", "unknown", "caution", "unchecked"])
def test_every_banner(
    extension: Extension,
    site: Site,
    scripted_service: ScriptedService,
    screenshots: Path,
    level: str,
) -> None:
    if level != "unchecked":
        scripted_service.answer_check(verdict(level))
    tab = extension.browser.open("about:blank")
    for language in ("en", "id"):
        extension.set(language=language)
        tab.goto(site.put_file(FORM, "gform_dinas.html"))
        extension.banner(tab, level)
        extension.at_rest(tab)
        for scheme in schemes(tab):
            assert violations(tab, "{include: [['cekdiklat-banner']]}") == [], (language, scheme)
            if scheme == "dark":
                tab.screenshot(screenshots / f"{extension.name}-{level}-dark.png")
    tab.close()


def test_marks_beside_links(extension: Extension, site: Site) -> None:
    """Each mark as its script makes it, in a page of ours: no site is needed for how it looks."""
    tab = extension.browser.open("about:blank")
    page = "<!DOCTYPE html><html lang='id'><title>x</title><main><h1>x</h1>"
    tab.goto(site.put("kerja.example/tanda", page))
    modules = "".join(extension.source(name) for name in ("dom", "icons", "marks/mark_style", "marks/mark"))
    tab.evaluate(
        f"""(() => {{ const BUILD = {{shadow: 'open'}}; {modules}
        const main = document.querySelector('main');
        for (const tone of ['recognized', 'unknown', 'caution', 'danger'])
          main.append(makeMark({{tone, label: 'Periksa', title: 'Periksa tautan s.id'}}, () => 1));
        return true; }})()"""
    )
    for scheme in schemes(tab):
        assert violations(tab, "{include: [['cekdiklat-mark']]}") == [], scheme
    tab.close()


def test_a_device_that_asks_for_stillness_gets_it(
    extension: Extension, site: Site, scripted_service: ScriptedService
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    tab = extension.browser.open("about:blank")
    card = "document.querySelector('cekdiklat-banner').shadowRoot.querySelector('.card')"
    for wanted, name in ((True, "none"), (False, "rise")):
        tab.reduce_motion(wanted)
        tab.goto(site.put_file(FORM, "gform_dinas.html"))
        extension.banner(tab)
        assert tab.evaluate(f"getComputedStyle({card}).animationName") == name
    tab.close()


def test_at_double_size_on_a_phone_the_banner_can_be_read_and_closed(
    extension: Extension, site: Site, scripted_service: ScriptedService, screenshots: Path
) -> None:
    scripted_service.answer_check(verdict("claimed"))
    tab = extension.browser.open("about:blank")
    tab.resize(PHONE[0] // 2, PHONE[1] // 2)  # 200% zoom halves the room the page has
    tab.goto(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(tab)
    box = tab.evaluate(
        "(() => { const c = document.querySelector('cekdiklat-banner').shadowRoot.querySelector('.card');"
        " const r = c.getBoundingClientRect();"
        " return [r.left, r.top, r.right - innerWidth, c.scrollWidth - c.clientWidth]; })()"
    )
    assert box[0] >= 0
    assert box[1] >= 0
    assert box[2] <= 0
    assert box[3] <= 0
    extension.picture(tab, screenshots / f"{extension.name}-double-size.png")
    extension.click_banner(tab, "Tutup pesan CekDiklat")
    tab.wait("document.querySelector('cekdiklat-banner') === null")
    tab.close()
