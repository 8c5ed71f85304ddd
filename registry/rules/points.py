"""The points of 2024 (A01–A10) and the planner's arithmetic: units, never proportions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from registry.rules.notes import Note, Params
from registry.rules.periods import Fit, Period, fit
from registry.rules.rule import Rule
from registry.rules.store import read_table, rules_on
from registry.rules.views import crossing_note, issued_note
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A line of the catalogue: ``points`` for every ``needs`` units (``repeats``), or once."""

    code: str
    points: int
    unit_id: str
    unit_en: str
    name_id: str
    name_en: str
    evidence: str
    confidence: str
    needs: int = 1
    repeats: bool = True

    def name(self, language: str = "id") -> str:
        """Its name in Indonesian or English."""
        return self.name_en if language == "en" else self.name_id

    @property
    def added_up(self) -> bool:
        """Whether several entries of a plan count as one: three meetings of a leader, each on its own day."""
        return self.needs > 1 or not self.repeats

    def earned(self, quantity: int) -> int:
        """Points for this many units; fewer than ``needs`` earn nothing, parts and multiples do not count.

        >>> activities()["A09"].earned(8), activities()["A03"].earned(2), activities()["A03"].earned(6)
        (32, 0, 36)
        """
        if quantity < self.needs:
            return 0
        return self.points * (quantity // self.needs if self.repeats else 1)


@lru_cache(maxsize=1)
def activities() -> Mapping[str, ActivityKind]:
    """The catalogue by code (valid for 2024, rule R-04)."""
    return {entry["code"]: ActivityKind(**entry) for entry in read_table("activities")["activity"]}


class Target(StrEnum):
    """A total against the advised range of R-03."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"  # information, no failure
    NO_POINTS = "no_points"  # the year uses none, or no rule is stored


@dataclass(frozen=True, slots=True)
class Planned:
    """What a teacher plans or has done. Dates may be missing; those that are there are tested."""

    code: str
    quantity: int = 1
    first: date | None = None
    last: date | None = None
    issued: date | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day of the event; where only one is given it is both."""
        first, last = self.first or self.last, self.last or self.first
        return (first, last) if first and last else None


@dataclass(frozen=True, slots=True)
class Line:
    """One planned activity with its points and how it fits the period (``None`` without dates to tell).

    Where several lines count as one, the points of all stand at the first.
    """

    planned: Planned
    points: int
    fit: Fit | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The sum of a plan for one period. ``points`` is ``None`` where the period uses none."""

    period: Period
    points: int | None
    target: Target
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]


def plan(planned: Sequence[Planned], period: Period) -> Plan:
    """Add up a plan for a period by the rules in force in it.

    Raises:
        ValueError: an unknown activity code or a quantity below 1; the message says what is known.
    """
    for item in planned:
        if item.code not in activities():
            raise ValueError(f"unknown activity {item.code!r}; known: {', '.join(activities())}")
        if item.quantity < 1:
            raise ValueError(f"{item.code}: the quantity must be at least 1, not {item.quantity}")
    in_force = rules_on(period.first)
    scale = next((rule for rule in in_force if rule.id == "R-03"), None)
    counts = scale is not None
    fits = [_fit(item, period) for item in planned]
    lines = tuple(
        _line(item, period, how, counted if counts else None)
        for item, how, counted in zip(planned, fits, _counted(planned, fits), strict=True)
    )
    if scale is None:
        behind = tuple(rule.id for rule in in_force if rule.kind == "points_target")
        return Plan(
            period, None, Target.NO_POINTS, lines, (Note("plan_no_points", behind, {"year": period.year}),)
        )
    total = sum(line.points for line in lines)
    return Plan(period, total, *_against(total, scale, lines))


def _against(
    total: int, scale: Rule, lines: tuple[Line, ...]
) -> tuple[Target, tuple[Line, ...], tuple[Note, ...]]:
    least, most = scale.params["min"], scale.params["max"]
    if total < least:
        note = Note("plan_below", (scale.id,), {"points": total, "missing": least - total})
        return Target.BELOW, lines, (note,)
    if total > most:
        return Target.ABOVE, lines, (Note("plan_above", (scale.id,), {"points": total}),)
    return Target.WITHIN, lines, (Note("plan_within", (scale.id,), {"points": total}),)


def _fit(item: Planned, period: Period) -> Fit | None:
    if item.days is not None:
        return fit(period, *item.days, item.issued)
    return Fit.ASK if item.issued and period.excludes_issue(item.issued) else None


def _counted(planned: Sequence[Planned], fits: Sequence[Fit | None]) -> list[int]:
    """The quantity each entry is counted with: nothing outside the period, a sum at the first of its kind."""
    inside = [0 if how is Fit.OUTSIDE else item.quantity for item, how in zip(planned, fits, strict=True)]
    sums: Counter[str] = Counter()
    for item, quantity in zip(planned, inside, strict=True):
        sums[item.code] += quantity
    return [
        sums.pop(item.code, 0) if quantity and activities()[item.code].added_up else quantity
        for item, quantity in zip(planned, inside, strict=True)
    ]


def _line(item: Planned, period: Period, how: Fit | None, counted: int | None) -> Line:
    """``counted``: the quantity that earns the points of this line; ``None`` where the year has none."""
    kind = activities()[item.code]
    names: tuple[Params, Params] = ({"activity": kind.name_id}, {"activity": kind.name_en})
    notes: list[Note] = []
    if how is Fit.OUTSIDE and item.days:
        where: Params = {"date": item.days[0], "period": period.label()}
        english: Params = {**names[1], "period": period.label("en")}
        notes.append(Note("plan_outside", (period.rule,), {**names[0], **where}, english))
    else:
        notes += _border_notes(item, period)
        notes += _quantity_notes(kind, counted, names) if counted is not None else []
    if counted is not None:
        notes.append(Note(f"evidence_{kind.evidence}", ("R-05",)))
    return Line(item, kind.earned(counted or 0), how, tuple(notes))


def _border_notes(item: Planned, period: Period) -> list[Note]:
    notes = []
    if item.days and not all(day in period for day in item.days):
        notes.append(crossing_note(period, *item.days))
    if item.issued and period.excludes_issue(item.issued):
        notes.append(issued_note(period, item.issued))
    return notes


def _quantity_notes(kind: ActivityKind, counted: int, names: tuple[Params, Params]) -> list[Note]:
    if counted == 0:
        return [Note("plan_added_up", ("R-04",), *names)]
    if counted < kind.needs:
        params = {"needs": kind.needs, "quantity": counted}
        return [Note("plan_unmet", ("R-04",), {**names[0], **params}, names[1])]
    if counted > kind.needs and not kind.repeats:
        return [Note("plan_no_multiples", ("R-04",), {**names[0], "points": kind.points}, names[1])]
    return []
