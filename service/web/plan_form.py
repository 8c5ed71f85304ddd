"""The planner's form: what was entered, bounded, and nothing else. It lives as long as one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from registry.rules.duty import TeacherRole
from registry.rules.points import Planned, activities

MOST_ROWS = 30
"""Activities in one plan; a year has about 40 school weeks, and courses should not fill them."""

MOST = 100
"""Of one activity in one period."""

_LONGEST = 200
_FIRST_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One activity as entered. ``kind`` is A01 … A10 or empty; ``have`` the paper that is there already."""

    name: str = ""
    kind: str = ""
    quantity: int = 1
    first: date | None = None
    last: date | None = None
    issued: date | None = None
    role: str = ""
    goal: str = ""
    have: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything was entered."""
        return self != Row()

    @property
    def planned(self) -> Planned:
        """For the arithmetic of the rules; asked for rows with a kind only."""
        return Planned(self.kind, self.quantity, self.first, self.last, self.issued)


@dataclass(frozen=True, slots=True)
class PlanForm:
    """The five steps as entered."""

    year: int
    half: int = 1
    role: TeacherRole = TeacherRole.TEACHER
    skp: date | None = None
    report: str = ""
    target: str = ""
    extra: str = ""
    conduct: str = ""
    indicator: str = ""
    rows: tuple[Row, ...] = field(default=())

    @property
    def chosen(self) -> tuple[Row, ...]:
        """The rows that say something."""
        return tuple(row for row in self.rows if row.filled)


def read_form(form: Mapping[str, str], years: list[int], this_year: int) -> PlanForm:
    """What was entered; what cannot be read counts as not entered."""
    year = form.get("year", "")
    return PlanForm(
        year=int(year) if year.isdecimal() and len(year) < 5 and int(year) in years else this_year,
        half=2 if form.get("half") == "2" else 1,
        role=TeacherRole.HEAD if form.get("role") == TeacherRole.HEAD else TeacherRole.TEACHER,
        skp=_day(form.get("skp")),
        **{name: _text(form.get(name)) for name in ("report", "target", "extra", "conduct", "indicator")},
        rows=tuple(_row(form, number) for number in range(1, _row_count(form) + 1)),
    )


def with_room(rows: tuple[Row, ...], more: int = 0) -> tuple[Row, ...]:
    """The rows that are filled and ``more`` empty ones; at least two, to show what to do."""
    kept = tuple(row for row in rows if row.filled)
    wanted = min(max(len(kept) + more, _FIRST_SHOWN), MOST_ROWS)
    return kept + (Row(),) * (wanted - len(kept))


def _row_count(form: Mapping[str, str]) -> int:
    names = [it.name for it in fields(Row)]
    return max(
        (n for n in range(1, MOST_ROWS + 1) if any(f"k{n}-{name}" in form for name in names)), default=0
    )


def _row(form: Mapping[str, str], number: int) -> Row:
    entered = {it.name: form.get(f"k{number}-{it.name}", "") for it in fields(Row)}
    return Row(
        name=_text(entered["name"]),
        kind=entered["kind"] if entered["kind"] in activities() else "",
        quantity=_count(entered["quantity"]),
        first=_day(entered["first"]),
        last=_day(entered["last"]),
        issued=_day(entered["issued"]),
        role=_text(entered["role"]),
        goal=_text(entered["goal"]),
        have=_text(entered["have"]),
    )


def _text(text: str | None) -> str:
    return (text or "").replace("\x00", " ").strip()[:_LONGEST]


def _count(text: str) -> int:
    return min(max(int(text), 1), MOST) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def as_fields(form: PlanForm, rows: tuple[Row, ...]) -> dict[str, str]:
    """The form as names and values again, so that a page in the other language holds the same entries."""
    plain = {name: getattr(form, name) for name in _PLAIN}
    numbered = {
        f"k{number}-{it.name}": getattr(row, it.name)
        for number, row in enumerate(rows, start=1)
        if row.filled
        for it in fields(Row)
    }
    return {name: str(value) for name, value in {**plain, **numbered}.items() if value}


_PLAIN = ("year", "half", "role", "skp", "report", "target", "extra", "conduct", "indicator")
