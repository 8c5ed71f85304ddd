"""From bytes to rows of cells: one bad row never spoils the rest, and no row takes much memory."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from registry.values import dataclass

#: Longest line and longest row, in bytes: ten times the longest honest row seen in official lists.
LONGEST = 64 * 1024
#: How many lines a quoted cell may go over before the quote is taken for one that somebody forgot to close.
MOST_LINES = 20

_SIGNATURES = {
    b"PK\x03\x04": "this is an Excel workbook or zip archive: name it .xlsx, or save the sheet as CSV UTF-8",
    b"\xd0\xcf\x11\xe0": "this is an old Excel workbook: save the sheet as CSV UTF-8",
    b"\x1f\x8b": "this file is compressed: unpack it first",
    b"%PDF": "this is a PDF: a table is needed",
    b"\xff\xfe": "this file is UTF-16: save it as CSV UTF-8",
    b"\xfe\xff": "this file is UTF-16: save it as CSV UTF-8",
    b"<!": "this is a web page: a table is needed",
    b"<h": "this is a web page: a table is needed",
}


class UnusableFileError(ValueError):
    """Nothing can be read from this file; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not taken, and why. ``line`` counts from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column name; lists stay lists in JSON lines."""

    line: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def read_csv(file: BinaryIO, required: frozenset[str]) -> Iterator[Row | Refusal]:
    """Rows of a CSV file with a header; the separator is ``,``, ``;`` or tab, whichever the header uses.

    Raises:
        UnusableFileError: no table, wrong encoding in the header, no header, a column twice.
    """
    lines = deque[_Line | Refusal]()
    source = _lines(file)
    header, delimiter = _header(next(source, None), required)
    while (line := lines.popleft() if lines else next(source, None)) is not None:
        if isinstance(line, Refusal):
            yield line
            continue
        if not line.text.strip():
            continue
        yield _csv_row(line, header, delimiter, lines, source)


def read_jsonl(file: BinaryIO) -> Iterator[Row | Refusal]:
    """Rows of a file with one JSON object per line.

    Raises:
        UnusableFileError: the file is something else altogether.
    """
    for line in _lines(file):
        if isinstance(line, Refusal):
            yield line
        elif line.text.strip():
            yield _json_row(line)


def _lines(file: BinaryIO) -> Iterator[_Line | Refusal]:
    number = 0
    while raw := file.readline(LONGEST + 1):
        number += 1
        if number == 1:
            _recognize(raw)
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield Refusal(number, f"the line is longer than {LONGEST // 1024} KiB")
            continue
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            if number == 1:
                raise UnusableFileError("the file is not UTF-8: save it as CSV UTF-8") from error
            yield Refusal(
                number, f"not UTF-8 (byte {error.start + 1} of the line): save the file as CSV UTF-8"
            )
            continue
        yield _Line(number, text)


def _recognize(start: bytes) -> None:
    for signature, reason in _SIGNATURES.items():
        if start.startswith(signature):
            raise UnusableFileError(reason)
    if b"\0" in start:
        raise UnusableFileError("this is no text file, or one in UTF-16: save it as CSV UTF-8")


def _header(line: _Line | Refusal | None, required: frozenset[str]) -> tuple[list[str], str]:
    if line is None:
        raise UnusableFileError("the file is empty")
    if isinstance(line, Refusal):
        raise UnusableFileError(f"the first line must name the columns, but {line.reason}")
    text = line.text.strip("\r\n")
    delimiter = max(",;\t", key=text.count)
    try:
        header = next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise UnusableFileError(
            f"the first line must name the columns, but cannot be read ({error})"
        ) from error
    return named_columns(header, required, text), delimiter


def named_columns(header: list[str], required: frozenset[str], text: str | None = None) -> list[str]:
    """The header's columns, folded. ``text``: the line they were read from.

    Raises:
        UnusableFileError: a column is missing or named twice.
    """
    header = [cell.strip().casefold() for cell in header]
    if missing := sorted(required - set(header)):
        found = text if text is not None else ", ".join(header)
        raise UnusableFileError(
            f"the first line must name the columns; missing: {', '.join(missing)} (found: {found[:100]!r})"
        )
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise UnusableFileError(f"columns named twice: {', '.join(twice)}")
    return header


def _csv_row(
    first: _Line,
    header: list[str],
    delimiter: str,
    waiting: deque[_Line | Refusal],
    source: Iterator[_Line | Refusal],
) -> Row | Refusal:
    """One row from its first line, and from the lines after it that a quoted cell goes over.

    When the quote is never closed only the first line is refused: the others go back and are read by
    themselves.
    """
    text, taken = first.text, list[_Line]()
    while True:
        try:
            cells = next(csv.reader([text], delimiter=delimiter, strict=True))
            break
        except csv.Error as error:
            reason = str(error)
        following = None
        if "unexpected end of data" in reason and len(taken) < MOST_LINES and len(text) < LONGEST:
            following = waiting.popleft() if waiting else next(source, None)
        if not isinstance(following, _Line):
            waiting.extendleft(reversed([*taken, *([following] if following else [])]))
            what = "a quote is opened and not closed" if "unexpected end" in reason else reason
            return Refusal(first.number, f"the row cannot be read: {what}")
        taken.append(following)
        text += following.text
    if len(cells) != len(header):
        waiting.extendleft(reversed(taken))
        return Refusal(
            first.number,
            f"{len(cells)} cells, but {len(header)} columns: put cells that contain {delimiter!r} in quotes",
        )
    return Row(first.number, dict(zip(header, cells, strict=True)))


def _json_row(line: _Line) -> Row | Refusal:
    try:
        found = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        return Refusal(line.number, f"no JSON ({str(error)[:80]})")
    if not isinstance(found, dict):
        return Refusal(line.number, "a JSON object is needed, one per line")
    return Row(line.number, {str(key).strip().casefold(): value for key, value in found.items()})
