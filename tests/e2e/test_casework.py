"""A report becomes a warning, an objection ends it: teacher, two admins, worker, organizer, real browsers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from registry.ledger.desk.accounts import Role
from registry.settings import Settings
from tests.e2e.browser import PHONE, wait_until
from tests.e2e.installed import Extension
from tests.e2e.site import Site
from tests.e2e.test_real_service import answers
from tests.shared.desk import PASSWORD, Desk
from tests.shared.ledgers import new_database, postgres_url

__all__ = ["postgres_url"]

pytestmark = pytest.mark.browser

WITHIN = 60
"""Seconds: a decision must reach teachers within a minute."""
LOOKING = f"""
from crawler import deciding
from registry.cli import main
assert deciding.EVERY <= {WITHIN / 2}, "no time is left to publish"
deciding.EVERY = 1.0
main(["worker"])
"""
"""A worker as it is, but that it looks for decisions every second: nobody has to sit through the pauses."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running service with its desk, and the accounts of two admins."""

    address: str
    desk: Desk
    engine: str

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """An answer of the interface."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as response:
            answer: dict[str, Any] = json.load(response)
        return answer

    def level(self, link: str) -> str:
        """What a check of a bare link says."""
        return str(self.ask("/v1/check", {"url": link})["level"])


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """``cekdiklat serve`` with its worker, on each engine."""
    home = tmp_path_factory.mktemp("casework")
    url = None if request.param == "sqlite" else new_database(request.getfixturevalue("postgres_url"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"CEKDIKLAT_HOME": str(home), "CEKDIKLAT_RATE_LIMIT": ""}
    if url:
        environment["CEKDIKLAT_LEDGER_URL"] = url
    log = (home / "log").open("wb")
    serve = ("serve", "--port", str(port), "--workers", "1", "--no-worker")
    process = subprocess.Popen(
        [Path(sys.executable).with_name("cekdiklat"), *serve], env=environment, stdout=log, stderr=log
    )
    beside: list[subprocess.Popen[bytes]] = []
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: process.poll() is not None or answers(f"{address}/readyz"), "the service", 120)
        assert process.poll() is None, (home / "log").read_text()
        beside.append(
            subprocess.Popen([sys.executable, "-c", LOOKING], env=environment, stdout=log, stderr=log)
        )
        desk = Desk(Settings(home=home, ledger_url=url, rate_limit=""))
        desk.account("kedua@desk.example", Role.ADMIN)
        yield Served(address, desk, request.param)
        desk.ledger.close()
    finally:
        for started in (process, *beside):
            started.terminate()
            started.wait(20)
        log.close()


@pytest.fixture(scope="module")
def plain_browser(playwright_once: Playwright) -> Iterator[Browser]:
    """A browser without the extension, for the desk and the organizer's page."""
    browser = playwright_once.chromium.launch(executable_path="/usr/bin/chromium")
    yield browser
    browser.close()


def admin_page(browser: Browser, served: Served, email: str) -> Page:
    """A page of somebody who logged in at the desk with password and second factor."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{served.address}/desk/login")
    page.get_by_label("Surel").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button").first.click()
    page.locator("input[name=code]").fill(served.desk.code(email))
    page.locator("main button").first.click()
    page.wait_for_url("**/desk/**")
    return page


def test_a_report_becomes_a_warning_and_an_objection_ends_it(
    served: Served, chromium: Extension, site: Site, plain_browser: Browser, screenshots: Path
) -> None:
    form = f"1FAIpQLSeKasus{served.engine}"
    address = site.put_file(f"docs.google.com/forms/d/e/{form}/viewform", "gform_dinas.html")
    link = f"https://docs.google.com/forms/d/e/{form}/viewform"
    assert served.level(link) == "unknown"

    report = {"kind": "missed", "link": f"gform:{form}", "level": "unknown", "note": "meminta sandi (rekaan)"}
    number = served.ask("/v1/reports", report)["case"]

    first = admin_page(plain_browser, served, "admin@desk.example")
    first.goto(f"{served.address}/desk/cases")
    first.get_by_role("link", name=number).click()
    first.screenshot(path=screenshots / f"desk-case-{served.engine}.png", full_page=True)
    first.get_by_label("Dasar").select_option("credentials")
    first.get_by_label("Catatan: apa buktinya?").fill("Isian ketiga meminta sandi akun (rekaan).")
    first.get_by_role("button", name="Simpan keputusan").click()
    first.get_by_text("menunggu admin kedua").wait_for()
    assert served.level(link) == "unknown", "one admin is not enough"

    second = admin_page(plain_browser, served, "kedua@desk.example")
    second.goto(f"{served.address}/desk/decisions")
    second.get_by_role("button", name="Setujui keputusan ini").click()
    wait_until(lambda: served.level(link) == "danger", "the flag", WITHIN)

    chromium.set(service=served.address)
    tab = chromium.browser.open("about:blank")
    tab.resize(*PHONE)
    tab.goto(address)
    tab.wait("location.pathname.endsWith('danger.html') && document.querySelector('.danger') !== null")
    shown = tab.evaluate("document.body.innerText")
    assert number in shown
    assert "meminta kata sandi atau kode rahasia" in shown
    tab.screenshot(screenshots / f"flagged-{served.engine}-phone.png")
    tab.close()

    objection = served.ask("/v1/reports", {"kind": "our_event", "link": f"gform:{form}"})
    organizer = plain_browser.new_page()
    organizer.goto(f"{served.address}{objection['page']}")
    organizer.get_by_label("Pesan").fill("Formulir ini milik kami dan sudah diperbaiki (rekaan).")
    organizer.get_by_role("button", name="Kirim").click()
    organizer.get_by_text("sudah diperbaiki").wait_for()

    second.goto(f"{served.address}/desk/appeals")
    second.get_by_role("link", name=objection["case"]).click()
    second.get_by_label("Jawaban").select_option("granted")
    second.get_by_role("button", name="Jawab").click()
    second.get_by_text("Jawaban dikirim.").wait_for()
    second.get_by_label("Keputusan").select_option("clear")
    second.get_by_label("Dasar").select_option("owner_proven")
    second.get_by_label("Catatan: apa buktinya?").fill("Pemilik menunjukkan halaman dinas (rekaan).")
    second.get_by_role("button", name="Simpan keputusan").click()
    second.get_by_text("berlaku setelah admin kedua setuju").wait_for()
    assert served.level(link) == "danger", "two agreed on the flag: one is not enough to end it"
    first.goto(f"{served.address}/desk/decisions")
    first.get_by_role("button", name="Setujui keputusan ini").click()
    wait_until(lambda: served.level(link) == "unknown", "the flag to go", WITHIN)

    organizer.reload()
    assert "dikabulkan" in organizer.locator("main").inner_text()
    chromium.reset(served.address)
    tab = chromium.browser.open("about:blank")
    tab.goto(address)
    assert chromium.banner(tab).tone != "danger"
    tab.close()
    auditor = served.desk.login(Role.ADMIN)
    for case in (number, objection["case"]):
        assert auditor.text(f"/audit?subject={case}").count("decision.second") == 1
