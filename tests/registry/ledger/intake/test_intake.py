"""A list from file to ledger, on both engines."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registry.ledger import Ledger
from registry.ledger.intake import IntakeOrder, IntakeReport, Refusal, UnusableFileError, take_in
from registry.ledger.intake.cells import read_sighting
from registry.ledger.runs import RunOutcome
from registry.ledger.sightings import Fate
from registry.ledger.sources import SourceInfo, Trust
from registry.ledger.statement import statements
from tests.registry.made import DAY, record

HEADER = "kind,name,region,registration\n"
ROWS = "".join(f"school,SD Rekaan {n},32.04,{20_000_000 + n}\n" for n in range(30))


def names(ledger: Ledger) -> list[str]:
    with ledger.reading() as session:
        return [said[0].name for _, said in statements(session)]


def take(ledger: Ledger, path: Path, text: str, **order: object) -> tuple[IntakeReport, list[Refusal]]:
    path.write_text(text, encoding="utf-8")
    refused: list[Refusal] = []
    defaults: dict[str, object] = {"source": "daftar", "seen_on": DAY, "on_refusal": refused.append}
    return take_in(ledger, path, IntakeOrder(**{**defaults, **order})), refused  # type: ignore[arg-type]


def test_good_rows_are_recorded_and_bad_ones_reported(ledger: Ledger, tmp_path: Path) -> None:
    report, refused = take(
        ledger,
        tmp_path / "a.csv",
        HEADER + ROWS + "school,SD X,Entah,20009999\nschool,SD Lain,32.04,20000003\n",
    )
    assert (report.rows, report.fates, report.refused) == (32, Counter({Fate.NEW: 30, Fate.CONFLICT: 1}), 2)
    assert [r.line for r in refused] == [32, 33]
    assert refused[1].reason == "repeats an earlier row of this file with other facts"
    assert len(names(ledger)) == 30
    (run,) = ledger.runs.history()
    assert (run.outcome, run.stats["rows"], run.stats["refused"]) == (RunOutcome.GOOD, 32, 2)


def test_taking_it_in_again_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path / "a.csv", HEADER + ROWS)
    report, _ = take(ledger, tmp_path / "a.csv", HEADER + ROWS.replace("Rekaan 7,", "Rekaan Tujuh,"))
    assert report.fates == Counter({Fate.SAME: 29, Fate.CHANGED: 1})


def test_a_dry_run_says_the_same_and_writes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path / "a.csv", HEADER + ROWS)
    more = HEADER + ROWS + "school,SD Baru,32.04,20009999\nschool,,32.04,20009998\n"
    report, refused = take(ledger, tmp_path / "a.csv", more, dry_run=True)
    assert (report.fates, len(refused), report.run) == (Counter({Fate.SAME: 30, Fate.NEW: 1}), 1, None)
    assert len(names(ledger)) == 30
    assert len(ledger.runs.history()) == 1


def test_json_lines_are_taken_in_too(ledger: Ledger, tmp_path: Path) -> None:
    report, _ = take(
        ledger,
        tmp_path / "a.jsonl",
        '{"kind": "community", "name": "Kombel Rekaan", "catatan": 1}\n{"kind": 1}\n',
    )
    assert (report.fates, report.refused, report.unknown_columns) == (Counter({Fate.NEW: 1}), 1, ("catatan",))


def test_a_whole_list_ends_what_it_does_not_name_unless_rows_were_refused(
    ledger: Ledger, tmp_path: Path
) -> None:
    take(ledger, tmp_path / "a.csv", HEADER + ROWS)
    part = HEADER + "".join(ROWS.splitlines(keepends=True)[:10])
    report, _ = take(ledger, tmp_path / "a.csv", part + "school,,,\n", complete=True)
    assert report.complete is False
    with ledger.reading() as session:
        assert not any(said[0].ended for _, said in statements(session))
    report, _ = take(ledger, tmp_path / "a.csv", part, complete=True)
    assert report.complete is True
    with ledger.reading() as session:
        assert sum(said[0].ended for _, said in statements(session)) == 20


def test_an_older_list_does_not_undo_a_newer_one(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path / "a.csv", HEADER + ROWS)
    with pytest.raises(UnusableFileError, match="newer reading of source daftar, from 2026-03-01"):
        take(ledger, tmp_path / "a.csv", HEADER + ROWS, seen_on=date(2026, 2, 1))


@pytest.mark.parametrize("name", ["desk", " Desk", "seed", "proposals", "sekolah-rekaan"])
def test_a_list_does_not_speak_in_the_place_of_others(ledger: Ledger, tmp_path: Path, name: str) -> None:
    ledger.sources.ensure(SourceInfo("desk", trust=Trust.DESK))
    ledger.sources.ensure(SourceInfo("sekolah-rekaan", url="https://daftar.example/"))
    with pytest.raises(UnusableFileError, match="a name of its own"):
        take(ledger, tmp_path / "a.csv", HEADER + ROWS, source=name)
    assert {source.name: source.trust for source in ledger.sources.all()}["desk"] == Trust.DESK
    assert ledger.runs.history() == []


def test_a_list_from_the_future_is_refused_and_locks_nobody_out(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError, match="2062-01-05, is in the future"):
        take(ledger, tmp_path / "a.csv", HEADER + ROWS, seen_on=date(2062, 1, 5))
    report, _ = take(ledger, tmp_path / "a.csv", HEADER + ROWS)
    assert report.run is not None


def test_a_reading_that_is_set_aside_lets_an_older_list_in(ledger: Ledger, tmp_path: Path) -> None:
    wrong, _ = take(ledger, tmp_path / "a.csv", HEADER + ROWS)
    assert wrong.run is not None
    ledger.review.refuse_run(wrong.run, "penguji", "wrong date")
    report, _ = take(ledger, tmp_path / "a.csv", HEADER + ROWS, seen_on=date(2026, 2, 1))
    assert report.run is not None


BRANCHES = (
    "profession,Ikatan Rekaan Kota Surabaya,35.78,AHU-0000332.AH.01.08 Tahun 2021\n"
    "profession,Ikatan Rekaan Kota Medan,12.71,AHU-0000332.AH.01.08 Tahun 2021\n"
    "working_group,KKG Gugus 1 Rekaan,32.73,421/015/2024\n"
    "working_group,KKG Gugus 2 Rekaan,32.73,421/015/2024\n"
)


def test_bodies_that_share_a_number_are_rows_of_their_own(ledger: Ledger, tmp_path: Path) -> None:
    report, refused = take(ledger, tmp_path / "a.csv", HEADER + BRANCHES)
    assert (report.fates, refused) == (Counter({Fate.NEW: 4}), [])
    assert len(names(ledger)) == 4


def test_an_entry_whose_key_is_its_number_alone_goes_on_under_it(ledger: Ledger, tmp_path: Path) -> None:
    cells = dict(zip(HEADER.strip().split(","), BRANCHES.splitlines()[1].split(","), strict=True))
    earlier = replace(read_sighting(cells, DAY), key=f"profession:{cells['registration']}")
    record(ledger, [earlier])
    report, _ = take(ledger, tmp_path / "a.csv", HEADER + BRANCHES)
    assert report.fates == Counter({Fate.SAME: 1, Fate.NEW: 3})
    report, _ = take(ledger, tmp_path / "a.csv", HEADER + BRANCHES.replace("12.71", "12.07"))
    assert report.fates == Counter({Fate.SAME: 3, Fate.NEW: 1})


OFFICE = "kind,name,region,hosts\ndinas,Dinas Pendidikan Rekaan,32,disdik.rekaan.go.id\n"


def test_nobody_gets_the_host_of_a_body_of_another_kind(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path / "a.csv", OFFICE, source="dinas")
    text = (
        "kind,name,region,hosts\n"
        "school,SD Rekaan,32.04,disdik.rekaan.go.id\n"
        "school,SD Lain,32.04,sdlain.sch.id\n"
        "dinas,Cabang Dinas Rekaan,32.04,disdik.rekaan.go.id\n"
    )

    report, refused = take(ledger, tmp_path / "b.csv", text)

    assert report.fates == Counter({Fate.NEW: 2})
    (refusal,) = refused
    assert refusal.line == 2
    assert "disdik.rekaan.go.id is the own host of Dinas Pendidikan Rekaan (dinas-" in refusal.reason


def test_an_entry_keeps_its_host_when_its_list_corrects_its_kind(ledger: Ledger, tmp_path: Path) -> None:
    text = "kind,name,id,hosts\ndinas,Balai Rekaan,balai-rekaan,balai.rekaan.go.id\n"
    take(ledger, tmp_path / "a.csv", text)

    _, refused = take(ledger, tmp_path / "a.csv", text.replace("dinas,", "ministry,"))

    assert refused == []


def test_a_host_that_was_given_up_may_be_anothers(ledger: Ledger, tmp_path: Path) -> None:
    office = '{"kind":"dinas","name":"Dinas Rekaan","hosts":[{"name":"lama.or.id","until":"2020-01-01"}]}'
    take(ledger, tmp_path / "a.jsonl", office, source="dinas")

    _, refused = take(ledger, tmp_path / "b.csv", "kind,name,hosts\ncommunity,Kombel Rekaan,lama.or.id\n")

    assert refused == []


@pytest.mark.parametrize("text", [HEADER, HEADER + "\n\n", HEADER + "x"])
def test_a_file_without_a_single_good_row_starts_no_run(ledger: Ledger, tmp_path: Path, text: str) -> None:
    if text.endswith("x"):
        report, refused = take(ledger, tmp_path / "a.csv", text)
        assert (report.refused, len(refused)) == (1, 1)
    else:
        with pytest.raises(UnusableFileError, match="no rows"):
            take(ledger, tmp_path / "a.csv", text)
    assert ledger.runs.history() == []


def test_a_file_that_cannot_be_opened_says_so(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError, match="cannot be read"):
        take_in(ledger, tmp_path / "none.csv", IntakeOrder("daftar"))


def test_progress_reaches_the_size_of_the_file(ledger: Ledger, tmp_path: Path) -> None:
    heard: list[int] = []
    take(ledger, tmp_path / "a.csv", HEADER + ROWS, on_bytes=heard.append)
    assert heard[-1] == (tmp_path / "a.csv").stat().st_size
