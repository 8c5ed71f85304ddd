"""Lists as files of cells: CSV and XLSX. Titles above the header row and empty rows are left out."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from openpyxl import load_workbook

from crawler.sources.definition import Reading
from crawler.sources.sheet import Row, Sheet, UnexpectedPageError, find_header

_MOST_UNPACKED = 60_000_000  # bytes; a sheet of 100,000 rows with ten columns takes about thirty million


def read_csv(body: bytes, reading: Reading) -> Sheet:
    lines = csv.reader(StringIO(body.decode("utf-8-sig", "replace")), delimiter=reading.delimiter)
    return _grid(lines)


def read_xlsx(body: bytes, reading: Reading) -> Sheet:
    _refuse_bombs(body)
    try:
        book = load_workbook(BytesIO(body), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise UnexpectedPageError("truncated", f"the workbook cannot be opened: {error}") from error
    if reading.sheet is not None and reading.sheet not in book.sheetnames:
        raise UnexpectedPageError("no_table", f"there is no sheet {reading.sheet!r}, only {book.sheetnames}")
    sheet = book[reading.sheet] if reading.sheet is not None else book.worksheets[0]
    return _grid(
        ["" if v is None else str(v).strip() for v in line] for line in sheet.iter_rows(values_only=True)
    )


def _refuse_bombs(body: bytes) -> None:
    """A workbook is a ZIP file, and 2 MB of it can stand for gigabytes; nothing is unpacked to find out."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise UnexpectedPageError("truncated", f"the workbook cannot be opened: {error}") from error
    if size > _MOST_UNPACKED:
        raise UnexpectedPageError("too_large", f"the workbook would unpack to {size} bytes")


def _grid(lines: Iterable[Sequence[str]]) -> Sheet:
    cells = [[cell.strip() for cell in line] for line in lines]
    filled = [line for line in cells if any(line)]
    if not filled:
        raise UnexpectedPageError("empty_page", "the file is empty")
    start = find_header(filled)
    headers = tuple(" ".join(cell.split()) for cell in filled[start])
    while not headers[-1]:
        headers = headers[:-1]
    rows = []
    for line in filled[start + 1 :]:
        if len(line) < len(headers) or any(line[len(headers) :]):
            raise UnexpectedPageError("ragged", f"a row has {len(line)} cells under {len(headers)} headers")
        rows.append(Row(dict(zip(headers, line, strict=False)), {}))
    return Sheet(headers, tuple(rows))
