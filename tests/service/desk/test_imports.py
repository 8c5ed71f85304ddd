"""Lists handed in at the desk: the fate of each row is shown before anything is recorded."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from registry.ledger.desk.accounts import Role
from registry.ledger.desk.audit import AuditFilter
from registry.ledger.sources import SourceInfo, Trust
from service.desk.imports.upload import keep
from service.desk.stores import Stores
from tests.registry.made import record, school
from tests.shared.desk import Browser, Desk

ROWS = [
    ["kind", "name", "region", "registration"],
    ["school", "SD Rekaan Satu Baru", "32.04", "20000001"],
    ["school", "SD Rekaan Dua", "32.04", "20000002"],
    ["school", "=HYPERLINK(A1)", "32.04", "20000003"],
    ["school", "SD <b>Rekaan</b> Empat", "Kabupaten Entah", "20000004"],
]
CSV = "\n".join(",".join(row) for row in ROWS).encode()


def workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    for row in ROWS:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def hand_in(browser: Browser, content: bytes, name: str, **form: str) -> Any:
    data = {"list": (BytesIO(content), name), "source": "daftar-dinas", "date": "2026-03-01"} | form
    return browser.post("/imports", data, content_type="multipart/form-data")


@pytest.mark.parametrize(("content", "name"), [(CSV, "daftar.csv"), (workbook(), "daftar.xlsx")])
def test_each_row_shows_its_fate_and_nothing_is_recorded_yet(desk: Desk, content: bytes, name: str) -> None:
    siti = desk.login(Role.MAINTAINER)
    path = hand_in(siti, content, name).location.removeprefix("/desk")
    page = siti.text(path)
    assert page.count('class="fate-new"') == 2
    assert page.count('class="fate-refused"') == 2
    assert ("would run as a formula" in page) == name.endswith(".csv")  # a workbook keeps no such text
    assert "region:" in page
    assert desk.ledger.sources.all() == []
    assert siti.post(path).status_code == 302
    assert desk.ledger.edits.standing("npsn-20000002") is not None
    [entry] = desk.ledger.audit.page(AuditFilter(action="source.import"))
    assert (entry.actor, entry.subject) == ("maintainer@desk.example", "daftar-dinas")
    assert siti.post(path).status_code == 302  # whoever presses twice is shown the list again …
    assert [it.action for it in desk.ledger.audit.page(AuditFilter(action="source.import"))] == [
        "source.import"
    ], "… which is taken once"


def test_what_a_killed_process_left_is_taken_up_and_what_failed_can_be_tried_again(desk: Desk) -> None:
    siti = desk.login(Role.MAINTAINER)
    path = hand_in(siti, CSV, "daftar.csv").location.removeprefix("/desk")
    work, jobs = desk.stores.start_work, desk.ledger.jobs

    def killed(_stores: Stores) -> None:
        assert jobs.claim(["desk_import"], "killed", timedelta(seconds=-1)) is not None

    desk.stores.start_work = killed
    siti.post(path)
    desk.stores.start_work = work
    siti.get(path)
    page = siti.text(path)
    assert "data-refresh" not in page
    assert desk.ledger.edits.standing("npsn-20000002") is not None
    other = hand_in(siti, CSV + b"\n", "daftar.csv").location.removeprefix("/desk")

    def failing(_stores: Stores) -> None:
        job = jobs.claim(["desk_import"], "failing", timedelta(minutes=1))
        assert job is not None
        jobs.fail(job, "the disk is full")

    desk.stores.start_work = failing
    siti.post(other)
    desk.stores.start_work = work
    assert "Catat daftar ini" in siti.text(other)
    assert siti.post(other).status_code == 302
    assert "Tercatat sebagai pembacaan" in siti.text(other)


def test_changed_and_same_rows_are_told_apart(desk: Desk) -> None:
    siti = desk.login(Role.MAINTAINER)
    first = CSV.replace(b"SD Rekaan Satu Baru", b"SD Rekaan Satu")
    siti.post(hand_in(siti, first, "daftar.csv").location.removeprefix("/desk"))
    page = siti.text(hand_in(siti, CSV, "daftar.csv").location.removeprefix("/desk"))
    assert page.count('class="fate-changed"') == 1
    assert page.count('class="fate-same"') == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"PK\x03\x04 bukan buku kerja", "daftar.xlsx", "no Excel workbook"),
        (b"", "daftar.csv", "empty"),
        (b"a,b\n1,2", "daftar.csv", "missing: kind, name"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(
    desk: Desk, content: bytes, name: str, said: str
) -> None:
    siti = desk.login(Role.MAINTAINER)
    page = siti.text(hand_in(siti, content, name).location.removeprefix("/desk"))
    assert said in page


def test_other_kinds_of_files_are_not_kept(desk: Desk) -> None:
    answer = hand_in(desk.login(Role.MAINTAINER), b"x", "../../daftar.exe")
    assert answer.status_code == 422
    assert not (desk.settings.home / "uploads").exists()


def test_a_crawled_source_cannot_be_written_over_by_hand(desk: Desk) -> None:
    record(desk.ledger, [school(1)], SourceInfo("situs-rekaan", trust=Trust.SITE))
    assert hand_in(desk.login(Role.MAINTAINER), CSV, "daftar.csv", source="situs-rekaan").status_code == 422


def test_only_tokens_of_ours_are_looked_up(desk: Desk) -> None:
    siti = desk.login(Role.MAINTAINER)
    keep(desk.settings.home, "daftar.csv", BytesIO(CSV))
    for token in ("..", "%2e%2e", "secret", "0" * 24):
        assert siti.get(f"/imports/{token}").status_code in (404, 308)
