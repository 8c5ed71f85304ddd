"""Casework in a real browser: accessible in both languages and schemes, at phone width, on pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from registry.decision import Action, Ground
from registry.ledger.cases.appeals import Author, Message
from registry.ledger.cases.made import Draft
from registry.ledger.cases.proposals import Draft as Proposed
from registry.ledger.cases.proposals import Role as Proposer
from registry.ledger.cases.reports import Report, ReportKind
from registry.ledger.desk.accounts import Role
from registry.organizer import Kind
from registry.settings import Settings
from service.firststart import publish_when_empty
from tests.registry.made import DAY
from tests.service.web.conftest import chromium
from tests.service.web.test_browser import TAGS, violations
from tests.shared.desk import Desk

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

DOCS = Path(__file__).parents[3] / "docs" / "screenshots" / "desk"
PICTURES = (
    DOCS if os.environ.get("CEKDIKLAT_DOCS_PICTURES") else DOCS.parents[2] / "tests/e2e/screenshots/desk"
)
NOON = datetime.combine(DAY, time(12), UTC)
IMITATION = "host:disdik-kotabandung.my.id"


class Served:
    """A running desk with a case, a flag that waits, an objection and a proposal; all of it fictional."""

    def __init__(self, home: Path) -> None:
        settings = Settings(home=home, rate_limit="")
        publish_when_empty(settings)
        self.desk = Desk(settings)
        ledger = self.desk.ledger
        for note in ("meminta sandi akun (rekaan)", "tautan ini beredar di grup sekolah (rekaan)"):
            report = Report(
                ReportKind.MISSED, IMITATION, "unknown", None, "Bimtek (rekaan)", "Masukkan sandi", note
            )
            case = ledger.reports.receive(report).case
        self.case = case.number
        flag = Draft(case.number, 1, Action.FLAG, Ground.CREDENTIALS, "isian ketiga meminta sandi akun")
        ledger.decisions.make(flag, "kedua@desk.example")
        objected = ledger.reports.receive(Report(ReportKind.OUR_EVENT, "gform:1FAIpQLSrekaan"))
        self.objection, self.secret = objected.case.number, objected.secret or ""
        [appeal] = ledger.appeals.of_case(self.objection)
        ledger.appeals.write(appeal.id, Message(Author.ORGANIZER, "Ini formulir MGMP kami (rekaan).", NOON))
        proposed = Proposed(
            Proposer.ORGANIZER,
            Kind.WORKING_GROUP,
            "MGMP Rekaan SMP Kabupaten Bandung",
            region="32.04",
            evidence={"letter": "SK 1/2026 (rekaan)"},
            host="mgmp-rekaan.or.id",
            mail="pengurus@mgmp-rekaan.or.id",
        )
        made, self.proposal_secret = ledger.proposals.submit(proposed)
        self.proposal = made.number
        self._server = make_server("127.0.0.1", 0, self.desk.service, threaded=True)
        self.address = f"http://127.0.0.1:{self._server.port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def paths(self) -> dict[str, str]:
        """Every page of casework, by the name of its picture."""
        return {
            "cases": "/desk/cases",
            "case": f"/desk/cases/{self.case}",
            "decisions": "/desk/decisions",
            "appeals": "/desk/appeals",
            "case-with-appeal": f"/desk/cases/{self.objection}",
            "proposals": "/desk/proposals",
            "proposal": f"/desk/proposals/{self.proposal}",
            "report": "/lapor?tautan=https://s.id/rekaan",
            "case-state": f"/kasus?nomor={self.case}",
            "talk": f"/keberatan/{self.objection}/{self.secret}",
            "propose": "/ajukan",
            "own-proposal": f"/usulan/{self.proposal}/{self.proposal_secret}",
        }

    def close(self) -> None:
        self._server.shutdown()
        self.desk.ledger.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = Served(tmp_path_factory.mktemp("casework"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """A page of an admin who is logged in."""
    cookie = served.desk.login(Role.ADMIN).client.get_cookie("desk", path="/desk")
    assert cookie is not None
    context = chromium.new_context(base_url=served.address)
    context.add_cookies([{"name": "desk", "value": cookie.value, "url": f"{served.address}/desk/"}])
    yield context.new_page()
    context.close()


def test_every_page_is_accessible_and_fits_a_phone(page: Page, served: Served) -> None:
    wrong = []
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, path in served.paths().items():
        for language, scheme, width in (("en", "light", 1100), ("id", "dark", 360), ("id", "light", 1100)):
            page.set_viewport_size({"width": width, "height": 760})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
            wrong += [f"{name} {language} {scheme}: {it}" for it in violations(page, TAGS)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{name} {width}: wider than the screen")
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    assert wrong == []


def test_what_differs_in_an_imitation_is_marked(page: Page, served: Served) -> None:
    page.goto(f"/desk/cases/{served.case}?lang=id")
    assert page.locator("mark").count() >= 1
    assert "bandung.go.id" in page.locator("main").inner_text()
