"""Every name is compared with every other: rapidfuzz and nothing else."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rapidfuzz import process

from benchmarks.names.normal import normal
from benchmarks.names.rivals.method import SCORERS, Ranking


class Exhaustive:
    """``process.extract`` over all names with one scorer."""

    def __init__(self, scorer: str) -> None:
        self.name = f"exhaustive {scorer}"
        self._scorer = scorer
        self._texts: Sequence[str] = ()

    def build(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def ask(self, name: str) -> dict[str, Ranking]:
        start = time.thread_time()
        found = process.extract(normal(name), self._texts, scorer=SCORERS[self._scorer], limit=2)
        best = tuple((int(row), float(score)) for _, score, row in found)
        return {self._scorer: Ranking(best, time.thread_time() - start)}

    def close(self) -> None:
        self._texts = ()
