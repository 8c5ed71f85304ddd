"""The pages in a real browser, as a tired teacher on a cheap telephone sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from registry.ledger.ledger import Ledger
from registry.ledger.resolutions import Resolution

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
SCREENSHOTS = Path(__file__).parents[2] / "e2e" / "screenshots"
PHONE, DESKTOP = (360, 740), (1280, 800)
SIZES = {"phone": PHONE, "desktop": DESKTOP}
ZOOMED = (180, 370)  # the telephone at 200%

FORM = "https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform"
INVITATION = (
    "Dinas Pendidikan Kota Bandung (rekaan) mengundang guru mengikuti webinar literasi,"
    f" Sabtu, 5 Desember 2026 pukul 09.00 WIB bersama pengawas. Gratis. Daftar: {FORM}"
)
MESSAGES = {
    "recognized": "https://guru.kemendikdasmen.go.id/",
    "claimed": INVITATION,
    "unknown": "Kombel Pelita Senja (rekaan) berbagi praktik baik, Jumat 11 Desember 2026. https://forms.gle/x",
    "caution": INVITATION
    + "\nWajib share ke 3 grup WhatsApp dan kirim bukti screenshot. Sertifikat 32 JP Rp50.000.",
    "danger": INVITATION + "\nMasukkan kata sandi akun belajar.id Anda.",
}
PAGES = {
    "home": "/",
    "example": "/?contoh=1",
    "search": "/penyelenggara?q=disdik+bandung",
    "list": "/penyelenggara?jenis=working_group&hal=2",
    "organizer": "/penyelenggara/dinas-3273",
    "coverage": "/cakupan?jenis=working_group",
    "plan": "/rencana",
    "duty": "/wajib?status=asn&year=2024",
    "about": "/tentang",
    "privacy": "/privasi",
    "offline": "/luring",
    "missing": "/tidak-ada",
}
PLAN = {
    "year": "2024", "report": "Literasi membaca", "target": "Umpan balik yang lebih cepat",
    "k1-name": "Webinar literasi (rekaan)", "k1-kind": "A09", "k1-quantity": "2", "k1-first": "2024-03-02",
    "k2-kind": "A01", "k2-quantity": "3", "k2-goal": "Merancang pembelajaran berdiferensiasi",
    "conduct": "Kolaboratif", "indicator": "membuka kelas bagi rekan",
}  # fmt: skip


@contextmanager
def opened(browser: Browser, size: tuple[int, int] = PHONE, **options: Any) -> Iterator[Page]:
    """A fresh browser without cookies; no page may log an error (a refused script or style is one)."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not [error for error in errors if "404" not in error and "ERR_INTERNET_DISCONNECTED" not in error]


def ask(page: Page, address: str, message: str, language: str) -> None:
    page.goto(f"{address}/?lang={language}")
    page.fill("#teks", message)
    page.click("form.check button")
    page.wait_for_selector("#hasil")


TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


def violations(page: Page, rules: dict[str, Any] = TAGS) -> list[str]:
    """What axe finds, with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", rules)
    return [
        f"{it['id']}: {json.dumps([n['html'][:120] for n in it['nodes'][:3]])}" for it in found["violations"]
    ]


def test_axe_would_find_something(chromium: Browser) -> None:
    with opened(chromium) as page:
        page.set_content("<html><body><button></button></body></html>")
        assert any("button-name" in it for it in violations(page))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_accessible_and_pictured(chromium: Browser, address: str, language: str) -> None:
    """Telephone and desktop, light and dark; nothing scrolls sideways, even at 200%."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    # Without motion: in the middle of a transition from light to dark no contrast is what it will be.
    with opened(chromium, reduced_motion="reduce") as page:
        page.goto(f"{address}/?lang={language}")
        for name in visit_all(page, address, language):
            if wrong := looked_at(page, language, name):
                found[name] = wrong
    assert not found


def visit_all(page: Page, address: str, language: str) -> Iterator[str]:
    """Every page and every level, one after the other."""
    for name, path in PAGES.items():
        page.goto(address + path)
        yield name
    for level, message in MESSAGES.items():
        ask(page, address, message, language)
        expect(page.locator(f".verdict.level-{level}")).to_be_visible()
        box = page.locator(".verdict .now").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE[1], f"{level}: what to do now is below the fold"
        page.screenshot(path=SCREENSHOTS / f"web-first-sight-{language}-{level}.png")
        yield level
    plan(page, address)
    yield "summary"


