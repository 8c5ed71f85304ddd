"""Dates in Indonesian text: "Sabtu–Minggu, 17–18 Feb 2024", "24 Septembar s.d 1 Oktober 2020", "18/05/2026".

Three steps: single dates are found by one linear pattern, neighbours joined by "s.d.", a dash or a comma
become runs, and years that are not written come from the rest of the text or from the reading day.
What a run is for (event, registration, other) is decided in ``registry.reading.date_kinds``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import re2

from registry.reading.plain import PlainText
from registry.reading.vocabulary import alternatives, vocabulary
from registry.values import dataclass

MOST_DATES = 60
"""Dates read from one text; more is a calendar, not an announcement."""

_MOST_TRIED = 400
"""Spans that look like a date and are looked at; most numbers are none."""

_TO = r"(?:-|s\s?[./]?\s?d\b\.?|sampai(?:\s+dengan)?|hingga|to|until|sampe)"
_AND = r"(?:&|,|/|\+|dan|serta|and)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:20\d\d|'\d\d)"
_ORDINAL = re.compile(
    rb"\b(?:angkatan|gelombang|batch|ke|pertemuan|tahap|modul|pekan|bagian|hari|zona|seri|edisi|jilid|kelas|gugus|sesi|episode|abad)[^\w:]*$"
)
_LISTED = re.compile(rb"(?:\s*(?:,|&|dan)\s*(?:dan\s+)?\d{1,2}/\d{1,2}){0,7}\s*[,(]?\s*20\d\d\b")
"""What stands behind the first of "18/4, 25/4, 2/5 (2026)"."""
_DATE = 1  # the number of the group "date"


@dataclass(frozen=True, slots=True)
class FoundRun:
    """Days as written, before the year is settled; positions are in the folded text.

    ``weekday`` (Monday 0) is the first day's, when written.
    """

    first_day: int
    first_month: int
    last_day: int
    last_month: int
    first_year: int | None
    last_year: int | None
    start: int
    end: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class SettledRun:
    """A run with its days; ``year_stated`` is false when the year had to be worked out."""

    run: FoundRun
    first: date
    last: date
    year_stated: bool


@dataclass(frozen=True, slots=True)
class _Tables:
    month_of: dict[bytes, int]
    weekday_of: dict[bytes, int]
    scan: Any
    joint: Any
    weekday: Any
    year_ahead: Any
    groups: dict[bytes, int]
    """The numbers of the groups of ``scan``; looked up once, since the library asks its engine each time."""


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    data = vocabulary("dates")
    month = alternatives(word for words in data["months"].values() for word in words)
    weekday = alternatives(word for words in data["weekdays"].values() for word in words)
    named = (
        rf"(?P<days>{_DAY}(?:st|nd|rd|th)?(?:\s*(?:{_TO}|{_AND})\s*(?:{_AND}\s*)?(?:(?:{weekday})\s+)?{_DAY}){{0,7}})"
        rf"\s*(?:-|/|of\s)?\s*(?P<month>{month})\b\.?(?:\s*[-,/]?\s*(?P<year>{_YEAR}))?"
    )
    english = (
        rf"(?P<emonth>{month})\.?\s+(?P<eday>{_DAY})(?:st|nd|rd|th)?"
        rf"(?:\s*(?:-|to)\s*(?P<elast>{_DAY}))?,\s*(?P<eyear>20\d\d)"
    )
    iso = r"(?P<iyear>20\d\d)-(?P<imonth>0\d|1[0-2])-(?P<iday>[0-3]\d)"
    numeric = (
        rf"(?P<ndays>{_DAY}(?:\s*(?:-|s\.?d\.?|&|dan)\s*{_DAY})?)\s?(?P<sign>[/.-])\s?(?P<nmonth>0?[1-9]|1[0-2])"
        r"(?:\s?[/.-]\s?(?P<nyear>20\d\d|\d\d))?"
    )
    edge = rf"(?:^|[^a-z0-9/.,]|[^0-9/.][.,]|\b(?:{weekday})/)"
    scan = re2.compile(rf"{edge}(?P<date>{iso}|{named}|{numeric}|{english})(?:[^a-z0-9/]|/[^0-9]|$)".encode())
    return _Tables(
        month_of={w.encode(): int(n) for n, words in data["months"].items() for w in words},
        weekday_of={w.encode(): int(n) for n, words in data["weekdays"].items() for w in words},
        scan=scan,
        joint=re2.compile(
            rf"^[\s(),|]*(?:(?P<to>{_TO})|(?P<and>{_AND})){{1,2}}[\s|]*(?:(?:hari|tanggal|tgl)\b\.?\s*)?"
            rf"(?:(?:{weekday})\b['.]?\s*,?\s*)?[(\s]*$".encode()
        ),
        weekday=re2.compile(
            rf"\b(?P<day>{weekday})\b(?:\s*(?:{_TO}|{_AND})\s*(?:{weekday})\b)?"
            r"(?:\s+(?:pagi|siang|sore|malam|wage|kliwon|pon|legi|pahing|ini|depan|tanggal|tgl))?[\s,.:|(/-]*$".encode()
        ),
        year_ahead=re2.compile(rb"\b(20\d\d)\b"),
        groups=scan.groupindex,
    )


def weekdays() -> Mapping[bytes, int]:
    """The names of the days of the week → their number (Monday 0)."""
    return _tables().weekday_of


def _year(text: bytes | None) -> int | None:
    if not text:
        return None
    digits = text.strip(b"'")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _day_runs(days: bytes) -> list[tuple[int, int]]:
    """``13-15`` → [(13, 15)]; ``5, 12 dan 19`` → three days; ``22 & 23`` → one run, they are consecutive."""
    numbers = [(int(m.group()), m.start(), m.end()) for m in re.finditer(rb"\d+", days)]
    runs: list[tuple[int, int]] = []
    for index, (number, start, _) in enumerate(numbers):
        between = days[numbers[index - 1][2] : start] if index else b""
        joined = (
            index > 0
            and number > runs[-1][1]
            and (number == runs[-1][1] + 1 or not re.search(rb"[&,/+]|dan|serta|and", between))
        )
        if joined:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _without_ordinal(days: bytes, left: bytes) -> bytes:
    """ "angkatan 3, 19-22 Agustus": the 3 is no day."""
    if not _ORDINAL.search(left):
        return days
    return re.sub(rb"^\d+\s*[,/&]\s*", b"", days)


def find_runs(text: PlainText) -> list[FoundRun]:
    """All dates of the text in order, neighbours such as "29 Januari s/d 1 Februari" joined into one run."""
    tables = _tables()
    found: list[FoundRun] = []
    body = text.folded
    at = 0
    for _ in range(_MOST_TRIED):
        if len(found) >= MOST_DATES or (match := tables.scan.search(body, at)) is None:
            break
        at = match.end(_DATE)
        for run in _runs_of(match, body, tables):
            if not _join(found, run, body, tables):
                found.append(run)
    return found


def _runs_of(match: Any, body: bytes, tables: _Tables) -> list[FoundRun]:
    start, end = match.span(_DATE)
    before = tables.weekday.search(body[max(0, start - 40) : start])
    weekday = tables.weekday_of.get(b" ".join(before.group(b"day").split())) if before else None
    group = tables.groups
    year: int | None
    if match[group[b"iyear"]]:
        runs = [(int(match[group[b"iday"]]), int(match[group[b"iday"]]))]
        month, year = int(match[group[b"imonth"]]), int(match[group[b"iyear"]])
    elif match[group[b"month"]]:
        runs = _day_runs(_without_ordinal(match[group[b"days"]], body[max(0, start - 12) : start]))
        month, year = tables.month_of[match[group[b"month"]]], _year(match[group[b"year"]])
    elif match[group[b"emonth"]]:
        runs = [(int(match[group[b"eday"]]), int(match[group[b"elast"]] or match[group[b"eday"]]))]
        month, year = tables.month_of[match[group[b"emonth"]]], int(match[group[b"eyear"]])
    elif _numeric_is_date(match, body, before is not None):
        runs = _day_runs(match[group[b"ndays"]])
        month, year = int(match[group[b"nmonth"]]), _year(match[group[b"nyear"]])
    else:
        return []
    return [
        FoundRun(first, month, last, month, year, year, start, end, weekday if index == 0 else None)
        for index, (first, last) in enumerate(runs)
        if _is_day(first, month) and _is_day(last, month)
    ]


def _numeric_is_date(match: Any, body: bytes, after_weekday: bool) -> bool:
    """``18/1/2025`` is a date; ``6/8`` only behind a weekday or a date word, or as a label."""
    group = _tables().groups
    sign, year = match[group[b"sign"]], match[group[b"nyear"]]
    if sign == b"-" and year and len(year) == 2:
        return False
    if year:
        signs = set(
            re.findall(
                rb"[/.-]",
                body[match.start(group[b"sign"]) : match.start(group[b"nyear"])],
            )
        )
        return len(signs) == 1
    if sign != b"/":
        return False
    left = body[max(0, match.start(_DATE) - 24) : match.start(_DATE)]
    right = body[match.end(_DATE) : match.end(_DATE) + 3]
    labelled = bool(re.search(rb"(?:tgl|tanggal|lambat|sampai|s\.?d\.?|sebelum|hari)\W*$", left))
    line_label = bool(re.search(rb"(?:^|[\n|>])[\s\-]*$", left)) and right.lstrip().startswith(b":")
    return after_weekday or labelled or line_label or _LISTED.match(body[match.end(_DATE) :][:60]) is not None


def _is_day(day: int, month: int) -> bool:
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True


def _join(found: list[FoundRun], run: FoundRun, body: bytes, tables: _Tables) -> bool:
    """Join ``run`` to the last found one when only "s.d." or a dash stands between them."""
    if not found or found[-1].end >= run.start:
        return False
    before = found[-1]
    gap = body[before.end : run.start]
    if len(gap) > 40 or not (joint := tables.joint.search(gap)) or joint.group(b"to") is None:
        return False
    found[-1] = replace(
        before, last_day=run.last_day, last_month=run.last_month, last_year=run.last_year, end=run.end
    )
    return True


def settle_years(runs: Sequence[FoundRun], text: PlainText, on: date, past: bool) -> list[SettledRun]:
    """Each run with its first and last day, and whether its year was written.

    A missing year comes, in this order, from a year written in the 40 characters behind the run, from the
    next run, from the run before, and at last from the reading day ``on``: the nearest such day, where days
    to come are preferred (days gone by, when ``past``). A written weekday must fit.
    """
    written = [run.last_year or run.first_year for run in runs]
    years = list(written)
    for index in reversed(range(len(runs))):
        following = years[index + 1] if index + 1 < len(runs) else None
        years[index] = written[index] or _agreeing(runs[index], (_year_behind(runs[index], text), following))
    for index, run in enumerate(runs):
        if years[index] is None:
            before = years[index - 1] if index else None
            years[index] = _agreeing(run, (before,)) or _nearest_year(run, on, past)
    return [
        SettledRun(run, *days, written[index] is not None)
        for index, run in enumerate(runs)
        if (days := _days(run, years[index] or on.year)) is not None
    ]


def _agreeing(run: FoundRun, years: Sequence[int | None]) -> int | None:
    return next((year for year in years if year and _fits(run, year)), None)


def _year_behind(run: FoundRun, text: PlainText) -> int | None:
    ahead = _tables().year_ahead.search(text.folded[run.end : run.end + 40].split(b"\n")[0])
    return int(ahead.group(1)) if ahead else None


def _days(run: FoundRun, year: int) -> tuple[date, date] | None:
    first_year = run.first_year or (year - 1 if run.first_month > run.last_month else year)
    try:
        first, last = (
            date(first_year, run.first_month, run.first_day),
            date(year, run.last_month, run.last_day),
        )
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _fits(run: FoundRun, year: int) -> bool:
    days = _days(run, year)
    return days is not None and run.weekday in (None, days[0].weekday())


def _nearest_year(run: FoundRun, on: date, past: bool) -> int:
    def cost(year: int) -> tuple[bool, int]:
        days = _days(run, year)
        if days is None:
            return True, 10_000
        away = (days[1] - on).days
        wrong_way = away > 0 if past else away < 0
        return not _fits(run, year), abs(away) * (2 if wrong_way else 1)

    return min((on.year - 1, on.year, on.year + 1), key=cost)
