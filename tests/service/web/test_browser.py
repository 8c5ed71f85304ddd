"""The pages in a real browser, as a tired teacher on a cheap telephone sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
SCREENSHOTS = Path(__file__).parents[2] / "e2e" / "screenshots"
PHONE, DESKTOP = (360, 740), (1100, 800)

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
    "search": "/penyelenggara?q=disdik+bandung",
    "organizer": "/penyelenggara/dinas-3273",
    "plan": "/rencana",
    "duty": "/wajib?status=asn&year=2024",
    "missing": "/tidak-ada",
}


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
    assert not [error for error in errors if "404" not in error]


def ask(page: Page, address: str, message: str, language: str) -> None:
    page.goto(f"{address}/?lang={language}")
    page.fill("#teks", message)
    page.click("form.check button")
    page.wait_for_selector("#hasil")


def violations(page: Page) -> list[str]:
    """What axe finds, with the elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags})",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    )
    return [
        f"{it['id']}: {json.dumps([n['html'][:120] for n in it['nodes'][:3]])}" for it in found["violations"]
    ]


def test_axe_would_find_something(chromium: Browser) -> None:
    with opened(chromium) as page:
        page.set_content("<html><body><button></button></body></html>")
        assert any("button-name" in it for it in violations(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_accessible(chromium: Browser, address: str, language: str, scheme: Any) -> None:
    found: dict[str, list[str]] = {}
    with opened(chromium, color_scheme=scheme) as page:
        page.goto(f"{address}/?lang={language}")
        for name, path in PAGES.items():
            page.goto(address + path)
            found[name] = violations(page)
        for level, message in MESSAGES.items():
            ask(page, address, message, language)
            expect(page.locator(f".verdict.level-{level}")).to_be_visible()
            found[level] = violations(page)
    assert not {name: it for name, it in found.items() if it}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("device", "size"), [("phone", PHONE), ("desktop", DESKTOP)])
def test_pictures_of_every_page(
    chromium: Browser, address: str, device: str, size: tuple[int, int], language: str
) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with opened(chromium, size) as page:
        page.goto(f"{address}/?lang={language}")
        for name, path in PAGES.items():
            page.goto(address + path)
            picture(page, f"web-{device}-{language}-{name}")
        for level, message in MESSAGES.items():
            ask(page, address, message, language)
            picture(page, f"web-{device}-{language}-{level}")


def picture(page: Page, name: str) -> None:
    """A picture of the whole page, which never scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def test_everything_works_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        ask(page, address, INVITATION, "id")
        expect(page.locator("#hasil")).to_contain_text("belum terbukti")
        page.click(".switch button")
        expect(page.locator("#hasil")).to_contain_text("not proven")
        page.goto(f"{address}/rencana?lang=id")
        page.select_option("#year", "2024")
        page.fill("#A01-quantity", "4")
        page.click("text=Hitung dan rangkum")
        expect(page.locator("tfoot")).to_contain_text("32")


def test_the_text_for_the_group_can_be_copied(chromium: Browser, address: str) -> None:
    with opened(chromium, permissions=["clipboard-read", "clipboard-write"]) as page:
        ask(page, address, MESSAGES["caution"], "id")
        page.click("text=Salin teks")
        expect(page.locator("button[data-copy]")).to_have_text("Tersalin")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "*Tanyakan dulu*" in copied
        assert "share ke 3 grup" not in copied, "quotes may hold names and numbers of people"


def test_a_plan_stays_in_this_browser_until_it_is_deleted(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(f"{address}/rencana")
        page.fill("#A01-quantity", "3")
        page.goto(f"{address}/rencana")
        expect(page.locator("#A01-quantity")).to_have_value("3")
        page.click("text=Hapus isian")
        expect(page.locator("#A01-quantity")).to_have_value("")


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
                "[...document.querySelectorAll('button, select, textarea, nav a, .brand, a.switch, summary')]"
                ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
            )
            assert not small


def test_the_pages_are_light(chromium: Browser, address: str) -> None:
    """A cheap telephone on a bad line: everything the first page needs, uncompressed."""
    with opened(chromium) as page:
        sizes: list[int] = []
        page.on("response", lambda response: sizes.append(len(response.body())))
        page.goto(f"{address}/", wait_until="networkidle")
        assert sum(sizes) < 40_000
