"""Reads the notes that the extension exports (``extension/src/csv.js``). Nothing is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from registry.rules.periods import Period
from registry.rules.points import activities
from service.web.plan_form import Row

_COLUMNS = 5
"""Date, event, organizer, role, evidence: by position, because the titles are in the user's language.
A sixth, the kind of activity, is missing in files of older versions."""

_LONGEST = 200


class UnreadableDiaryError(ValueError):
    """The file is no table of notes."""


def read_diary(content: bytes) -> tuple[Row, ...]:
    """The notes of a file as rows of the planner, oldest first; rows without a date or a name are left out.

    Raises:
        UnreadableDiaryError: not UTF-8, no CSV, or not a single note in it.

    >>> file = b'Hari,Nama,Dari,Peran,Bukti,Jenis\\r\\n"2026-05-02","Webinar","KKG","Peserta","no. 7","A09"'
    >>> [(row.name, row.first.isoformat(), row.kind) for row in read_diary(file)]
    [('Webinar (KKG)', '2026-05-02', 'A09')]
    """
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        found = [row for line in lines if (row := _row(line)) is not None]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableDiaryError(str(error)) from error
    if not found:
        raise UnreadableDiaryError("no note in it")
    return tuple(sorted(found, key=_day))


def most_wanted(notes: Sequence[Row], period: Period | None, room: int) -> tuple[Row, ...]:
    """As many notes as there is room for, those of ``period`` before others, new before old; by day again.

    >>> notes = [Row(name=str(year), first=date(year, 5, 2)) for year in (2024, 2025, 2026)]
    >>> [note.name for note in most_wanted(notes, Period(date(2024, 1, 1), date(2024, 6, 30), "R-01"), 2)]
    ['2024', '2026']
    """

    def wanted(note: Row) -> tuple[bool, date]:
        return period is not None and _day(note) in period, _day(note)

    return tuple(sorted(sorted(notes, key=wanted, reverse=True)[:room], key=_day))


def _day(row: Row) -> date:
    return row.first or date.min


def _row(line: list[str]) -> Row | None:
    if len(line) < _COLUMNS:
        return None
    day, event, organizer, role, _evidence = (_cell(text) for text in line[:_COLUMNS])
    try:
        first = date.fromisoformat(day)
    except ValueError:
        return None  # the titles, or a note without a day
    if not event:
        return None
    name = f"{event} ({organizer})" if organizer else event
    kind = _cell(line[_COLUMNS]) if len(line) > _COLUMNS else ""
    return Row(
        name=name[:_LONGEST], kind=kind if kind in activities() else "", first=first, role=role[:_LONGEST]
    )


def _cell(text: str) -> str:
    """Without the apostrophe that keeps spreadsheets from running a formula."""
    text = text.replace("\x00", " ").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
