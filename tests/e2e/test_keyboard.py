"""Without a mouse: the banner, the way on from a danger, the choice of the first run, every option."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.browser import Tab, wait_until
from tests.e2e.installed import EVERYWHERE, Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

FORM = "docs.google.com/forms/d/e/1FAIpQLSketik001/viewform"
FOCUSED = """(() => { const e = document.activeElement;
  return e.id || e.value && e.name && `${e.name}=${e.value}` || e.textContent.trim(); })()"""
SAID = "document.querySelector('#done').textContent"


def tab_to(tab: Tab, control: str) -> list[str]:
    """Presses Tab until this control has the focus; returns every stop on the way, itself last."""
    stops: list[str] = []
    while control not in stops:
        assert len(stops) < 30, (control, stops)
        tab.press("Tab")
        stops.append(str(tab.evaluate(FOCUSED)))
    return stops


def open_page(extension: Extension, name: str) -> Tab:
    tab = extension.browser.open(extension.browser.page(name))
    tab.wait("document.querySelector('main:not([aria-busy])') !== null")
    return tab


def wait_for(extension: Extension, name: str, value: str | bool) -> None:
    """Until a setting is kept with this value."""
    wait_until(lambda: extension.setting(name) == value, f"{name} = {value}")


def test_the_banner(extension: Extension, site: Site, scripted_service: ScriptedService) -> None:
    scripted_service.answer_check(verdict("caution"))
    tab = extension.browser.open(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(tab, "caution")
    assert tab.evaluate("document.activeElement === document.body"), "the banner took the focus"
    shadow = "document.querySelector('cekdiklat-banner').shadowRoot"
    assert tab.evaluate(f"{shadow}.querySelector('.words').getAttribute('role')") == "alert"
    reached = []
    for _ in range(20):
        tab.press("Tab")
        label = tab.evaluate(f"{shadow}.activeElement?.textContent ?? ''")
        if label and label not in reached:
            reached.append(label)
    assert reached == ["×", "Mengapa?"]
    while tab.evaluate(f"{shadow}.activeElement?.textContent ?? ''") != "Mengapa?":
        tab.press("Tab")
    tab.press("Enter")
    extension.browser.find_tab("explanation.html").close()
    tab.close()


def test_going_on_from_a_danger(extension: Extension, site: Site, scripted_service: ScriptedService) -> None:
    scripted_service.answer_check(verdict("danger"))
    tab = extension.browser.open("about:blank")
    tab.goto(site.put_file("docs.google.com/forms/d/e/papanketik/viewform", "gform_dinas.html"))
    tab.wait("location.pathname.endsWith('danger.html') && document.querySelector('summary') !== null")
    tab_to(tab, "Saya tetap ingin membuka halaman itu")
    tab.press("Enter")
    for control, key in (("understood", "Space"), ("Kali ini saja", "Enter")):
        tab_to(tab, control)
        tab.press(key)
    tab.wait("location.hostname === 'docs.google.com'")
    extension.banner(tab, "danger")
    tab.close()


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_the_choice_of_the_first_run(extension: Extension, key: str) -> None:
    extension.set(mode="undecided")
    service, local = "Periksa lewat layanan", "Hanya di perangkat ini"
    for mode, stops in (("local", [service, local]), ("service", [service])):
        tab = open_page(extension, "welcome")
        assert tab_to(tab, stops[-1]) == stops
        tab.press(key)
        wait_for(extension, "mode", mode)
        tab.wait(f"document.querySelector('[aria-pressed=true]')?.closest('section').id === '{mode}'")
        tab.close()


def test_every_control_of_the_options_is_reached_in_the_order_it_is_seen(extension: Extension) -> None:
    extension.inside(
        "api.storage.local.set({grants: ['a', 'b'].map(value =>"
        " ({scope: 'link', value, label: `https://docs.google.com/${value}`, at: 1}))})"
    )
    tab = open_page(extension, "options")
    assert tab_to(tab, "Privasi: apa yang dikirim dan apa yang tidak") == [
        "mode=service",
        "language=id",
        "any-site",
        "marks-whatsapp",
        "marks-telegram",
        "marks-facebook",
        "marks-search",
        "service",
        "Simpan",
        "Cabut",
        "Cabut",
        "Privasi: apa yang dikirim dan apa yang tidak",
    ]
    tab.close()


def test_the_options_of_checking_and_language(extension: Extension) -> None:
    tab = open_page(extension, "options")
    tab_to(tab, "mode=service")
    for key, mode in (("ArrowDown", "local"), ("ArrowUp", "service")):
        tab.press(key)
        wait_for(extension, "mode", mode)
    tab_to(tab, "language=id")
    tab.press("ArrowDown")
    tab.wait("document.documentElement.lang === 'en' && document.title === 'CekDiklat settings'")
    wait_until(lambda: tab.evaluate(FOCUSED) == "language=en", "the focus to stay where it was")
    tab.press("ArrowUp")
    tab.wait("document.documentElement.lang === 'id'")
    tab.close()


def test_more_sites_can_be_watched_and_no_longer(extension: Extension) -> None:
    tab = open_page(extension, "options")
    extension.browser.permit(EVERYWHERE)
    tab.activate()
    tab_to(tab, "any-site")
    for wanted in (True, False):
        tab.press("Space")
        wait_for(extension, "anySite", wanted)
        tab.wait(f"{SAID} === 'Tersimpan.'")
    extension.browser.settle_permissions()
    tab.close()


@pytest.mark.parametrize("by", ["Enter in the field", "the button"])
def test_another_service(extension: Extension, scripted_service: ScriptedService, by: str) -> None:
    tab = open_page(extension, "options")
    tab_to(tab, "service")  # the browser selects the address that stands there: typing replaces it
    for letter in f"{scripted_service.address}/lain":
        tab.press(letter)
    if by == "the button":
        assert tab_to(tab, "Simpan") == ["Simpan"]
    tab.press("Enter")
    tab.wait(f"{SAID} === 'Tersimpan.'")
    assert extension.setting("service") == f"{scripted_service.address}/lain"
    tab.close()


def test_taking_back_what_was_chosen(extension: Extension) -> None:
    grants: list[Any] = [
        {"scope": "link", "value": value, "label": f"https://docs.google.com/{value}", "at": 1}
        for value in ("a", "b")
    ]
    extension.inside(f"api.storage.local.set({{grants: {json.dumps(grants)}}})")
    tab = open_page(extension, "options")
    tab_to(tab, "Cabut")
    for key, left in (("Enter", ["b"]), ("Space", [])):
        tab.press(key)
        tab.wait(f"document.querySelectorAll('.grant').length === {len(left)}")
        assert tab.evaluate(SAID) == "Anda akan diingatkan lagi."
        kept = "api.storage.local.get('grants').then(({grants}) => grants.map(g => g.value))"
        assert extension.inside(kept) == left
        assert tab.evaluate(FOCUSED) == "Halaman yang tidak diingatkan lagi", "the focus stays in this part"
        if left:
            assert tab_to(tab, "Cabut") == ["Cabut"]
    assert "Belum ada." in tab.evaluate("document.body.innerText")
    tab.close()
