"""The registry for others: whole, with licence and provenance, what changed since, and never a formula."""

from __future__ import annotations

import csv
import json
import sqlite3
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.exporting.cells import csv_lines
from registry.exporting.database import write_database
from registry.exporting.organizers import organizers_csv, organizers_jsonl
from registry.exporting.tables import CHANGES, as_csv, as_jsonl, change_rows, decision_rows
from registry.ledger import Ledger
from registry.ledger.intake import IntakeOrder, take_in
from registry.ledger.intake.cells import read_sighting
from registry.ledger.intake.rows import Row, read_csv, read_jsonl
from registry.organizer import Alias, Host, Kind, Organizer
from registry.snapshot.errors import SnapshotError
from registry.snapshot.store import SnapshotStore
from tests.registry.made import DAY, put_out, record, school, snapshots

_day = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
# A period that ends before it begins is refused.
_periods = st.tuples(_day, _day).filter(lambda it: not (it[0] and it[1] and it[0] > it[1]))
_hosts = st.builds(
    lambda period, **said: Host(since=period[0], until=period[1], **said),
    _periods,
    name=st.sampled_from(["disdik.rekaan.go.id", "jalan.rekaan.co.id", "sdrekaan.sch.id"]),
    relation=st.sampled_from(["own", "authorized", "app"]),
    subtree=st.booleans(),
    confidence=st.sampled_from("ABC"),
)
_aliases = st.builds(
    lambda name, period: Alias(name, since=period[0], until=period[1]),
    st.sampled_from(["Disdik Rekaan", "Dinas | P&K"]),
    _periods,
)


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


@given(hosts=st.lists(_hosts).map(tuple), aliases=st.lists(_aliases).map(tuple))
def test_what_is_said_about_hosts_and_aliases_comes_back(
    hosts: tuple[Host, ...], aliases: tuple[Alias, ...]
) -> None:
    organizer = Organizer("dinas-rekaan", Kind.DINAS, "Dinas Rekaan", aliases=aliases, hosts=hosts)
    for write, read in ((organizers_csv, read_csv), (organizers_jsonl, read_jsonl)):
        text = "".join(write([organizer])).encode()
        [row] = read(BytesIO(text), *([frozenset({"kind", "name"})] if write is organizers_csv else []))
        assert isinstance(row, Row)
        told = read_sighting(row.cells, DAY)
        assert (told.hosts, told.aliases) == (hosts, aliases)


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_an_export_taken_in_again_proves_nothing_new(ledger: Ledger, tmp_path: Path, suffix: str) -> None:
    hosts = (
        Host("sdr.sch.id"),
        Host("lama.sch.id", until=date(2015, 1, 1)),
        Host("ppdb.rekaan.go.id", relation="app", confidence="C"),
    )
    record(ledger, [school(1, hosts=hosts)])
    put_out(ledger, tmp_path)
    path = tmp_path / f"registri.{suffix}"
    write = organizers_csv if suffix == "csv" else organizers_jsonl
    with SnapshotStore(tmp_path / "snapshots").current() as snapshot:
        path.write_text("".join(write(snapshot.organizers())), encoding="utf-8")
    take_in(ledger, path, IntakeOrder("perbaikan", trust=80))
    put_out(ledger, tmp_path)
    with SnapshotStore(tmp_path / "snapshots").current() as snapshot:
        [organizer] = snapshot.organizers()
    assert organizer.hosts == hosts
