"""Performance periods: two semesters in 2024, one year since 2025, from the rules of kind ``period``."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache

from registry.rules.days import MONTHS
from registry.rules.rule import Rule
from registry.rules.store import rules, rules_on
from registry.values import dataclass

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """One performance period, both days included, and the rule that sets it."""

    first: date
    last: date
    rule: str

    @property
    def year(self) -> int:
        """The period's year."""
        return self.first.year

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days_left(self, on: date) -> int:
        """Days from ``on`` to the period's last day; 0 when it is over."""
        return max(0, (self.last - on).days)

    def excludes_issue(self, issued: date) -> bool:
        """Whether the rule wants the date of issue within the period too (R-01 does), and this one is not."""
        return "issued" in rules()[self.rule].params.get("tests", ()) and issued not in self

    def calm_days(self, on: date) -> int | None:
        """Days left on a day on which there is no hurry; ``None`` in the last week and when it is over."""
        left = self.days_left(on)
        return left if left >= _WEEK else None

    def label(self, language: str = "id") -> str:
        """ "Januari–Juni 2024" or "January–June 2024"."""
        months = MONTHS[language]
        return f"{months[self.first.month - 1]}–{months[self.last.month - 1]} {self.year}"


@lru_cache(maxsize=512)
def period_on(day: date) -> Period | None:
    """The period a day falls into, or ``None`` when no rule about it is stored."""
    for rule in rules_on(day):
        for period in _periods(rule, day.year):
            if day in period:
                return period
    return None


def periods_of(year: int) -> tuple[Period, ...]:
    """The periods of a year in order; empty when no rule is stored for it."""
    found = [p for rule in rules().values() if rule.holds(date(year, 1, 1)) for p in _periods(rule, year)]
    return tuple(sorted(found, key=lambda period: period.first))


def _periods(rule: Rule, year: int) -> list[Period]:
    if rule.kind != "period" or "windows" not in rule.params:
        return []
    return [Period(_day(year, first), _day(year, last), rule.id) for first, last in rule.params["windows"]]


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


class Fit(StrEnum):
    """How the days of an event and its certificate fit the period asked about."""

    FITS = "fits"
    ISSUE_OPEN = "issue_open"  # the event fits, the date of issue is not known yet
    ASK = "ask"  # event inside, issue outside (or across the border): ask the superior
    OUTSIDE = "outside"
    NO_RULE = "no_rule"


def fit(period: Period | None, first: date, last: date, issued: date | None = None) -> Fit:
    """Do the event (first to last day) and the certificate's date of issue lie in ``period``?

    Both must in 2024 (R-01); since then no rule speaks of the date of issue. An event inside with a
    certificate issued outside is not lost for certain, since the annex of the regulation could not be read:
    ``ASK``.
    """
    if period is None:
        return Fit.NO_RULE
    if last < period.first or first > period.last:
        return Fit.OUTSIDE
    if first not in period or last not in period:
        return Fit.ASK
    if issued is None:
        return Fit.ISSUE_OPEN
    return Fit.ASK if period.excludes_issue(issued) else Fit.FITS
