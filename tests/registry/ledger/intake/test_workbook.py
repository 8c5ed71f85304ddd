"""Workbooks: every row that a sheet can have is read, and what lies behind is said."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from registry.ledger.intake.rows import Refusal
from registry.ledger.intake.workbook import read_workbook


def workbook(last: int) -> BytesIO:
    """A header, a row, and one more as number ``last``, with nothing in between."""
    book, plain, out = Workbook(), BytesIO(), BytesIO()
    for name in ("name", "KKG Satu", "KKG Akhir"):
        book.worksheets[0].append(["kind" if name == "name" else "working_group", name])
    book.save(plain)
    with ZipFile(plain) as whole, ZipFile(out, "w", ZIP_DEFLATED) as moved:
        for part in whole.namelist():
            content = whole.read(part)
            if part.startswith("xl/worksheets/"):
                content = re.sub(rb' r="([AB]?)3"', rb' r="\g<1>%d"' % last, content)
            moved.writestr(part, content)
    out.seek(0)
    return out


@pytest.mark.parametrize("last", [3, 1_048_576])
def test_the_last_row_of_a_sheet_is_read(last: int) -> None:
    _, row = read_workbook(workbook(last), frozenset({"name"}))

    assert not isinstance(row, Refusal)
    assert (row.line, row.cells) == (last, {"kind": "working_group", "name": "KKG Akhir"})


def test_a_row_behind_the_last_one_is_refused() -> None:
    _, row = read_workbook(workbook(99_999_999), frozenset({"name"}))

    assert isinstance(row, Refusal)
    assert "more than 1,048,576 rows" in row.reason
