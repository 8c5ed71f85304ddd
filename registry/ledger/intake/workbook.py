"""Rows of an Excel workbook: its first sheet, as a stream, with bounds on what a small file unpacks to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import Any, BinaryIO

from registry.ledger.intake.rows import Refusal, Row, UnusableFileError, named_columns

#: Bytes that a workbook may unpack to: a list of 100,000 organizers has about 60 million.
MOST_UNPACKED = 300_000_000
#: Rows that a sheet can have (Excel's own limit); a damaged file may claim any number.
MOST_ROWS = 1_048_576
#: Columns read; a damaged file may claim 16,384 in every row.
MOST_COLUMNS = 200


def read_workbook(file: BinaryIO, required: frozenset[str]) -> Iterator[Row | Refusal]:
    """Rows of the first sheet; its first row names the columns.

    Raises:
        UnusableFileError: no workbook, one that unpacks to too much, no header, a column twice.
    """
    from openpyxl import load_workbook  # slow to import, and most lists are CSV

    _refuse_bombs(file)
    try:
        lines = texts_of(load_workbook(file, read_only=True, data_only=True).worksheets[0])
        header = named_columns(next(lines, []), required)
    except UnusableFileError:
        raise
    except Exception as error:  # openpyxl lets through whatever a damaged part makes of itself
        raise UnusableFileError(f"the workbook cannot be read ({type(error).__name__})") from error
    line = 1
    try:
        for line, texts in enumerate(lines, 2):
            if any(texts):
                yield _row(line, texts, header)
    except UnusableFileError as error:  # what was read until here stays
        yield Refusal(line + 1, str(error))


def texts_of(sheet: Any) -> Iterator[list[str]]:
    """The rows of a sheet that openpyxl opened to read only: the texts of its cells, up to the last filled.

    Raises:
        UnusableFileError: the sheet breaks off, or goes on behind what a sheet can hold.
    """
    sheet.reset_dimensions()  # the file's own word for its size is not to be trusted
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for number in count(1):
        try:
            cells = next(rows, None)
        except Exception as error:  # as above
            raise UnusableFileError(f"the workbook breaks off here ({type(error).__name__})") from error
        if cells is None:
            return
        if number > MOST_ROWS:
            raise UnusableFileError(f"the sheet has more than {MOST_ROWS:,} rows: split the list")
        filled = len(cells)
        while filled and cells[filled - 1] is None:
            filled -= 1
        yield [_cell(cell) for cell in cells[:filled]]


def _row(line: int, texts: list[str], header: list[str]) -> Row | Refusal:
    if len(texts) > len(header) and any(texts[len(header) :]):
        return Refusal(line, f"{len(texts)} cells, but {len(header)} columns")
    padded = [*texts, *[""] * (len(header) - len(texts))]
    return Row(line, dict(zip(header, padded, strict=False)))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a spreadsheet keeps every number as a decimal one
    return str(value)


def _refuse_bombs(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnusableFileError("this is no Excel workbook (.xlsx)") from error
    if unpacked > MOST_UNPACKED:
        raise UnusableFileError("the workbook unpacks to too much: split the list")
    file.seek(0)
