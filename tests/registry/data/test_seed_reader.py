"""A hand-edited file is read row by row: what is broken is named, what is sound is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.data.seed import SeedError, read_seed
from registry.data.seed_reader import (
    ALIAS_COLUMNS,
    AMBIGUOUS_COLUMNS,
    HOST_COLUMNS,
    KINDS,
    ORGANIZER_COLUMNS,
    host_name,
)
from registry.data.table import CellError, Fault, Row, read_table

FORUM = "forum-guru-rekaan,Forum Guru (rekaan),32.04,,,listed,,B,,made up for this test,2026-11"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A seed folder with one fictional organizer and nothing else."""
    for kind in KINDS:
        (tmp_path / f"{kind.value}.csv").write_text(",".join(ORGANIZER_COLUMNS) + "\n")
    write(tmp_path, "community.csv", ORGANIZER_COLUMNS, FORUM)
    write(tmp_path, "aliases.csv", ALIAS_COLUMNS)
    write(tmp_path, "hosts.csv", HOST_COLUMNS)
    write(tmp_path, "ambiguous_names.csv", AMBIGUOUS_COLUMNS, "FGR,a type,made up,2026")
    return tmp_path


def write(folder: Path, name: str, columns: tuple[str, ...], *lines: str) -> None:
    (folder / name).write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")


def test_a_sound_folder_gives_sightings(folder: Path) -> None:
    write(folder, "aliases.csv", ALIAS_COLUMNS, "forum-guru-rekaan,Forum Lama,2020,2022-02,,made up,2026")
    write(
        folder,
        "hosts.csv",
        HOST_COLUMNS,
        "forum-guru-rekaan,forum.example.id,own,yes,2021-05,,B,,made up,2026",
    )
    reading = read_seed(folder)
    assert reading.faults == ()
    (sighting,) = reading.sightings
    assert sighting.organizer_id == "forum-guru-rekaan"
    assert sighting.seen_on == date(2026, 11, 1)
    assert sighting.original["source"] == "made up for this test"
    (alias,) = sighting.aliases
    assert (alias.since, alias.until) == (date(2020, 1, 1), date(2022, 2, 28))
    (host,) = sighting.hosts
    assert (host.subtree, host.since, host.until) == (True, date(2021, 5, 1), None)


def test_one_broken_row_hides_no_other(folder: Path) -> None:
    second = FORUM.replace("forum-guru-rekaan", "forum-kedua").replace("32.04", "32.04.05")
    write(
        folder,
        "community.csv",
        ORGANIZER_COLUMNS,
        FORUM.replace("32.04", "99.99"),
        FORUM.replace("listed", "resmi"),
        FORUM.replace("2026-11", "Nov 2026"),
        "too,few",
        second,
    )
    reading = read_seed(folder)
    assert [sighting.key for sighting in reading.sightings] == ["forum-kedua"]
    assert [(fault.line, fault.column) for fault in reading.faults] == [
        (2, "region"),
        (3, "status"),
        (4, "as_of"),
        (5, ""),
    ]
    assert "unknown region code 99.99" in str(reading.faults[0])
    assert "community.csv:2, column region" in str(reading.faults[0])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("forum-guru-rekaan,FGR,,,,made up,2026", "alias"),
        ("forum-guru-rekaan,fgr,,,,made up,2026", "alias"),
        ("nobody,Forum,,,,made up,2026", "organizer"),
        ("forum-guru-rekaan,Forum,2024,2023,,made up,2026", "until"),
        ("forum-guru-rekaan,Forum,2023-02-30,,,made up,2026", "since"),
        ("forum-guru-rekaan,Forum,,,,,2026", "source"),
        ("forum-guru-rekaan,Forum,,,,made up,", "as_of"),
        ("forum-guru-rekaan, ,,,,made up,2026", "alias"),
    ],
)
def test_a_bad_alias_is_refused_by_column(folder: Path, line: str, column: str) -> None:
    write(folder, "aliases.csv", ALIAS_COLUMNS, line)
    reading = read_seed(folder)
    assert [(fault.file, fault.line, fault.column) for fault in reading.faults] == [
        ("aliases.csv", 2, column)
    ]
    assert reading.sightings[0].aliases == ()


