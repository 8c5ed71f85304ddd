"""The points of 2024 (A01–A10) and the planner's arithmetic: units, never proportions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from registry.rules.notes import Note, Params
from registry.rules.periods import Fit, Period, fit
from registry.rules.rule import Rule
from registry.rules.store import read_table, rules_on
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
    """What a teacher plans or has done. Dates may be missing; then the period is not tested."""

    code: str
    quantity: int = 1
    first: date | None = None
    last: date | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One planned activity with its points and how it fits the period (``None`` without dates)."""

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
    lines = tuple(_line(item, period, counts) for item in planned)
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


def _line(item: Planned, period: Period, counts: bool) -> Line:
    kind = activities()[item.code]
    names: tuple[Params, Params] = ({"activity": kind.name_id}, {"activity": kind.name_en})
    notes: list[Note] = []
    how = fit(period, item.first, item.last or item.first, item.issued) if item.first else None
    points = kind.earned(item.quantity) if counts else 0
    if how is Fit.OUTSIDE and item.first:
        where: Params = {"date": item.first, "period": period.label()}
        notes.append(
            Note(
                "plan_outside",
                (period.rule,),
                {**names[0], **where},
                {**names[1], "period": period.label("en")},
            )
        )
        points = 0
    elif how is Fit.ASK:
        said: Params = {"event": period.label(), "issued": item.issued or item.first or period.last}
        notes.append(Note("issued_elsewhere", (period.rule,), said, {"event": period.label("en")}))
    if counts and item.quantity < kind.needs:
        params = {"needs": kind.needs, "quantity": item.quantity}
        notes.append(Note("plan_unmet", ("R-04",), {**names[0], **params}, names[1]))
    elif counts and item.quantity > kind.needs and not kind.repeats:
        notes.append(Note("plan_no_multiples", ("R-04",), {**names[0], "points": kind.points}, names[1]))
    if counts:
        notes.append(Note(f"evidence_{kind.evidence}", ("R-05",)))
    return Line(item, points, how, tuple(notes))
