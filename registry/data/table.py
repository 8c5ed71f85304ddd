"""Reading a CSV table that people edit by hand: every fault is named by file, line and column."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources.abc import Traversable

from registry.values import dataclass

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell (or, when ``column`` is empty, with a whole row or file)."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.message}"


class CellError(ValueError):
    """One cell cannot be read; ``column`` says which."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its line number; the accessors raise a CellError that says what to write instead."""

    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell without surrounding spaces; empty when nothing is stated."""
        return self.cells.get(column, "").strip()

    def required(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not (value := self.text(column)):
            raise CellError(column, "is empty but needed")
        return value

    def choice(self, column: str, choices: Sequence[str]) -> str:
        """The cell, which must be one of ``choices``."""
        if (value := self.text(column)) not in choices:
            raise CellError(column, f"{value!r} is not one of: {', '.join(choices)}")
        return value

    def first_day(self, column: str) -> date | None:
        """The date in the cell; of a year or a month its first day. ``None`` when empty."""
        return _day(column, self.text(column), last=False)

    def last_day(self, column: str) -> date | None:
        """The date in the cell; of a year or a month its last day. ``None`` when empty."""
        return _day(column, self.text(column), last=True)


def _day(column: str, text: str, *, last: bool) -> date | None:
    if not text:
        return None
    if not (found := _PARTIAL_DATE.fullmatch(text)):
        raise CellError(column, f"{text!r} is not a date (write 2025, 2025-01 or 2025-01-21)")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))
    except ValueError:
        raise CellError(column, f"{text!r} is no day of the calendar") from None


def read_table(file: Traversable, columns: Sequence[str], faults: list[Fault]) -> Iterator[Row]:
    """The rows of a CSV file with exactly these columns (any order).

    A missing file, a wrong header or a row with too many or too few cells is added to ``faults``; the sound
    rows still come.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.append(Fault(file.name, 0, "", "the file is missing"))
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(file.name, line, "", "is not UTF-8 text; save it as 'CSV UTF-8'"))
        return
    reader = csv.reader(text.splitlines(keepends=True))
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        faults.append(Fault(file.name, 1, "", f"cannot be read as CSV ({error})"))
        return
    if sorted(header) != sorted(columns):
        missing, extra = set(columns) - set(header), set(header) - set(columns)
        said = [f"missing {', '.join(sorted(missing))}"] if missing else []
        said += [f"unknown {', '.join(sorted(extra))}"] if extra else []
        faults.append(
            Fault(file.name, 1, "", "wrong header: " + "; ".join(said or ["a column stands twice"]))
        )
        return
    line = reader.line_num + 1
    try:
        for cells in reader:
            if cells and len(cells) != len(header):
                message = (
                    f"has {len(cells)} cells instead of {len(header)} (a comma inside a value needs quotes)"
                )
                faults.append(Fault(file.name, line, "", message))
            elif cells:
                yield Row(line, dict(zip(header, cells, strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(file.name, line, "", f"cannot be read as CSV from here on ({error})"))
