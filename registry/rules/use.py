"""What a certificate of this event would be good for, by the rules in force on the event's date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from registry.reading.facts import EventFacts
from registry.rules.notes import Note, Params
from registry.rules.periods import Fit, Period, fit, period_on
from registry.rules.points import activities
from registry.rules.rule import Rule
from registry.rules.store import conflicts, rules_on
from registry.rules.views import conflict_note, crossing_note, issued_note
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Usefulness:
    """The third question of a verdict. Nothing here judges the organizer.

    ``day``: the day that chose the rules (the event's first, or the reading day: ``dated`` is false then).
    ``points``: for one participation, only in 2024 and only when the kind of activity is clear.
    ``rules``: those in force that concern certificates; ``conflicts``: pairs of ids that contradict.
    """

    day: date
    dated: bool
    period: Period | None
    fit: Fit
    points: int | None
    activity: str | None
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]
    conflicts: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> bool:
        """Whether any rule is stored for the day."""
        return bool(self.rules)


def usefulness(event: EventFacts, on: date, issued: date | None = None) -> Usefulness:
    """What the event is good for. ``on``: the reading day; ``issued``: the date of issue, if known.

    The rule set is chosen by the event's first day, not by today. A date without rules says so.
    """
    first, last = event.first or on, event.last or on
    dated = event.first is not None
    in_force = tuple(rule for rule in rules_on(first) if rule.kind not in ("domain", "cost"))
    period = period_on(first)
    how = fit(period, first, last, issued) if dated else Fit.ISSUE_OPEN if period else Fit.NO_RULE
    if not in_force or period is None:
        notes: tuple[Note, ...] = (Note("no_rule", (), {"date": first}), Note("superior_decides"))
        return Usefulness(first, dated, period, Fit.NO_RULE, None, None, in_force, notes)
    by_id = {rule.id: rule for rule in in_force}
    points, activity, about_points = _points(event, by_id)
    pairs = tuple((a.id, b.id) for a, b in conflicts(in_force))
    notes = (
        *(() if dated else (Note("no_date", (), {"date": on}),)),
        *_period_notes(period, last, issued, by_id),
        *about_points,
        *_standing_notes(by_id, on),
        *(conflict_note(*pair) for pair in pairs),
        *(() if event.over(on) else _days_left(period, on)),
        Note("supporting_only", ("R-13",) if "R-13" in by_id else ()),
        Note("superior_decides"),
    )
    return Usefulness(first, dated, period, how, points, activity, in_force, notes, pairs)


def _period_notes(period: Period, last: date, issued: date | None, by_id: Mapping[str, Rule]) -> list[Note]:
    label, english = period.label(), period.label("en")
    notes = [Note("period", (period.rule,), {"period": label}, {"period": english})]
    if last not in period:
        notes.append(crossing_note(period, period.first, last))
    if "R-01" not in by_id:
        return notes
    if issued is None:
        notes.append(Note("issued_unknown", ("R-01",), {"period": label}, {"period": english}))
    elif issued not in period:
        notes.append(issued_note(period, issued))
    return notes


def _points(event: EventFacts, by_id: Mapping[str, Rule]) -> tuple[int | None, str | None, list[Note]]:
    activity = event.activity.code if event.activity else None
    if "R-04" not in by_id:
        notes = [Note("no_points", ("R-21",))] if "R-21" in by_id else []
        notes += [Note("no_upload", ("R-22",))] if "R-22" in by_id else []
        if event.jp and "R-30" in by_id:
            notes.append(Note("jp_other_use", ("R-30",)))
        return None, activity, notes
    notes = []
    kind = activities().get(activity) if activity else None
    if kind is None:
        notes.append(Note("points_unclear", ("R-04",)))
        notes.append(Note("evidence_certificate", ("R-05",)))
    else:
        params: Params = {"activity": kind.name_id, "points": kind.points, "unit": kind.unit_id}
        notes.append(Note("points", ("R-04",), params, {"activity": kind.name_en, "unit": kind.unit_en}))
        notes.append(Note(f"evidence_{kind.evidence}", ("R-05",)))
    if event.jp:
        notes.append(Note("jp_not_points", ("R-05",), {"jp": event.jp.hours}))
    return (kind.earned(kind.needs) if kind else None), activity, notes


def _standing_notes(by_id: Mapping[str, Rule], on: date) -> list[Note]:
    if "R-07" in by_id:
        notes = [Note("who_asn_2024", ("R-07", "R-09"))]
    elif "R-24" in by_id:
        notes = [Note("who_asn_2026", ("R-24",))]
    else:
        notes = [Note("who_unknown")]
    due = tuple(rule.id for rule in by_id.values() if rule.review_due(on))
    if due:
        notes.append(Note("review_due", due, {"rules": ", ".join(due)}))
    return notes


def _days_left(period: Period, on: date) -> list[Note]:
    days = period.calm_days(on) if on in period else None
    if days is None:
        return []
    return [
        Note(
            "days_left",
            (period.rule,),
            {"period": period.label(), "days": days},
            {"period": period.label("en")},
        )
    ]
