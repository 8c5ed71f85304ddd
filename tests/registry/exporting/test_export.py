"""The registry for others: whole, with licence and provenance, what changed since, and never a formula."""

from __future__ import annotations

import csv
import json
import sqlite3
from io import StringIO
from pathlib import Path

import pytest

from registry.exporting.cells import csv_lines
from registry.exporting.database import write_database
from registry.exporting.tables import CHANGES, as_csv, as_jsonl, change_rows, decision_rows
from registry.ledger import Ledger
from registry.snapshot.errors import SnapshotError
from registry.snapshot.store import SnapshotStore
from tests.registry.made import put_out, record, school, snapshots


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", " ="])
def test_no_cell_runs_as_a_formula(start: str) -> None:
    [_, line] = csv_lines(["a", "b"], [[f"{start}HYPERLINK(A1)", "SD =1+1"]])
    [[cell, other]] = csv.reader(StringIO(line))
    assert cell.startswith("'")
    assert other == "SD =1+1"


def test_the_database_has_everything_with_licence_and_provenance(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(number) for number in range(3)])
    put_out(ledger, tmp_path)
    path = tmp_path / "registri.db"
    with SnapshotStore(tmp_path / "snapshots").current() as snapshot:
        assert write_database(snapshot, path) == 3
        assert list(decision_rows(snapshot)) == []
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM organizer").fetchone() == (3,)
    assert db.execute("SELECT DISTINCT source FROM provenance").fetchall() == [("daftar",)]
    assert db.execute("SELECT value FROM licence WHERE key = 'licence'").fetchone() == ("Apache-2.0",)
    assert db.execute("SELECT count(*) FROM decision").fetchone() == (0,)
    metadata = json.loads((tmp_path / "registri.metadata.json").read_text(encoding="utf-8"))
    assert metadata["license"] == "Apache-2.0"
    assert not list(tmp_path.glob("*.part"))


def test_changes_since_a_version(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1), school(2)])
    first = put_out(ledger, tmp_path).version
    record(ledger, [school(1, name="=SD Berubah"), school(3)])
    put_out(ledger, tmp_path)
    rows = list(change_rows(snapshots(tmp_path), first))
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("npsn-20000003", "organizer", "SD Rekaan 3"),
        ("npsn-20000001", "name", "=SD Berubah"),
    ]
    assert "'=SD Berubah" in "".join(as_csv(CHANGES, rows))
    assert json.loads(list(as_jsonl(CHANGES, rows))[-1])["after"] == "=SD Berubah"
    with pytest.raises(SnapshotError, match="not kept"):
        list(change_rows(snapshots(tmp_path), "20200101T000000000Z-00000000"))
