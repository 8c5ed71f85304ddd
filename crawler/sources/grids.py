"""Lists as files of cells: CSV and XLSX. Titles above the header row and empty rows are left out."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from itertools import chain, islice

from openpyxl import load_workbook

from crawler.sources.definition import Reading
from crawler.sources.sheet import TITLE_LINES, Row, Sheet, UnexpectedPageError, find_header
from registry.ledger.intake.rows import UnusableFileError
from registry.ledger.intake.workbook import texts_of

_MOST_UNPACKED = 60_000_000  # bytes; a sheet of 100,000 rows with ten columns takes about thirty million


def read_csv(body: bytes, reading: Reading) -> Sheet:
    text = StringIO(body.decode("utf-8-sig", "replace"))
    # Strict: a quote that nobody closed would take all rows behind it for one cell
    lines = csv.reader(text, delimiter=reading.delimiter, strict=True)
    try:
        return _grid(lines)
    except csv.Error as error:
        raise UnexpectedPageError("broken_csv", f"line {lines.line_num} cannot be read: {error}") from error


def read_xlsx(body: bytes, reading: Reading) -> Sheet:
    _refuse_bombs(body)
    try:
        book = load_workbook(BytesIO(body), read_only=True, data_only=True)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        name = next(iter(sheets)) if reading.sheet is None else reading.sheet
    except Exception as error:  # openpyxl lets through whatever a damaged part makes of itself
        raise UnexpectedPageError("truncated", f"the workbook cannot be opened: {error!r}") from error
    if name not in sheets:
        raise UnexpectedPageError("no_table", f"there is no sheet {name!r}, only {list(sheets)}")
    try:
        return _grid(texts_of(sheets[name]), pad=True)
    except UnusableFileError as error:
        raise UnexpectedPageError("truncated", str(error)) from error


def _refuse_bombs(body: bytes) -> None:
    """A workbook is a ZIP file, and 2 MB of it can stand for gigabytes; nothing is unpacked to find out."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise UnexpectedPageError("truncated", f"the workbook cannot be opened: {error}") from error
    if size > _MOST_UNPACKED:
        raise UnexpectedPageError("too_large", f"the workbook would unpack to {size} bytes")


def _grid(lines: Iterable[Sequence[str]], *, pad: bool = False) -> Sheet:
    """``pad``: a row may leave out its last cells. Only filled rows are kept in memory."""
    filled = (line for cells in lines if any(line := [cell.strip() for cell in cells]))
    top = list(islice(filled, TITLE_LINES))
    if not top:
        raise UnexpectedPageError("empty_page", "the file is empty")
    start = find_header(top)
    headers = tuple(" ".join(cell.split()) for cell in top[start])
    while not headers[-1]:
        headers = headers[:-1]
    rows = []
    for line in chain(top[start + 1 :], filled):
        if pad:
            line.extend([""] * (len(headers) - len(line)))
        if len(line) < len(headers) or any(line[len(headers) :]):
            raise UnexpectedPageError("ragged", f"a row has {len(line)} cells under {len(headers)} headers")
        rows.append(Row(dict(zip(headers, line, strict=False)), {}))
    return Sheet(headers, tuple(rows))
