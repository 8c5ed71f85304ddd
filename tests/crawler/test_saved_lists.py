"""Readings of one list after another, from saved files: what each is compared with, and where it begins."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crawler.sources.definition import SourceDefinition, read_definition
from crawler.sources.saved import from_saved
from crawler.sources.visit import SourceReport, SourceVisit
from registry.ledger import Ledger
from registry.ledger.run_view import RunView
from registry.ledger.runs import RunOutcome
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo
from registry.organizer import Host, Kind

LIST = read_definition(
    """
id = "kkg-rekaan"
title = "Daftar rekaan"
publisher = "Rekaan"
trusted_because = "Fictional; only for this test, trusted by nobody else."
verified = 2026-11-22
every_days = 30
[kinds]
KKG = "working_group"
[read]
reader = "csv"
start = ["https://daftar.example.go.id/kkg.csv"]
[columns]
key = "Nomor"
name = "Nama"
website = "Laman"
kind = "Jenis"
[bounds]
least = 1
""",
    "uji.toml",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


def read(ledger: Ledger, file: Path, rows: list[str], definition: SourceDefinition = LIST) -> SourceReport:
    """One reading of a file with these rows; the last cell may be left out."""
    lines = [row if row.count(",") == 3 else f"{row}," for row in rows]
    file.write_text("\n".join(["Nomor,Nama,Jenis,Laman", *lines]))
    saved, pages = from_saved(definition, [file])
    visit = SourceVisit(pages, ledger, saved, lambda event: None, saved=pages.fingerprint())
    return asyncio.run(visit.run())


def groups(count: int) -> list[str]:
    return [f"{number},KKG Gugus {number} (rekaan),KKG" for number in range(1, count + 1)]


def test_a_reading_is_held_to_the_last_good_one_whatever_came_between(ledger: Ledger, tmp_path: Path) -> None:
    assert read(ledger, tmp_path / "a.csv", groups(50)).outcome is RunOutcome.GOOD
    with ledger.transaction():
        for _ in range(600):
            ledger.runs.finish(ledger.runs.start(SourceInfo("desk")))

    report = read(ledger, tmp_path / "a.csv", groups(3))

    assert report.outcome is RunOutcome.REFUSED
    assert "dropped" in [finding.code for finding in report.findings]


def test_rows_that_are_left_out_are_told_and_many_of_them_refuse_the_reading(
    ledger: Ledger, tmp_path: Path
) -> None:
    few = read(ledger, tmp_path / "a.csv", [*groups(99), "100,SLB Rekaan,SLB"])
    many = read(ledger, tmp_path / "a.csv", [*groups(99), *(f"{n},SLB Rekaan,SLB" for n in range(200, 210))])

    assert (few.outcome, few.entries, few.left_out) == (RunOutcome.GOOD, 99, 1)
    assert (many.outcome, [finding.code for finding in many.findings]) == (RunOutcome.REFUSED, ["left_out"])
    assert "10 of 109 rows" in many.note


def test_the_host_of_a_body_of_another_kind_is_left_out_and_counted(ledger: Ledger, tmp_path: Path) -> None:
    office = Sighting(
        key="dinas",
        kind=Kind.DINAS,
        name="Dinas Pendidikan Rekaan",
        seen_on=date(2026, 11, 22),
        hosts=(Host("disdik.rekaan.go.id"),),
    )
    run = ledger.runs.start(SourceInfo("dinas"))
    ledger.sightings.record(run, [office])
    ledger.runs.finish(run)
    rows = ["1,KKG Satu,KKG,http://www.disdik.rekaan.go.id", "2,KKG Dua,KKG,http://kkgdua.or.id"]

    report = read(ledger, tmp_path / "a.csv", rows)

    assert (report.outcome, report.entries, report.hosts_of_others) == (RunOutcome.GOOD, 2, 1)
    last = ledger.runs.last(LIST.id)
    assert last is not None
    assert {entry.key: entry.hosts for entry in RunView(ledger, last).each()} == {
        "1": (),
        "2": ("kkgdua.or.id",),
    }


@pytest.mark.parametrize(
    ("site", "outcome"), [("kkg", RunOutcome.GOOD), ("lain", RunOutcome.REFUSED)], ids=["as before", "others"]
)
def test_what_our_own_rules_do_with_a_website_moves_no_host(
    ledger: Ledger, tmp_path: Path, site: str, outcome: RunOutcome
) -> None:
    """The good reading before took the host of any page for the entry's own."""
    run = ledger.runs.start(SourceInfo(LIST.id), complete=True)
    before = [
        Sighting(
            key=str(number),
            kind=Kind.WORKING_GROUP,
            name=f"KKG Gugus {number} (rekaan)",
            seen_on=date(2026, 11, 22),
            hosts=(Host(f"kkg{number}.or.id", confidence="B"),),
            website=f"http://kkg{number}.or.id/guru",
        )
        for number in range(1, 11)
    ]
    ledger.sightings.record(run, before)
    ledger.runs.finish(run, stats={"entries": 10})
    rows = [f"{row},http://{site}{number}.or.id/guru" for number, row in enumerate(groups(10), 1)]

    report = read(ledger, tmp_path / "a.csv", rows)

    assert report.outcome is outcome, report.note
    assert ("hosts" in [finding.code for finding in report.findings]) == (outcome is RunOutcome.REFUSED)


def test_saved_pages_are_read_anew_after_a_reading_that_was_interrupted(
    ledger: Ledger, tmp_path: Path
) -> None:
    info = SourceInfo(LIST.id)
    from_the_net = ledger.runs.start(info)
    ledger.frontier.add(f"source:{LIST.id}:{from_the_net.id}", LIST.read.start)
    assert read(ledger, tmp_path / "a.csv", groups(2)).outcome is RunOutcome.GOOD

    from_a_file = ledger.runs.start(info, fingerprint="another")
    ledger.frontier.add(f"source:{LIST.id}:{from_a_file.id}", [f"{LIST.read.start[0]}?saved=gone.csv"])
    report = read(ledger, tmp_path / "a.csv", groups(2))

    assert (report.outcome, report.pages) == (RunOutcome.GOOD, 1)
