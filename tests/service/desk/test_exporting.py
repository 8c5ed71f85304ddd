"""Downloads of the desk, and the figures page."""

from __future__ import annotations

import csv
import json
import sqlite3
from io import StringIO
from pathlib import Path

import pytest

from registry.ledger.desk.accounts import Role
from registry.organizer import Alias
from service.metrics import verdicts_by_level
from tests.registry.made import group, record, school
from tests.shared.desk import Browser, Desk


@pytest.fixture
def published(desk: Desk) -> tuple[Desk, Browser]:
    bad = "=HYPERLINK(A1)"
    record(desk.ledger, [school(1), school(2), group(f"MGMP {bad}", aliases=(Alias(bad),), region="32")])
    admin = desk.login(Role.ADMIN)
    admin.post("/publish", {"note": "terbitan pertama"})
    return desk, admin


def test_the_registry_as_lines_and_as_a_database(published: tuple[Desk, Browser], tmp_path: Path) -> None:
    _, admin = published
    rows = list(csv.DictReader(StringIO(admin.text("/export/organizers.csv"))))
    assert len(rows) == 3
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert len([json.loads(line) for line in admin.text("/export/organizers.jsonl").splitlines()]) == 3
    path = tmp_path / "registry.db"
    path.write_bytes(admin.get("/export/registry.db").get_data())
    assert sqlite3.connect(path).execute("SELECT count(*) FROM organizer").fetchone() == (3,)


def test_what_changed_since_a_version(published: tuple[Desk, Browser]) -> None:
    desk, admin = published
    first = desk.stores.snapshots.current().version
    record(desk.ledger, [school(1, name="SD Berubah")])
    admin.post("/publish", {"note": "terbitan kedua"})
    assert "SD Berubah" in admin.text(f"/export/changes.csv?since={first}")
    assert first in admin.text("/export")
    assert admin.get("/export/changes.csv?since=../../secret").status_code == 404


def test_the_log_is_for_admins_and_carries_its_hashes(published: tuple[Desk, Browser]) -> None:
    desk, admin = published
    lines = [json.loads(line) for line in admin.text("/export/audit.jsonl").splitlines()]
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert lines[-1]["action"] == "audit.export"
    assert lines[-1]["hash"] == desk.ledger.audit.head()[1].hex()
    assert desk.login(Role.OBSERVER).get("/export/audit.csv").status_code == 403


def test_the_figures_show_what_was_checked_and_what_is_covered(published: tuple[Desk, Browser]) -> None:
    desk, admin = published
    before = verdicts_by_level().get("unknown", 0)
    desk.service.test_client().post("/v1/check", json={"text": "Webinar guru"})
    page = admin.text("/figures?kind=school")
    assert "<svg" in page
    assert ">Jawa Barat</text>" in page.replace("\n", "")
    assert f"<strong>{before + 1}</strong> belum dikenal" in page
