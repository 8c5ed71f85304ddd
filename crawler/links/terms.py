"""Finding terms of a vocabulary on whole words in a stranger's text: linear in the text, whatever it
holds."""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick

MAX_TEXT = 200_000


class Terms:
    """A closed set of terms. Both sides are case-folded and their blanks made single."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for term in terms:
            folded = fold(term)
            self._automaton.add_word(folded, folded)
        self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, str]]:
        """Start and term of every hit on whole words, in a text that was folded already."""
        hits = []
        for end, term in self._automaton.iter(text[:MAX_TEXT]):
            start = end - len(term) + 1
            if not _joins(text, start - 1) and not _joins(text, end + 1):
                hits.append((start, term))
        return hits


def fold(text: str) -> str:
    """Case and blanks made equal."""
    return " ".join(text.split()).casefold()


def _joins(text: str, place: int) -> bool:
    """Whether the character there would make a term part of a longer word."""
    return 0 <= place < len(text) and text[place].isalnum()
