"""Questions to which most words have no answer: asked once of a word, not once in every text."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

Kind = TypeVar("Kind")

MAX_WORD = 40
"""Letters of the longest word that is looked at; what is kept of words stays small whatever is sent."""
MOST_KEPT = 16_384
"""Words that are remembered to tell nothing; Indonesian texts about schools soon bring few new ones."""


class Telling(Generic[Kind]):
    """The words that a question has an answer to; ``ask`` gives something false for all others.

    >>> shouted = Telling(lambda word: word.isupper())
    >>> shouted.among(frozenset(("MGMP", "dan", "KKG"))) == {"MGMP": True, "KKG": True}
    True
    """

    def __init__(self, ask: Callable[[str], Kind | None]) -> None:
        self._ask = lru_cache(maxsize=MOST_KEPT)(ask)
        self._dull: set[str] = set()

    def among(self, words: frozenset[str]) -> dict[str, Kind]:
        """The answers, by word."""
        found: dict[str, Kind] = {}
        for word in words - self._dull:
            if len(word) > MAX_WORD:
                continue
            if answer := self._ask(word):
                found[word] = answer
                continue
            if len(self._dull) >= MOST_KEPT:
                self._dull.clear()
            self._dull.add(word)
        return found
