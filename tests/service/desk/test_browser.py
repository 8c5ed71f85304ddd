"""The desk in a real browser: by keyboard alone, accessible in both languages, and on pictures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from registry.ledger.desk.accounts import Role
from registry.ledger.editing.order import Order
from registry.ledger.models import OrganizerEntry
from registry.ledger.runs import RunOutcome
from registry.settings import Settings
from service.firststart import publish_when_empty
from tests.registry.made import group, record, school
from tests.service.web.conftest import chromium
from tests.service.web.test_browser import TAGS, violations
from tests.shared.desk import PASSWORD, Desk

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

DOCS = Path(__file__).parents[3] / "docs" / "screenshots" / "desk"
PICTURES = (
    DOCS if os.environ.get("CEKDIKLAT_DOCS_PICTURES") else DOCS.parents[2] / "tests/e2e/screenshots/desk"
)
SIZE = {"width": 1100, "height": 760}
ID = "npsn-20000001"
BANDUNG = "dinas-3273"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """The embedded registry, some fictional schools and groups, and a reading that waits to be reviewed."""
    settings = Settings(home=tmp_path_factory.mktemp("desk"), rate_limit="")
    publish_when_empty(settings)
    desk = Desk(settings)
    ledger = desk.ledger
    record(ledger, [school(number) for number in range(5)], "daftar-rekaan")
    record(
        ledger,
        [
            group("MGMP Matematika SMP Kabupaten Bandung", key="a"),
            group("Musyawarah Guru Mata Pelajaran Matematika SMP Kab. Bandung", key="b", registration="9"),
        ],
        "daftar-kelompok",
    )
    admin = desk.login(Role.ADMIN)
    admin.post("/publish", {"note": "daftar sekolah rekaan"})
    record(ledger, [school(1, name="SD Negeri Rekaan 1"), school(7)], "daftar-rekaan")
    record(ledger, [school(9)], "situs-rekaan", outcome=RunOutcome.BLOCKED)
    edit(desk, website="https://sdrekaan2.sch.id/profil", organizer_id="npsn-20000002")
    admin.post("/publish/rehearse")
    server = make_server("127.0.0.1", 0, desk.service, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield desk, f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    ledger.close()


def edit(desk: Desk, organizer_id: str = ID, **changes: object) -> None:
    standing = desk.ledger.edits.standing(organizer_id)
    assert standing is not None
    assert standing.facts is not None
    order = Order(organizer_id, standing.version, "budi@desk.example", "menurut papan nama sekolah")
    desk.ledger.edits.edit(order, replace(standing.facts, **changes))  # type: ignore[arg-type]


@pytest.fixture
def admin(chromium: Browser, served: tuple[Desk, str]) -> Iterator[Page]:
    yield from _logged_in(chromium, served, Role.ADMIN)


@pytest.fixture
def maintainer(chromium: Browser, served: tuple[Desk, str]) -> Iterator[Page]:
    yield from _logged_in(chromium, served, Role.MAINTAINER)


def _logged_in(chromium: Browser, served: tuple[Desk, str], role: Role) -> Iterator[Page]:
    desk, address = served
    cookie = desk.login(role).client.get_cookie("desk", path="/desk")
    assert cookie is not None
    context: BrowserContext = chromium.new_context(viewport=SIZE, base_url=address)  # type: ignore[arg-type]
    context.add_cookies([{"name": "desk", "value": cookie.value, "url": f"{address}/desk/"}])
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not [error for error in errors if not any(code in error for code in ("404", "409", "422"))]


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


PAGES = {
    "home": "/desk/",
    "organizers": "/desk/organizers?q=dinas+pendidikan+bandung",
    "organizer": f"/desk/organizers/{BANDUNG}",
    "edit": f"/desk/organizers/{BANDUNG}/edit",
    "new": "/desk/organizers/new",
    "merge": "/desk/organizers/npsn-20000003/merge?into=npsn-20000004",
    "split": f"/desk/organizers/{BANDUNG}/split",
    "review": "/desk/review",
    "duplicates": "/desk/duplicates?kind=working_group",
    "sources": "/desk/sources",
    "import": "/desk/imports",
    "publish": "/desk/publish",
    "export": "/desk/export",
    "figures": "/desk/figures?kind=dinas",
    "accounts": "/desk/accounts",
    "account": "/desk/account",
    "password": "/desk/change",
    "second-factor": "/desk/tf-setup",
    "recovery-codes": "/desk/mf-recovery-codes",
    "again": "/desk/verify",
    "audit": "/desk/audit",
    "missing": "/desk/tidak-ada",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_in_both_languages_and_schemes(admin: Page, name: str) -> None:
    for language, scheme in (("en", "light"), ("id", "dark"), ("id", "light")):
        admin.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        path = PAGES[name]
        admin.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert violations(admin, TAGS) == []
    picture(admin, name)


def test_logging_in_with_a_second_factor_by_keyboard(chromium: Browser, served: tuple[Desk, str]) -> None:
    desk, address = served
    context = chromium.new_context(viewport=SIZE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/desk/organizers")
    assert violations(page, TAGS) == []
    picture(page, "login")
    page.keyboard.type("admin@desk.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tf-validate**")
    assert violations(page, TAGS) == []
    picture(page, "code")
    page.keyboard.type(desk.code("admin@desk.example"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/desk/organizers")
    context.close()


@pytest.mark.parametrize(("letter", "room"), [("a", "/desk/account"), ("r", "/desk/review")])
def test_going_to_a_room_decides_nothing(
    maintainer: Page, served: tuple[Desk, str], letter: str, room: str
) -> None:
    """Where the first entry is chosen already, and offers the same letters to accept and to refuse."""
    maintainer.goto("/desk/review")
    maintainer.get_by_role("link", name="daftar-rekaan").click()
    expect(maintainer.locator(f"[data-current] [data-do={letter}]")).to_have_count(1)
    under_review = maintainer.url
    decided: list[str] = []
    maintainer.on("request", lambda it: decided.append(it.url) if it.method == "POST" else None)
    maintainer.keyboard.press("g")
    maintainer.keyboard.press(letter)
    maintainer.wait_for_url(f"**{room}")
    assert decided == []
    maintainer.goto(under_review)
    expect(maintainer.locator("[data-item]")).to_have_count(2)


def test_a_reading_is_reviewed_by_keyboard_alone(maintainer: Page, served: tuple[Desk, str]) -> None:
    maintainer.goto("/desk/")
    maintainer.keyboard.press("g")
    maintainer.keyboard.press("r")
    maintainer.wait_for_url("**/desk/review")
    maintainer.get_by_role("link", name="daftar-rekaan").focus()
    maintainer.keyboard.press("Enter")
    expect(maintainer.locator("[data-item]")).to_have_count(2)
    assert violations(maintainer, TAGS) == []
    picture(maintainer, "review-one")
    maintainer.keyboard.press("j")
    maintainer.keyboard.press("k")
    expect(maintainer.locator("[data-current] ins", has_text="SD Negeri Rekaan 1")).to_be_visible()
    maintainer.keyboard.press("a")
    expect(maintainer.locator("[data-item]")).to_have_count(1)
    expect(maintainer.locator("[data-current]")).to_have_count(1)  # the script of the new page is there
    maintainer.keyboard.press("r")  # a slip refuses nothing: the reason is asked for
    expect(maintainer.locator("[data-item]")).to_have_count(1)
    expect(maintainer.locator("[data-current] [name=reason]")).to_be_focused()
    maintainer.keyboard.type("bukan sekolah rekaan")
    maintainer.keyboard.press("Enter")
    expect(maintainer.locator("[data-item]")).to_have_count(0)
    desk, _ = served
    gone = desk.ledger.edits.standing("npsn-20000007")
    assert gone is not None
    assert gone.facts is None


def test_two_people_edit_and_the_second_sees_both(maintainer: Page, served: tuple[Desk, str]) -> None:
    desk, _ = served
    maintainer.goto(f"/desk/organizers/{ID}")
    maintainer.keyboard.press("e")
    maintainer.wait_for_url("**/edit")
    edit(desk, name="SD Rekaan Satu (papan nama)", region="32.73")
    maintainer.fill("#name", "SD Rekaan I")
    maintainer.fill("#reason", "menurut surat dinas rekaan")
    maintainer.get_by_role("button", name="Simpan").click()
    expect(maintainer.locator("[role=alert]").first).to_be_focused()
    expect(maintainer.locator("#region")).to_have_value("32.73")
    expect(maintainer.locator("#name")).to_have_value("SD Rekaan I")
    assert violations(maintainer, TAGS) == []
    picture(maintainer, "conflict")


def test_a_list_is_handed_in(maintainer: Page, served: tuple[Desk, str]) -> None:
    rows = "kind,name,region,registration\nschool,SD Baru Rekaan,32.04,20000021\nschool,=1+1,32.04,20000022\n"
    maintainer.goto("/desk/imports")
    file = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": BytesIO(rows.encode()).getvalue()}
    maintainer.set_input_files("#list", file)  # type: ignore[arg-type]
    maintainer.fill("#source", "dinas-rekaan")
    maintainer.get_by_role("button", name="Lihat nasib tiap baris").click()
    expect(maintainer.locator(".fate-refused")).to_have_count(1)
    assert violations(maintainer, TAGS) == []
    picture(maintainer, "import-fates")
    maintainer.get_by_role("button", name="Catat daftar ini").click()
    expect(maintainer.locator(".note").last).to_contain_text("Terbitan")


def test_the_second_factor_is_set_up(maintainer: Page) -> None:
    maintainer.goto("/desk/tf-setup")
    maintainer.get_by_role("button", name="Siapkan aplikasi autentikator").click()
    image = maintainer.get_by_role("img", name="Kode QR untuk aplikasi autentikator")
    assert image.evaluate("image => image.naturalWidth") > 0  # the policy lets it be shown
    assert violations(maintainer, TAGS) == []
    picture(maintainer, "second-factor-setup")


def test_a_strangers_name_runs_nothing(maintainer: Page, served: tuple[Desk, str]) -> None:
    desk, _ = served
    bad = "<img src=x onerror=document.title='terkena'><script>document.title='terkena'</script>"
    record(desk.ledger, [group(f"KKG {bad}", registration="jahat-1")], "daftar-rekaan")
    with desk.ledger.reading() as session:
        found = session.query(OrganizerEntry.id).filter_by(registration="jahat1").scalar()
    for path in ("", "/edit", "/split", f"/merge?into={ID}"):
        maintainer.goto(f"/desk/organizers/{found}{path}")
        assert "terkena" not in maintainer.title().split("·")[-1]
        assert maintainer.locator("main img").count() == 0
