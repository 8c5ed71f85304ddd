"""A page of a list as rows under headers, whatever it was written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

TITLE_LINES = 15  # "DAFTAR MGMP …", the office, the year, an empty line: lists carry a handful at most


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
    """A page's rows. ``total``: how many the whole list has; ``onward``: where it goes on; if the page says
    so."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int | None = None
    onward: str | None = None

    def filled_down(self, columns: tuple[str, ...]) -> Sheet:
        """The same with empty cells of these columns read as "as above": what merged cells become."""
        wanted = {fold(column) for column in columns}
        downward = [header for header in self.headers if fold(header) in wanted]
        if not downward:
            return self
        above = dict.fromkeys(downward, "")
        rows = []
        for row in self.rows:
            above = {header: row.values.get(header) or above[header] for header in downward}
            rows.append(Row({**row.values, **above}, row.links))
        return replace(self, rows=tuple(rows))


def fold(header: str) -> str:
    """A header without regard to case, blanks and line breaks."""
    return " ".join(header.split()).casefold()


def find_header(lines: Sequence[Sequence[str]]) -> int:
    """Which line holds the headers: the first with two words in it or more; what is above is a title."""
    for number, line in enumerate(lines[:TITLE_LINES]):
        if len({cell for cell in line if cell}) >= 2:
            return number
    return 0
