"""One pass over the words of one name: the longest phrase of the vocabulary or the longest place wins."""

from __future__ import annotations

from collections.abc import Iterable

from registry.naming.lexicon import Lexicon, Role, Symbol
from registry.naming.markers import longest_place
from registry.naming.numbers import ROMAN, number
from registry.naming.reading import PlaceReader, Reading
from registry.naming.roles import SAYS, YIELDS_TO_PLACE
from registry.naming.slots import Name, Place

_YEARS = range(1990, 2040)
_NPSN_DIGITS = 8


def read_words(text: str, words: list[str], lex: Lexicon, places: PlaceReader) -> Name:
    """The slots of a name: each of its ``words`` is read once, from left to right. ``words`` is used up."""
    reading = Reading(text, words, lex, places)
    while reading.at < len(reading.tokens):
        word = reading.tokens[reading.at]
        if word in lex.long and _write_out(reading, word):
            continue
        size, symbols = reading.phrase(reading.at)
        place_size, place = longest_place(reading)
        strong = size >= place_size or Role.MARKER in symbols  # "Kota Padang Panjang" is not Kotapadang
        if size and strong and _say(reading, size, symbols, place_size):
            continue
        if place_size:
            written = " ".join(reading.tokens[reading.at : reading.at + place_size])
            reading.name.items.append(Place(place, written, places.codes(place)))
            reading.note("place", place, place_size)
        elif size > 1 or not _number(reading, word):
            reading.name.items.append(word)
            reading.at += 1
    return reading.name


def _write_out(reading: Reading, word: str) -> bool:
    """Replace a short form that means something only here ("it" after SD, "sb" after BBPPMPV)."""
    here = reading.family.type if reading.family else "head" if reading.begins() else ""
    for where, long in reading.lex.long[word]:
        if here in where and word not in long:
            reading.tokens[reading.at : reading.at + 1] = long
            return True
    return False


def _say(reading: Reading, size: int, symbols: dict[Role, Symbol], place_size: int) -> bool:
    """Let the phrase mean what it can mean here; False when it can mean nothing (then it is own words)."""
    for role in _in_order(reading, size, symbols):
        if place_size >= size and role in YIELDS_TO_PLACE:
            continue
        if SAYS[role](reading, size, symbols[role]):
            return True
    return False


def _in_order(reading: Reading, size: int, symbols: dict[Role, Symbol]) -> Iterable[Role]:
    """The roles of a phrase, the likeliest first: in "KKG Gugus Tiga" gugus counts, in "PP Pergunu" PP is a
    level of that organization and no pesantren.
    """
    if len(symbols) == 1 or Role.TYPE not in symbols:
        return symbols
    first = Role.NUMBERING if reading.family is not None else Role.BRANCH
    if first not in symbols or (first is Role.BRANCH and not _profession(reading, reading.at + size)):
        return symbols
    return (first, *(role for role in symbols if role is not first))


def _profession(reading: Reading, start: int) -> bool:
    """Whether a professional body's name stands here."""
    symbol = reading.phrase(start)[1].get(Role.TYPE) if start < len(reading.tokens) else None
    return symbol is not None and reading.lex.families[symbol.value].kind == "profession"


def _number(reading: Reading, word: str) -> bool:
    """A number that stands by itself: a school's number, a year, an NPSN."""
    name = reading.name
    if word.isdigit() and len(word) == _NPSN_DIGITS and not name.npsn:
        name.npsn = word
        reading.note("npsn", word, 1)
        return True
    value = number(word)
    if value is None or (word in ROMAN and _ends_place(reading)):
        return False
    if value in _YEARS and len(word) == 4:
        reading.note("period", word, 1)
        return True
    if reading.family is not None and "number" not in reading.family.takes:
        return False
    name.numbers = (*name.numbers, value)
    reading.note("number", str(value), 1)
    return True


def _ends_place(reading: Reading) -> bool:
    """Whether the words before are a district in a spelling that has to be mended, and a place may end here:
    "Kec. Madsng Suku III, Kab. Ogan Komering Ulu Timur".
    """
    after = reading.at + 1
    if after < len(reading.tokens) and Role.MARKER not in reading.phrase(after)[1]:
        return False
    for item in reversed(reading.name.items):
        if not isinstance(item, str):
            return item.marker == "district" and not item.codes
    return False
