"""Files as people make them: one bad row never spoils the rest, an unusable file says why."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.intake.rows import (
    LONGEST,
    Refusal,
    Row,
    UnusableFileError,
    read_csv,
    read_jsonl,
)

HEADER = "kind,name,region\n"
REQUIRED = frozenset({"kind", "name"})


def rows(content: str | bytes) -> list[Row | Refusal]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_csv(BytesIO(raw), REQUIRED))


def good(found: list[Row | Refusal]) -> list[tuple[int, str]]:
    return [(row.line, row.cells["name"]) for row in found if isinstance(row, Row)]


def bad(found: list[Row | Refusal]) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in found if isinstance(row, Refusal)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_usual_shapes_of_csv(delimiter: str, newline: str, start: str) -> None:
    lines = ["Kind ,NAME,region", "school,SD A,32.04", "", 'school,"SD ""B""",', '"school","SD, C;\tD",32']
    text = start + newline.join(lines[:4]).replace(",", delimiter) + newline
    text += delimiter.join(['"school"', '"SD, C;\tD"', "32"])
    assert good(rows(text)) == [(2, "SD A"), (4, 'SD "B"'), (5, "SD, C;\tD")]


def test_a_quoted_cell_may_go_over_lines() -> None:
    assert good(rows(HEADER + 'school,"SD\nA\n\nB",32\nschool,SD C,32\n')) == [(2, "SD\nA\n\nB"), (6, "SD C")]


def test_a_quote_that_is_never_closed_costs_one_row_only() -> None:
    found = rows(HEADER + 'school,"SD A,32\n' + "".join(f"school,SD {n},32\n" for n in range(50)))
    assert bad(found) == [(2, "the row cannot be read: a quote is opened and not closed")]
    assert good(found) == [(n + 3, f"SD {n}") for n in range(50)]


def test_a_quote_that_closes_in_a_later_row_costs_no_other_row() -> None:
    found = rows(HEADER + 'school,"SD A,32\nschool,SD B,32\nschool,"SD C",32\nschool,SD D,32\n')
    assert [line for line, _ in bad(found)] == [2]
    assert good(found) == [(3, "SD B"), (4, "SD C"), (5, "SD D")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"school,SD A\n", "2 cells, but 3 columns"),
        (b"school,SD A,32,x\n", "4 cells, but 3 columns"),
        (b"school,SD \xe9,32\n", "not UTF-8 (byte 11 of the line): save the file as CSV UTF-8"),
        (b'school,"SD" A,32\n', "the row cannot be read"),
        (b"school," + b"x" * 10_000_000 + b",32\n", f"the line is longer than {LONGEST // 1024} KiB"),
        (b'school,"' + b"x\n" * 2_000 + b'",32\n', "a quote is opened and not closed"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_rest_is_read(line: bytes, reason: str) -> None:
    found = rows(HEADER.encode() + line + b"school,SD B,32\n")
    number, said = bad(found)[0]
    assert number == 2
    assert reason in said
    assert good(found)[-1][1] == "SD B"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"school,SD A,32\n", "missing: kind, name"),
        (b"name,region\nSD A,32\n", "missing: kind"),
        (b"kind,name,Name\n", "named twice: name"),
        (b"kind,name,r\xe9gion\n", "not UTF-8"),
        ("kind,name\n".encode("utf-16"), "UTF-16"),
        ("kind,name\n".encode("utf-16-be"), "no text file"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\x1f\x8brest", "compressed"),
        (b"%PDF-1.7", "PDF"),
        (b"<!doctype html>", "web page"),
        (b'kind,"name\n', "cannot be read"),
        (b"x" * 200_000, "longer than"),
    ],
)
def test_an_unusable_file_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnusableFileError, match=reason):
        rows(content)


@given(st.binary(max_size=400))
def test_no_bytes_can_break_the_reader(content: bytes) -> None:
    found = rows(HEADER.encode() + content)
    assert [row.line for row in found] == sorted(row.line for row in found)
    list(read_jsonl(BytesIO(b"{}\n" + content)))


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=30), min_size=1, max_size=8))
def test_whatever_a_csv_writer_writes_is_read_back(names: list[str]) -> None:
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["kind", "name", "region"])
    writer.writerows(["school", name.replace("\0", ""), ""] for name in names)
    assert [name for _, name in good(rows(out.getvalue()))] == [name.replace("\0", "") for name in names]


def test_json_lines() -> None:
    lines = [
        '{"Kind": "school", "name": "SD A", "aliases": ["x"]}',
        "",
        "{",
        "[]",
        "[" * 50_000,
        '{"a": NaN}',
    ]
    found = list(read_jsonl(BytesIO("\n".join(lines).encode())))
    assert [row.line for row in found] == [1, 3, 4, 5, 6]
    first = found[0]
    assert isinstance(first, Row)
    assert first.cells == {"kind": "school", "name": "SD A", "aliases": ["x"]}
    assert [isinstance(row, Refusal) for row in found] == [False, True, True, True, False]
