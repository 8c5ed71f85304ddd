"""The shape of a method under comparison."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol

from rapidfuzz import fuzz

# Final scorers that every candidate generator may choose from: the best on the tuning half is reported.
SCORERS: dict[str, Callable[..., float]] = {
    "ratio": fuzz.ratio,
    "token_sort_ratio": fuzz.token_sort_ratio,
    "token_set_ratio": fuzz.token_set_ratio,
    "WRatio": fuzz.WRatio,
}
CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best two rows with their scores (0 to 100), and the CPU seconds it took to find them."""

    best: tuple[tuple[int, float], ...]
    cpu: float


class Method(Protocol):
    """``build`` takes normalized texts; ``ask`` a raw name, and answers once per final scorer."""

    name: str

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts; the row number of a text is its place in the sequence."""

    def ask(self, name: str) -> dict[str, Ranking]:
        """The ranking of each variant, normalization included in its time."""

    def close(self) -> None:
        """Give back memory, files and processes."""


def rescore(query: str, candidates: Sequence[tuple[int, str]], spent: float) -> dict[str, Ranking]:
    """The candidates ordered by each final scorer; ``spent`` is the CPU time that finding them took."""
    rankings = {}
    for name, scorer in SCORERS.items():
        start = time.thread_time()
        scored = [(row, scorer(query, text)) for row, text in candidates]
        scored.sort(key=itemgetter(1), reverse=True)  # equal scores stay in the order of the candidates
        rankings[name] = Ranking(tuple(scored[:2]), spent + time.thread_time() - start)
    return rankings
