"""Rows of an Excel workbook: its first sheet, as a stream, with bounds on what a small file unpacks to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from registry.ledger.intake.rows import Refusal, Row, UnusableFileError, named_columns

#: Bytes that a workbook may unpack to: a list of 100,000 organizers has about 60 million.
MOST_UNPACKED = 300_000_000
#: Rows and columns read at most; a damaged file may claim a million columns.
MOST_ROWS = 1_000_000
MOST_COLUMNS = 200


def read_workbook(file: BinaryIO, required: frozenset[str]) -> Iterator[Row | Refusal]:
    """Rows of the first sheet; its first row names the columns.

    Raises:
        UnusableFileError: no workbook, one that unpacks to too much, no header, a column twice.
    """
    from openpyxl import load_workbook  # slow to import, and most lists are CSV

    _refuse_bombs(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the file's own word for its size is not to be trusted
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        header = named_columns([_cell(cell) for cell in next(rows, ())], required)
    except UnusableFileError:
        raise
    except Exception as error:  # openpyxl lets through whatever a damaged part makes of itself
        raise UnusableFileError(f"the workbook cannot be read ({type(error).__name__})") from error
    for line, cells in _each(rows):
        if isinstance(cells, Refusal):
            yield cells
            return
        texts = [_cell(cell) for cell in cells]
        if any(texts):
            yield _row(line, texts, header)


def _each(rows: Iterator[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any] | Refusal]]:
    line = 1
    while True:
        line += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception as error:  # as above; what was read until here stays
            yield line, Refusal(line, f"the workbook breaks off here ({type(error).__name__})")
            return
        yield line, cells


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
