"""The state of one pass over the words of a name: what has been read, and where the pass stands."""

from __future__ import annotations

from typing import Protocol

from registry.naming.lexicon import Family, Lexicon, Role, Symbol
from registry.naming.slots import Evidence, Name


class PlaceReader(Protocol):
    """Where places are looked up: all of Indonesia for a name that people typed, only the own region for a
    registered name (whose region is known)."""

    def longest(self, words: list[str], start: int) -> tuple[int, str]:
        """How many words from ``start`` on make the longest place name, and that name."""

    def codes(self, joined: str) -> tuple[int, ...]:
        """The regions of that name."""


class Reading:
    """The state of one pass over one name."""

    __slots__ = ("at", "family", "lex", "name", "places", "tokens")

    def __init__(self, text: str, words: list[str], lex: Lexicon, places: PlaceReader) -> None:
        self.tokens = words
        self.lex = lex
        self.places = places
        self.name = Name(text)
        self.family: Family | None = None
        self.at = 0

    def begins(self) -> bool:
        """Whether the body's name begins here: nothing was read yet, or a place that stands in front."""
        items = self.name.items
        return self.family is None and (not self.name.own or not isinstance(items[0], str))

    def phrase(self, start: int) -> tuple[int, dict[Role, Symbol]]:
        """The longest phrase that starts here: its number of words and what it may mean."""
        node = self.lex.trie.get(self.tokens[start])
        size, symbols, step = 0, {}, 0
        while node is not None:
            step += 1
            if "" in node:
                size, symbols = step, node[""]
            if start + step >= len(self.tokens):
                break
            node = node.get(self.tokens[start + step])
        return size, symbols

    def note(self, slot: str, value: str, size: int) -> None:
        """Write down what a slot was read from, and go on behind it."""
        self.name.evidence.append(Evidence(slot, value, " ".join(self.tokens[self.at : self.at + size])))
        self.at += size
