"""One pass over the words of one name: the longest phrase of the vocabulary or the longest place wins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from registry.naming.lexicon import Family, Lexicon, Role, Symbol
from registry.naming.numbers import number
from registry.naming.roles import SAYS, YIELDS_TO_PLACE
from registry.naming.slots import Evidence, Name, Place

_YEARS = range(1990, 2040)
_NPSN_DIGITS = 8


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

    def read(self) -> Name:
        """Read every word once."""
        while self.at < len(self.tokens):
            word = self.tokens[self.at]
            if word in self.lex.long and self._write_out(word):
                continue
            size, symbols = self.phrase(self.at)
            place_size, place = self.places.longest(self.tokens, self.at)
            strong = size >= place_size or Role.MARKER in symbols  # "Kota Padang Panjang" is not Kotapadang
            if size and strong and self._say(size, symbols, place_size):
                continue
            if place_size:
                words = " ".join(self.tokens[self.at : self.at + place_size])
                self.name.items.append(Place(place, words, self.places.codes(place)))
                self.note("place", place, place_size)
            elif size > 1 or not self._number(word):
                self.name.items.append(word)
                self.at += 1
        return self.name

    # -- words ---------------------------------------------------------------------------------------------

    def _write_out(self, word: str) -> bool:
        """Replace a short form that means something only here ("it" after SD, "sb" after BBPPMPV)."""
        here = self.family.type if self.family else "head" if self.begins() else ""
        for where, long in self.lex.long[word]:
            if here in where and word not in long:
                self.tokens[self.at : self.at + 1] = long
                return True
        return False

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

    def _say(self, size: int, symbols: dict[Role, Symbol], place_size: int) -> bool:
        """Let the phrase mean what it can mean here; False when it can mean nothing (then it is own
        words).
        """
        for role in self._in_order(symbols, size):
            if place_size >= size and role in YIELDS_TO_PLACE:
                continue
            if SAYS[role](self, size, symbols[role]):
                return True
        return False

    def _in_order(self, symbols: dict[Role, Symbol], size: int) -> Iterable[Role]:
        """The roles of a phrase, the likeliest first: in "KKG Gugus Tiga" gugus counts, in "PP Pergunu" PP is
        a level of that organization and no pesantren.
        """
        if len(symbols) == 1 or Role.TYPE not in symbols:
            return symbols
        first = Role.NUMBERING if self.family is not None else Role.BRANCH
        if first not in symbols or (first is Role.BRANCH and not self._profession(self.at + size)):
            return symbols
        return (first, *(role for role in symbols if role is not first))

    def _profession(self, start: int) -> bool:
        """Whether a professional body's name stands here."""
        symbol = self.phrase(start)[1].get(Role.TYPE) if start < len(self.tokens) else None
        return symbol is not None and self.lex.families[symbol.value].kind == "profession"

    def note(self, slot: str, value: str, size: int) -> None:
        """Write down what a slot was read from, and go on behind it."""
        self.name.evidence.append(Evidence(slot, value, " ".join(self.tokens[self.at : self.at + size])))
        self.at += size

    def _number(self, word: str) -> bool:
        """A number that stands by itself: a school's number, a year, an NPSN."""
        if word.isdigit() and len(word) == _NPSN_DIGITS and not self.name.npsn:
            self.name.npsn = word
            self.note("npsn", word, 1)
            return True
        value = number(word)
        if value is None:
            return False
        if value in _YEARS and len(word) == 4:
            self.note("period", word, 1)
            return True
        if self.family is not None and "number" not in self.family.takes:
            return False
        self.name.numbers = (*self.name.numbers, value)
        self.note("number", str(value), 1)
        return True