def test_a_host_of_two_is_refused(folder: Path) -> None:
    second = FORUM.replace("forum-guru-rekaan", "forum-kedua")
    write(folder, "community.csv", ORGANIZER_COLUMNS, FORUM, second)
    row = "{},forum.example.id,own,no,,,B,,made up,2026"
    write(folder, "hosts.csv", HOST_COLUMNS, row.format("forum-guru-rekaan"), row.format("forum-kedua"))
    (fault,) = read_seed(folder).faults
    assert (fault.line, fault.column) == (3, "host")
    assert "forum-guru-rekaan" in fault.message


def test_the_same_id_twice_and_an_unknown_parent_are_refused(folder: Path) -> None:
    write(
        folder,
        "profession.csv",
        ORGANIZER_COLUMNS,
        FORUM,
        FORUM.replace("forum-guru-rekaan", "forum-anak").replace("listed,,B", "listed,induk,B"),
    )
    faults = {(fault.file, fault.column) for fault in read_seed(folder).faults}
    assert faults == {("community.csv", "id"), ("profession.csv", "parent")}


@pytest.mark.parametrize(
    "host",
    [
        "https://disdik.example.go.id",
        "Disdik.example.go.id",
        "disdik.example.go.id/berita",
        "disdik.example.go.id:8080",
        "disdik.example.go.id.",
        "localhost",
        "dinas pendidikan.go.id",
        "dinás.go.id",
        "",
        "-a.go.id",
    ],
)
def test_only_bare_host_names_are_hosts(host: str) -> None:
    with pytest.raises(CellError) as caught:
        host_name(host)
    assert caught.value.column == "host"


def test_a_missing_file_a_wrong_header_and_wrong_bytes_are_named(folder: Path) -> None:
    (folder / "aliases.csv").unlink()
    (folder / "hosts.csv").write_text("organizer,hostname\n")
    (folder / "dinas.csv").write_bytes(b"id,name\n\xe9\n")
    faults = {fault.file: str(fault) for fault in read_seed(folder).faults}
    assert "is missing" in faults["aliases.csv"]
    assert "unknown hostname" in faults["hosts.csv"]
    assert "UTF-8" in faults["dinas.csv"]


def test_lines_are_counted_over_values_with_line_breaks(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('a,b\n"two\nlines",1\nshort\n')
    faults: list[Fault] = []
    assert [row.line for row in read_table(tmp_path / "t.csv", ("a", "b"), faults)] == [2]
    assert [fault.line for fault in faults] == [4]


def test_an_endless_cell_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n3," + "x" * 200_000 + "\n")
    faults: list[Fault] = []
    assert [row.line for row in read_table(tmp_path / "t.csv", ("a", "b"), faults)] == [2]
    assert "cannot be read as CSV" in str(faults[0])


def test_all_faults_stand_in_the_error() -> None:
    error = SeedError([Fault("a.csv", 2, "id", "is empty"), Fault("b.csv", 9, "", "has 3 cells")])
    assert str(error) == "a.csv:2, column id: is empty\nb.csv:9: has 3 cells"


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_named_fault(text: str) -> None:
    row = Row(7, {"since": text})
    for read in (row.first_day, row.last_day):
        try:
            read("since")
        except CellError as error:
            named = error.column
        else:
            continue
        assert named == "since"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_partial_date_spans_the_days_it_names(day: date) -> None:
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"):
        row = Row(1, {"d": text})
        first, last = row.first_day("d"), row.last_day("d")
        assert first is not None
        assert last is not None
        assert first <= day <= last


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    class Bytes:
        name = "x.csv"

        def read_text(self, encoding: str) -> str:
            return content.decode(encoding)

    faults: list[Fault] = []
    list(read_table(Bytes(), ("a", "b"), faults))  # type: ignore[arg-type]
    assert faults or content.decode("utf-8-sig").startswith(("a", "b", " ", '"'))
