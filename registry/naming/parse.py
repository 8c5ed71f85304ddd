"""Typed reading of one name: text → type, levels, subjects, numbers, places and own words.

One pass from left to right over the words. The longest phrase of the vocabulary wins; what a phrase means
depends on what has been read before it ("PGRI" is a type in "PGRI Garut" and an own word in "SMK PGRI
Garut").

>>> name = parse("MGMP B.Ing SMP Kota Sby")
>>> name.type, name.subjects, name.levels, name.places[0].codes
('mgmp', ('bahasa_inggris',), ('smp',), (3578,))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from registry.naming.lexicon import Family, Lexicon, Role, Symbol, lexicon
from registry.naming.numbers import SPELLED, number
from registry.naming.places import level, place_names
from registry.naming.slots import Evidence, Name, Place
from registry.naming.tokens import tokens

SCHOOL = "sekolah"
_YEARS = range(1990, 2040)
_NPSN_DIGITS = 8
_CODE_LEVELS = {"province": "p", "regency": "k", "city": "t", "district": "c"}
_OWN_WORD_KINDS = frozenset(("profession", "working_group", "dinas"))


class PlaceReader(Protocol):
    """Where places are looked up: all of Indonesia for a name that people typed, only the own region for a
    registered name (whose region is known)."""

    def longest(self, words: list[str], start: int) -> tuple[int, str]:
        """How many words from ``start`` on make the longest place name, and that name."""

    def codes(self, joined: str) -> tuple[int, ...]:
        """The regions of that name."""


def parse(text: str, lex: Lexicon | None = None, places: PlaceReader | None = None) -> Name:
    """The slots of one name. Reads any text; words it cannot place are own words, none is dropped
    silently.
    """
    lex = lex or lexicon()
    return Reading(text, tokens(text, lex), lex, places or place_names()).read()


def parse_otherwise(text: str) -> Name | None:
    """The name with its short forms in their second meaning; ``None`` when every short form has only one."""
    lex = lexicon()
    folded = text.casefold()
    if not any(short in folded for short in lex.several):
        return None
    other = tokens(text, lex, choice=1)
    return Reading(text, other, lex, place_names()).read() if other != tokens(text, lex) else None


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
            size, symbols = self._phrase()
            place_size, place = self.places.longest(self.tokens, self.at)
            strong = size >= place_size or Role.MARKER in symbols  # "Kota Padang Panjang" is not Kotapadang
            if size and strong and self._say(size, symbols, place_size):
                continue
            if place_size:
                words = " ".join(self.tokens[self.at : self.at + place_size])
                self.name.items.append(Place(place, words, self.places.codes(place)))
                self._note("place", place, place_size)
            elif size > 1 or not self._number(word):
                self.name.items.append(word)
                self.at += 1
        return self.name

    # -- words ---------------------------------------------------------------------------------------------

    def _write_out(self, word: str) -> bool:
        """Replace a short form that means something only here ("it" after SD, "sb" after BBPPMPV)."""
        head = self.family is None and not self.name.own
        here = "head" if head else (self.family.type if self.family else "")
        for where, long in self.lex.long[word]:
            if here in where and word not in long:
                self.tokens[self.at : self.at + 1] = long
                return True
        return False

    def _phrase(self) -> tuple[int, dict[Role, Symbol]]:
        """The longest phrase that starts here: its number of words and what it may mean."""
        node = self.lex.trie.get(self.tokens[self.at])
        size, symbols, step = 0, {}, 0
        while node is not None:
            step += 1
            if "" in node:
                size, symbols = step, node[""]
            if self.at + step >= len(self.tokens):
                break
            node = node.get(self.tokens[self.at + step])
        return size, symbols

    def _say(self, size: int, symbols: dict[Role, Symbol], place_size: int) -> bool:
        """Let the phrase mean what it can mean here; False when it can mean nothing (then it is own
        words).
        """
        for role, symbol in symbols.items():
            if place_size >= size and role in _YIELDS_TO_PLACE:
                continue
            if _SAYS[role](self, size, symbol):
                return True
        return False

    def _note(self, slot: str, value: str, size: int) -> None:
        """Write down what a slot was read from, and go on behind it."""
        self.name.evidence.append(Evidence(slot, value, " ".join(self.tokens[self.at : self.at + size])))
        self.at += size

    # -- what the roles say; each answers whether it could say it --------------------------------------------

    def _type(self, size: int, symbol: Symbol) -> bool:
        name, family = self.name, self.family
        if family is None:
            self.family = self.lex.families[symbol.value]
            name.lead = len(name.own)
            name.type, name.variant, name.outdated = symbol.value, symbol.variant, symbol.outdated
            self._note("type", symbol.value, size)
            return True
        if family.type == symbol.value:  # "Ikatan Guru Indonesia (IGI)"
            self._note("type", symbol.value, size)
            return True
        other = self.lex.families[symbol.value]
        if other.kind == family.kind == "ministry":  # "BLPT Kemendikbudristek": the ministry above it
            self._note("parent", symbol.value, size)
            return True
        if other.kind in _OWN_WORD_KINDS:
            name.items.append(symbol.value.replace("_", ""))
            self.at += size
            return True
        return False

    def _level(self, size: int, symbol: Symbol) -> bool:
        name, family = self.name, self.family
        levels = tuple(symbol.value.split())
        if family is None:
            if symbol.position == "head" and name.own:
                return False
            self.family = self.lex.families[SCHOOL]
            name.lead = len(name.own)
            name.type = SCHOOL
            name.levels = levels
        elif family.type == SCHOOL:
            if name.own or symbol.position == "head":
                return False
            name.levels = tuple(dict.fromkeys((*name.levels, *levels)))
        elif "level" in family.takes:
            name.levels = tuple(dict.fromkeys((*name.levels, *levels)))
        else:
            return False
        self._note("level", symbol.value, size)
        return True

    def _status(self, size: int, symbol: Symbol) -> bool:
        if not self.name.levels or self.name.status:
            return False
        self.name.status = symbol.value
        self._note("status", symbol.value, size)
        return True

    def _subject(self, size: int, symbol: Symbol) -> bool:
        if self.family is None or "subject" not in self.family.takes:
            return False
        name = self.name
        if symbol.value not in name.subjects:
            name.subjects = (*name.subjects, symbol.value)
        name.variant = f"{name.variant} {symbol.variant}".strip()
        self._note("subject", symbol.value, size)
        return True

    def _suffix(self, size: int, symbol: Symbol) -> bool:
        if self.family is None or "suffix" not in self.family.takes:
            return False
        name = self.name
        name.variant = " ".join(sorted({*name.variant.split(), symbol.value}))
        self._note("department", symbol.value, size)
        return True

    def _numbering(self, size: int, symbol: Symbol) -> bool:
        after = self.at + size
        follows = self.tokens[after] if after < len(self.tokens) else ""
        value = number(follows)
        if value is None and follows in SPELLED:
            value = SPELLED[follows]
        if value is not None and (self.family is None or "number" in self.family.takes):
            self.name.unit = symbol.value
            self.name.numbers = (*self.name.numbers, value)
            self._note("number", str(value), size + 1)
            return True
        if symbol.value == "gugus" and self.family is not None and self.family.type != SCHOOL:
            self.name.unit = symbol.value
            self._note("unit", symbol.value, size)
            return True
        if symbol.value in ("wilayah", "nomor") and self.family is not None:
            self.at += size
            return True
        return False

    def _branch(self, size: int, symbol: Symbol) -> bool:
        if self.family is not None and self.family.kind != "profession":
            return False
        if self.family is None and self.name.own:
            return False
        self.name.branch = symbol.value
        self._note("branch", symbol.value, size)
        return True

    def _period(self, size: int, symbol: Symbol) -> bool:  # noqa: ARG002  (one shape for all roles)
        after = self.at + size
        if after >= len(self.tokens) or number(self.tokens[after]) is None:
            return False
        while after < len(self.tokens) and number(self.tokens[after]) is not None:
            after += 1
        self._note("period", "", after - self.at)
        return True

    def _filler(self, size: int, symbol: Symbol) -> bool:  # noqa: ARG002
        self.name.soft.extend(self.tokens[self.at : self.at + size])
        self.at += size
        return True

    def _marker(self, size: int, symbol: Symbol) -> bool:
        """Kab., Kota, Prov., Kec. and the place behind it; "Kota" may also belong to the name (Kota Baru)."""
        after = self.at + size
        wanted = _CODE_LEVELS.get(symbol.value)
        if wanted is None:  # a village: its name is an own word
            self.at += size
            return True
        place_size, place = self.places.longest(self.tokens, after) if after < len(self.tokens) else (0, "")
        codes = tuple(code for code in self.places.codes(place) if level(code) == wanted) if place else ()
        if codes:
            words = " ".join(self.tokens[after : after + place_size])
            self.name.items.append(Place(place, words, codes, symbol.value))
            self._note("place", f"{symbol.value} {place}", size + place_size)
            return True
        if self.places.longest(self.tokens, self.at)[0] > size:
            return False
        return self._unknown_place(size, symbol, wanted)

    def _unknown_place(self, size: int, symbol: Symbol, wanted: str) -> bool:
        """A marker without a region of its level behind it: a marker of the place before it, or a
        misspelling.
        """
        after = self.at + size
        items = self.name.items
        if after < len(self.tokens) and number(self.tokens[after]) is None:
            _, symbols = self._phrase_at(after)
            if not symbols:
                self.name.items.append(Place(self.tokens[after], self.tokens[after], (), symbol.value))
                self._note("place", f"{symbol.value} {self.tokens[after]}?", size + 1)
                return True
        if items and isinstance(items[-1], Place) and not items[-1].marker:
            codes = tuple(code for code in items[-1].codes if level(code) == wanted)
            if codes:  # "Bogor Kota"
                items[-1] = items[-1]._replace(codes=codes, marker=symbol.value)
                self._note("place", f"{symbol.value} {items[-1].name}", size)
                return True
        self.at += size
        return True

    def _phrase_at(self, position: int) -> tuple[int, dict[Role, Symbol]]:
        here, self.at = self.at, position
        found = self._phrase()
        self.at = here
        return found

    def _number(self, word: str) -> bool:
        """A number that stands by itself: a school's number, a year, an NPSN."""
        if word.isdigit() and len(word) == _NPSN_DIGITS and not self.name.npsn:
            self.name.npsn = word
            self._note("npsn", word, 1)
            return True
        value = number(word)
        if value is None:
            return False
        if value in _YEARS and len(word) == 4:
            self._note("period", word, 1)
            return True
        if self.family is not None and "number" not in self.family.takes:
            return False
        self.name.numbers = (*self.name.numbers, value)
        self._note("number", str(value), 1)
        return True


_SAYS: dict[Role, Callable[[Reading, int, Symbol], bool]] = {
    Role.TYPE: Reading._type,
    Role.LEVEL: Reading._level,
    Role.SUBJECT: Reading._subject,
    Role.MARKER: Reading._marker,
    Role.SUFFIX: Reading._suffix,
    Role.NUMBERING: Reading._numbering,
    Role.BRANCH: Reading._branch,
    Role.PERIOD: Reading._period,
    Role.STATUS: Reading._status,
    Role.FILLER: Reading._filler,
}
_YIELDS_TO_PLACE = frozenset((Role.FILLER, Role.STATUS, Role.SUFFIX, Role.NUMBERING, Role.BRANCH))
