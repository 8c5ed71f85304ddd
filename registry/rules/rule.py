"""The shapes of a rule: a dated, cited statement of what counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from registry.values import dataclass


class Tier(StrEnum):
    """How near a source is to the regulation."""

    T1 = "T1"  # official text or page, copy of a letter
    T2 = "T2"  # press or office that quotes officials
    T3 = "T3"  # blog, channel, forwarded message


class Force(StrEnum):
    """What kind of statement a rule makes."""

    REQUIRED = "required"
    ADVISED = "advised"
    EXPLAINS = "explains"
    OPINION = "opinion"  # somebody's view, shown as such
    CLAIM = "claim"  # said by media, contradicted by a rule


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from."""

    document: str
    tier: Tier
    part: str | None = None
    quote: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``valid_from`` and ``valid_until`` (inclusive, ``None`` open) are the *performance period* it
    rules, not the day of an upload. A rule is never deleted, only closed and ``replaced_by`` another.
    """

    id: str
    kind: str
    title_id: str
    title_en: str
    text_id: str
    text_en: str
    valid_from: date
    valid_until: date | None
    force: Force
    confidence: str
    citations: tuple[Citation, ...]
    reviewed: date
    review_again: date
    enacted: date | None = None
    subject: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    replaced_by: str | None = None
    conflicts_with: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the rule rules this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def review_due(self, on: date) -> bool:
        """Whether its review date has passed; it is shown as "to be reviewed" then."""
        return on > self.review_again

    @property
    def tier(self) -> Tier:
        """The best tier among its sources."""
        return min(citation.tier for citation in self.citations)

    def text(self, language: str = "id") -> str:
        """The rule in plain words, Indonesian (``id``) or English (``en``)."""
        return self.text_en if language == "en" else self.text_id
