"""A page of a list as rows under headers, whatever it was written in: HTML table, JSON, CSV or XLSX."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from crawler.markup import Element, elements, parse, selector, title_of, values, words
from crawler.sources.definition import Reading


class UnexpectedPageError(Exception):
    """The page is not what the source's definition describes; ``reason`` is a word for the run's record."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row: value by header (as written in the page), and the first link of each cell that has one."""

    values: Mapping[str, str]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's rows. ``total``: how many the whole list has, when the page says so."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int | None = None


def fold(header: str) -> str:
    """A header without regard to case, blanks and line breaks."""
    return " ".join(header.split()).casefold()


def read_sheet(body: bytes, reading: Reading) -> Sheet:
    """The rows of one page.

    Raises:
        UnexpectedPageError: the page is no such list (``no_table``, ``login_page``, ``truncated`` …).
    """
    match reading.reader:
        case "html":
            return _read_html(body, reading)
        case "json":
            return _read_json(body, reading)
        case "csv":
            return _read_csv(body, reading)
        case "xlsx":
            return _read_xlsx(body, reading)


def _read_html(body: bytes, reading: Reading) -> Sheet:
    document = _parse(body)
    tables = selector(reading.table)(document)
    if not tables:
        raise UnexpectedPageError(*_why_no_table(document, reading.table))
    table = tables[0]
    head = elements(table, ".//thead//th") or elements(table, "(.//tr)[1]/th")
    headers = tuple(words(cell) for cell in head)
    if not headers:
        raise UnexpectedPageError("no_headers", f"the table {reading.table!r} has no header row")
    if b"</html" not in body[-2000:].lower() and b"</table" not in body.lower():
        raise UnexpectedPageError("truncated", "the page breaks off inside the table")
    rows = []
    for line in elements(table, ".//tbody/tr") or elements(table, ".//tr")[1:]:
        cells = elements(line, "./td")
        if not cells:
            continue
        if len(cells) != len(headers):
            if len(cells) == 1:
                continue  # "no data" over the whole width
            raise UnexpectedPageError("ragged", f"a row has {len(cells)} cells under {len(headers)} headers")
        under = dict(zip(headers, cells, strict=True))
        links = {header: found[0] for header, cell in under.items() if (found := values(cell, ".//a/@href"))}
        rows.append(Row({header: words(cell) for header, cell in under.items()}, links))
    return Sheet(headers, tuple(rows))


def _parse(body: bytes) -> Element:
    document = parse(body)
    if document is None:
        raise UnexpectedPageError("empty_page", "the page is empty")
    return document


def _why_no_table(document: Element, selector: str) -> tuple[str, str]:
    title = title_of(document)[:80]
    if elements(document, "//input[@type='password']"):
        return "login_page", f"a login page came instead of the list ({title!r})"
    return "no_table", f"there is no table {selector!r} on the page ({title!r})"


def _read_json(body: bytes, reading: Reading) -> Sheet:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        if body.lstrip()[:1] == b"<":
            reason, message = _why_no_table(_parse(body), "(JSON)")
            raise UnexpectedPageError(
                "login_page" if reason == "login_page" else "not_json", message
            ) from error
        reason = "truncated" if body.lstrip()[:1] in (b"{", b"[") else "not_json"
        raise UnexpectedPageError(reason, f"the answer is not whole JSON: {error}") from error
    items = dig(document, reading.items)
    if not isinstance(items, list):
        raise UnexpectedPageError("no_table", f"there is no list at {reading.items!r} in the answer")
    rows = []
    for item in items:
        if not isinstance(item, dict):
            raise UnexpectedPageError("ragged", "an entry of the list is no object")
        rows.append(
            Row({key: "" if value is None else str(value).strip() for key, value in item.items()}, {})
        )
    headers = tuple(dict.fromkeys(key for row in rows for key in row.values))
    total = dig(document, reading.paging.total) if reading.paging and reading.paging.total else None
    return Sheet(
        headers, tuple(rows), int(total) if isinstance(total, int | str) and str(total).isdigit() else None
    )


def dig(document: Any, path: str) -> Any:
    """The value at a dotted path, ``None`` when it is not there; the document itself for an empty path."""
    for name in path.split(".") if path else ():
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _read_csv(body: bytes, reading: Reading) -> Sheet:
    lines = csv.reader(StringIO(body.decode("utf-8-sig", "replace")), delimiter=reading.delimiter)
    return _grid(lines)


def _read_xlsx(body: bytes, reading: Reading) -> Sheet:
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


def _grid(lines: Iterable[Sequence[str]]) -> Sheet:
    iterator = iter(lines)
    headers = tuple(" ".join(cell.split()) for cell in next(iterator, ()))
    while headers and not headers[-1]:
        headers = headers[:-1]
    if not headers:
        raise UnexpectedPageError("empty_page", "the file is empty")
    rows = []
    for line in iterator:
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        if len(cells) < len(headers) or any(cells[len(headers) :]):
            raise UnexpectedPageError("ragged", f"a row has {len(cells)} cells under {len(headers)} headers")
        rows.append(Row(dict(zip(headers, cells, strict=False)), {}))
    return Sheet(headers, tuple(rows))
