"""A reason: one thing a verdict says, as a code with parameters and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from registry.values import dataclass


class Question(StrEnum):
    """The three questions a verdict answers apart; nothing is summed across them."""

    WHO = "who"
    RISK = "risk"
    USE = "use"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement can be looked up: a registry entry, an announcement page, the address itself.

    ``url`` may be shown as a link to follow: it is never the address that was checked.
    """

    name: str
    url: str | None = None
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A parameter that is itself a word in both languages (``[word.…]`` in ``texts.toml``)."""

    code: str


@dataclass(frozen=True, slots=True)
class Translated:
    """A parameter that is written differently in the two languages."""

    indonesian: str
    english: str


Param = str | int | date | Word | Translated
Params = Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Reason:
    """``code`` names a text in ``texts.toml``; ``params`` fill it in.

    What stands behind it is never empty: the ``quote`` from the page, the id of a ``rule``, or a ``source``.

    Raises:
        ValueError: nothing stands behind the reason.
    """

    code: str
    params: Params = field(default_factory=dict)
    quote: str | None = None
    rule: str | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        if not (self.quote or self.rule or self.source):
            raise ValueError(f"reason {self.code} has neither quote nor rule nor source")


Reasons = tuple[Reason, *tuple[Reason, ...]]
"""At least one: the type of what a verdict is built from."""
