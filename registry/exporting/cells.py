"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain

#: A cell that begins like this runs as a formula (OWASP, CSV Injection; the wide signs are taken for the
#: narrow ones in East Asian settings); an apostrophe makes it plain text.
_FORMULA = tuple("=+-@＝＋－＠")
#: Python's writer leaves a carriage return unquoted, and readers take it for the end of the row.
_BREAKS = str.maketrans("\r\n\t", "   ")


def plain_cell(value: object) -> str:
    """The value as one line of text that no spreadsheet takes for a formula.

    >>> plain_cell("=HYPERLINK(A1)"), plain_cell(None), plain_cell(12), plain_cell("a\\r=b")
    ("'=HYPERLINK(A1)", '', '12', 'a =b')
    """
    text = "" if value is None else str(value).translate(_BREAKS)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Lines of a CSV file with plain cells, one row at a time."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in chain([header], rows):
        writer.writerow([plain_cell(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
