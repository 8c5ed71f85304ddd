"""The own words of all registered names: which word is one, which is one edit away, which rows hold it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA

from registry.matching.columns import Array, Columns
from registry.matching.index import MAX_GRAM, MIN_GRAM, omissions
from registry.matching.keys import stamp

MAX_NEAR = 6
"""A misspelled word stands for at most this many words of the registry."""
MAX_SHARED = 20
"""Looked at per omission; more words share one only among very short ones."""


class Vocabulary:
    """Looks words up in the arrays of one index."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._arrays = columns.arrays
        self.number = lru_cache(maxsize=4096)(self._number)
        """The number of a word, -1 when no registered name has it. One name asks for a word several times."""

    def _number(self, word: str) -> int:
        values = self._arrays["word"]
        wanted = np.uint64(stamp(word))
        at = int(values.searchsorted(wanted))
        return at if at < len(values) and values[at] == wanted else -1

    def registered(self, word: str) -> bool:
        """Whether some registered name has this own word."""
        return self.number(word) >= 0

    def near(self, word: str) -> list[int]:
        """The word itself when it is registered, else the registered words one edit away."""
        exact = self.number(word)
        if exact >= 0:
            return [exact]
        if not MIN_GRAM <= len(word) <= MAX_GRAM + 1 or not word.isalpha():
            return []
        gram, owner = self._arrays["gram"], self._arrays["gram_word"]
        wanted = np.array(sorted(omissions(word)), np.uint32)
        low = gram.searchsorted(wanted).tolist()
        high = gram.searchsorted(wanted, "right").tolist()
        found: dict[int, None] = {}
        for start, end in zip(low, high, strict=True):
            if end > start:
                found.update(dict.fromkeys(owner[start : min(end, start + MAX_SHARED)].tolist()))
        spelling = self._columns.spelling
        near = [number for number in found if OSA.distance(word, spelling(number), score_cutoff=1) <= 1]
        return near[:MAX_NEAR]

    def rows(self, words: Iterable[int], parts: Sequence[int]) -> list[Array]:
        """For each of these words, the sorted rows of the parts that hold it; of any part when none is
        given.
        """
        posting, at, rows = (self._arrays[name] for name in ("posting", "posting_at", "posting_row"))
        spans = [(word * 256 + part, word * 256 + part + 1) for word in words for part in parts or (0,)]
        if not spans:
            return []
        if not parts:
            spans = [(low, low + 256) for low, _ in spans]
        bounds = at[posting.searchsorted(np.array(spans, np.uint64))].tolist()
        return [rows[start:end] for start, end in bounds if end > start]
