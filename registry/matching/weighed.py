"""A name that is asked about, and a row with how well it answers."""

from __future__ import annotations

from dataclasses import field

from registry.matching.rows import Row
from registry.naming.lexicon import Family
from registry.naming.slots import Name, Place
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """A typed name with what is known beside it: the family of its type, a region given apart, known
    words; its places are picked out once for all rows.
    """

    name: Name
    family: Family | None
    region: int = 0
    known: frozenset[str] = frozenset()
    places: tuple[Place, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", tuple(self.name.places))


@dataclass(slots=True)
class Weighed:
    """A row and how well it answers: ``score`` in [0, 1], ``veto`` says which closed slot contradicts.

    ``beyond``: the name says what the row does not have; ``unsaid``: the row has what the name does not say.
    """

    row: Row
    score: float = 1.0
    veto: str = ""
    costs: list[tuple[str, float]] = field(default_factory=list)
    beyond: bool = False
    unsaid: bool = False

    def cost(self, reason: str, amount: float, *, beyond: bool = False, unsaid: bool = False) -> None:
        """Take ``amount`` off the score and remember why."""
        self.score -= amount
        self.costs.append((reason, amount))
        self.beyond |= beyond
        self.unsaid |= unsaid

    @property
    def another(self) -> bool:
        """Whether name and row each say what the other does not: nobody need be asked whether it is meant.

        "MGMP Bahasa Inggris Indonesia" is none of the MGMP Bahasa Inggris of a regency.
        """
        return self.beyond and self.unsaid
