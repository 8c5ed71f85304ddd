"""Why a name was answered as it was: every slot and what it was read from, candidates, vetoes, outcome."""

from __future__ import annotations

from registry.matching.answer import NameMatch
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class SlotRead:
    """One slot of the name: ``value`` as understood, ``words`` as written."""

    slot: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class CandidateStep:
    """One candidate: its score, what it cost (reason, amount), or the veto that excluded it."""

    organizer_id: str
    score: float
    costs: tuple[tuple[str, float], ...] = ()
    veto: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A match with everything that led to it. ``route``: ``registration``, ``key``, ``candidates`` or
    ``none``.
    """

    name: str
    normalized: str
    slots: tuple[SlotRead, ...]
    route: str
    candidates: tuple[CandidateStep, ...]
    match: NameMatch
