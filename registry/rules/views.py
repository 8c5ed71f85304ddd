"""Remarks that several answers share."""

from __future__ import annotations

from datetime import date

from registry.rules.notes import Note, Params
from registry.rules.periods import Period, period_on
from registry.rules.store import rules


def conflict_note(one: str, other: str) -> Note:
    """Two rules (ids) that contradict each other, side by side and never merged: what each says, and how near
    its source is to the regulation.
    """
    first, second = sorted((rules()[one], rules()[other]), key=lambda rule: rule.tier)
    tiers = {"tier_a": first.tier.value, "tier_b": second.tier.value}
    return Note(
        "conflict",
        (first.id, second.id),
        {"a": first.text_id, "b": second.text_id, **tiers},
        {"a": first.text_en, "b": second.text_en},
    )


def crossing_note(period: Period, first: date, last: date) -> Note:
    """An event (first to last day) that lies in ``period`` and beyond; where no period is stored, the day."""
    said, english = (
        {"first": _period_of(first, language), "last": _period_of(last, language)}
        for language in ("id", "en")
    )
    return Note("crosses_periods", (period.rule,), said, english)


def _period_of(day: date, language: str) -> str | date:
    there = period_on(day)
    return there.label(language) if there else day


def issued_note(period: Period, issued: date) -> Note:
    """A certificate issued outside the event's period; what follows from it no source says for certain."""
    said: Params = {"period": period.label(), "issued": issued}
    return Note("issued_elsewhere", (period.rule,), said, {"period": period.label("en")})
