"""The verdict: a level and its reasons, in no language yet."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from registry.reading.facts import EventFacts
from registry.reading.signals.signal import Signal
from registry.rules.use import Usefulness
from registry.values import dataclass
from service.checking.findings import Holding, LinkFacts, Tie
from service.checking.level import Level
from service.checking.reason import Params, Reasons


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do, ask or know; ``code`` names a text in ``texts.toml``."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about a page. ``reasons`` come in order of weight: the first one explains the level.

    ``claimed`` is the name the headline of a ``claimed`` verdict uses, ``holding`` how that body holds the
    address where the claim is only the address's. ``pending`` is the key of a short link
    that must be opened before more can be said.

    Raises:
        ValueError: no reason is given, or a ``claimed`` verdict does not say who is claimed.
    """

    level: Level
    reasons: Reasons
    on: date
    snapshot: str
    event: EventFacts
    claimed: str | None = None
    holding: Holding | None = None
    organizers: tuple[Tie, ...] = ()
    signals: tuple[Signal, ...] = ()
    usefulness: Usefulness | None = None
    link: LinkFacts | None = None
    advice: tuple[Advice, ...] = ()
    pending: str | None = None

    @property
    def headline(self) -> str:
        """The code of the headline: the level, or for a claim that only the address makes, how."""
        return f"{self.level.value}_{self.holding.value}" if self.holding else self.level.value

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a verdict needs at least one reason")
        if (self.claimed is not None) != (self.level is Level.CLAIMED):
            raise ValueError("claimed is set exactly when the level is claimed")
