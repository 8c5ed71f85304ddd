"""The answer of name matching: ``match``, ``ambiguous`` (these, ask which) or ``none``."""

from __future__ import annotations

from enum import StrEnum

from registry.values import dataclass


class Outcome(StrEnum):
    """Ambiguous is an answer of its own and never becomes recognized."""

    MATCH = "match"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One organizer that came into question, with its score in [0, 1]."""

    organizer_id: str
    score: float


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Who a name stands for.

    ``organizer_id`` is set exactly when ``outcome`` is ``match``; ``candidates`` are best first (the
    homonyms when ``ambiguous``). ``old_name`` says that the name matched by an alias that is out of date.
    """

    outcome: Outcome
    organizer_id: str | None = None
    candidates: tuple[Candidate, ...] = ()
    score: float = 0.0
    old_name: bool = False

    def __post_init__(self) -> None:
        if (self.organizer_id is not None) != (self.outcome is Outcome.MATCH):
            raise ValueError("organizer_id is set exactly when the outcome is match")