VIEWS: tuple[tuple[str, Literal["light", "dark"], dict[str, Any]], ...] = (
    ("phone", "light", TAGS),
    ("phone", "dark", CONTRAST),
    ("desktop", "light", TAGS),
    ("desktop", "dark", CONTRAST),
)


def looked_at(page: Page, language: str, name: str) -> list[str]:
    """What is wrong with the page that is shown; leaves a picture of each device and one in the dark."""
    wrong = []
    for device, scheme, rules in VIEWS:
        size = SIZES[device]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{device} {scheme} {it}" for it in violations(page, rules)]
        dark = "-dark" if scheme == "dark" else ""
        picture = SCREENSHOTS / f"web-{device}-{language}-{name}{dark}.png"
        page.screenshot(path=picture, full_page=True)
        wrong += [f"{device} scrolls sideways"] if sideways(page) else []
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    wrong += ["200% scrolls sideways"] if sideways(page) else []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return wrong


def sideways(page: Page) -> bool:
    scrolls: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return scrolls


def plan(page: Page, address: str) -> None:
    """A plan for 2024, filled in and summed up."""
    page.goto(f"{address}/rencana")
    for name, value in PLAN.items():
        field = page.locator(f"#{name}")
        for closed in field.locator("xpath=ancestor::details[not(@open)]/summary").all():
            closed.click()
        if field.evaluate("it => it.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("button[name=do][value=sum]").last.click()
    page.wait_for_selector("#rangkuman")


def test_everything_works_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        ask(page, address, INVITATION, "id")
        expect(page.locator("#hasil")).to_contain_text("belum terbukti")
        page.click(".switch button")
        expect(page.locator("#hasil")).to_contain_text("not proven")
        page.goto(f"{address}/rencana?lang=id")
        page.select_option("#year", "2024")
        page.select_option("#k1-kind", "A01")
        page.fill("#k1-quantity", "4")
        page.click("text=Hitung dan rangkum")
        expect(page.locator("tfoot")).to_contain_text("32")


def test_the_text_for_the_group_can_be_copied(chromium: Browser, address: str) -> None:
    with opened(chromium, permissions=["clipboard-read", "clipboard-write"]) as page:
        ask(page, address, MESSAGES["caution"], "id")
        page.click("#bagikan ~ .buttons button[data-copy]")
        expect(page.locator("#bagikan ~ .buttons button[data-copy]")).to_have_text("Tersalin")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "*Tanyakan dulu*" in copied
        assert "share ke 3 grup" not in copied, "quotes may hold names and numbers of people"


def test_a_plan_stays_in_this_browser_until_it_is_deleted(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(f"{address}/rencana")
        page.click("text=Tambah kegiatan")
        page.fill("#k3-name", "Kegiatan ketiga")
        page.goto(f"{address}/rencana")
        expect(page.locator("#k3-name")).to_have_value("Kegiatan ketiga")
        page.click("text=Hapus isian")
        expect(page.locator("#k3-name")).to_have_count(0)


@pytest.mark.parametrize("start", ["restored", "typed"])
def test_a_plan_survives_the_other_language(chromium: Browser, address: str, start: str) -> None:
    entered = {"#k1-name": "Kegiatan pertama", "#report": "Literasi", "#k3-name": "Kegiatan ketiga"}
    with opened(chromium) as page:
        page.goto(f"{address}/rencana?lang=id")
        page.click("text=Tambah kegiatan")
        for field, value in entered.items():
            page.fill(field, value)
        if start == "restored":
            page.goto(f"{address}/rencana")
        for heading in ("Learning plan", "Rencana belajar"):
            page.click("form.switch button")
            expect(page.locator("h1")).to_have_text(heading)
            for field, value in entered.items():
                expect(page.locator(field)).to_have_value(value)
        page.goto(f"{address}/rencana")
        expect(page.locator("#k1-name")).to_have_value("Kegiatan pertama")


def test_the_other_language_keeps_what_was_typed(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(f"{address}/lapor?lang=id")
        page.fill("#note", "catatan rekaan")
        page.check("[type=radio][value=our_event]")
        page.click("form.switch button")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("#note")).to_have_value("catatan rekaan")
        expect(page.locator("[type=radio][value=our_event]")).to_be_checked()
        assert page.url == f"{address}/lapor"
        page.goto(f"{address}/?lang=id")
        page.fill("#teks", INVITATION)
        page.click("form.switch button")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("#teks")).to_have_value(INVITATION)


def test_back_shows_the_answer_again(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        ask(page, address, INVITATION, "id")
        page.click("main a[href^='/penyelenggara/']")
        expect(page.locator("#alamat")).to_be_visible()
        page.go_back()
        expect(page.locator("#hasil")).to_be_visible()


def test_paper_carries_the_summary_and_the_checklists_only(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        plan(page, address)
        page.emulate_media(media="print")
        expect(page.locator(".signatures")).to_be_visible()
        expect(page.locator("#periksa")).to_be_visible()
        for hidden in ("form[data-keep]", ".bottom", ".switch", "button[data-print]"):
            expect(page.locator(hidden).first).to_be_hidden()


@pytest.mark.parametrize(
    ("outcome", "said"), [("resolved", "guru.kemendikdasmen.go.id"), ("dead", "tidak bisa kami buka")]
)
def test_a_short_link_is_followed_until_it_is_open(
    chromium: Browser, address: str, app: Flask, outcome: str, said: str
) -> None:
    """The page asks how far the worker is, and checks again by itself when the worker is done."""
    key = f"short:s.id/pelita-rekaan-{outcome}"
    with opened(chromium) as page:
        ask(page, address, f"Webinar guru, daftar di https://{key.partition(':')[2]}", "id")
        expect(page.locator("[data-pending]")).to_be_visible()
        work_through(app.extensions["answering"].jobs._ledger, key, outcome)
        expect(page.locator("main")).to_contain_text(said, timeout=15_000)
        expect(page.locator("[data-pending]")).to_have_count(0)


def work_through(ledger: Ledger, key: str, outcome: str) -> None:
    """What a worker does with everything in the queue; other tests asked, too."""
    while job := ledger.jobs.claim(["resolve"], "test", timedelta(minutes=1)):
        if job.key != key or outcome != "resolved":
            ledger.jobs.fail(job, outcome)
            continue
        hops = ({"url": f"https://{key.partition(':')[2]}"}, {"url": "https://guru.kemendikdasmen.go.id/"})
        end = "host:guru.kemendikdasmen.go.id"
        ledger.resolutions.record(Resolution(key, outcome, datetime.now(UTC), end, hops))
        ledger.jobs.complete(job)


KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
  }
  return urls;
}"""


def test_it_can_be_installed_and_says_so_without_a_connection(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(f"{address}/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        problems = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")
        assert not [it for it in problems["installabilityErrors"] if it["errorId"] != "in-incognito"]
        ask(page, address, INVITATION, "id")
        kept = page.evaluate(
            "caches.keys().then(n => caches.open(n[0])).then(c => c.keys()).then(k => k.map(r => r.url))"
        )
        assert kept
        assert not [url for url in kept if "cek?" in url or url.endswith("/cek")]
        page.context.set_offline(True)
        page.goto(f"{address}/wajib")
        expect(page.locator("h1")).to_have_text("Tidak ada sambungan")
        page.context.set_offline(False)


def test_the_keyboard_leads_from_the_question_to_the_answer(chromium: Browser, address: str) -> None:
    with opened(chromium, DESKTOP) as page:
        page.goto(f"{address}/")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.locator("#teks").focus()
        page.keyboard.insert_text(INVITATION)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#hasil")


def test_touch_targets_are_big_enough(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        for path in ("/", "/rencana", "/wajib"):
            page.goto(address + path)
            small = page.evaluate(
                "[...document.querySelectorAll('button:not(.first-submit), select, textarea, a.switch')]"
                ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
            )
            assert not small


def test_the_pages_are_light(chromium: Browser, address: str) -> None:
    """A cheap telephone on a bad line: everything the first page needs, uncompressed."""
    with opened(chromium) as page:
        sizes: list[int] = []
        page.on("response", lambda response: sizes.append(len(response.body())))
        page.goto(f"{address}/", wait_until="networkidle")
        assert sum(sizes) < 50_000
