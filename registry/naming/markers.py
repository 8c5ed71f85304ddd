"""Kab., Kota, Prov., Kec. and the place behind them."""

from __future__ import annotations

from registry.naming.lexicon import Symbol
from registry.naming.numbers import number
from registry.naming.places import level, within
from registry.naming.reading import Reading
from registry.naming.slots import Place

LEVELS = {"province": "p", "regency": "k", "city": "t", "district": "c"}


def say_marker(reading: Reading, size: int, symbol: Symbol) -> bool:
    """The marker and the region of its level behind it; "Kota" may also belong to the name (Kota Baru)."""
    wanted = LEVELS.get(symbol.value)
    if wanted is None:  # a village: its name is an own word
        reading.at += size
        return True
    place_size, place, codes = _place_of_level(reading, reading.at + size, wanted)
    if codes:
        start = reading.at + size
        words = " ".join(reading.tokens[start : start + place_size])
        reading.name.items.append(Place(place, words, codes, symbol.value))
        reading.note("place", f"{symbol.value} {place}", size + place_size)
        return True
    if reading.places.longest(reading.tokens, reading.at)[0] > size:
        return False
    if not (_misspelled(reading, size, symbol) or _place_before(reading, size, symbol)):
        if symbol.value == "city" and (_unknown_before(reading) or _regency_before(reading)):
            reading.name.items.append(reading.tokens[reading.at])  # "Kab. Lima Puluuh Kota"
        reading.at += size
    return True


def _unknown_before(reading: Reading) -> bool:
    """Whether the words before belong to a place that is not known: its name may end in "Kota"."""
    places = reading.name.places
    return bool(places) and bool(places[-1].marker) and not places[-1].codes


def _regency_before(reading: Reading) -> bool:
    """Whether a regency stands right before: "Kab. Pasuruan Kota" is neither it nor the city."""
    items = reading.name.items
    return bool(items) and not isinstance(items[-1], str) and items[-1].marker == "regency"


def _place_of_level(reading: Reading, start: int, wanted: str) -> tuple[int, str, tuple[int, ...]]:
    """The longest name of a region of this level that begins here.

    In "Kec. Limapuluh Kota Pekanbaru" that is Limapuluh and not Lima Puluh Kota, which is no district; in
    "Kec. Sorong, Kota Sorong" it is Sorong and not Sorong Kota, because a city follows.
    """
    if start >= len(reading.tokens):
        return 0, "", ()
    longest, _ = reading.places.longest(reading.tokens, start)
    for size in range(longest, 0, -1):
        if size > 1 and _begins_city(reading, start + size - 1):
            continue
        place = "".join(reading.tokens[start : start + size])
        codes = tuple(code for code in reading.places.codes(place) if level(code) == wanted)
        if codes:
            return size, place, codes
    return 0, "", ()


def longest_place(reading: Reading) -> tuple[int, str]:
    """How many words from here on make the longest place name, and that name.

    In "SDN 1 Tanjung Pinang, Kota Bengkulu" that is Tanjung Pinang: the district Tanjung Pinang Kota does not
    lie in that city.
    """
    size, place = reading.places.longest(reading.tokens, reading.at)
    last = reading.at + size - 1
    if size > 1 and reading.tokens[last] == "kota" and (cities := _cities(reading, last)):
        codes = reading.places.codes(place)
        if not any(within(code, city) for code in codes for city in cities):
            return reading.places.longest(reading.tokens[:last], reading.at)
    return size, place


def _begins_city(reading: Reading, at: int) -> bool:
    """Whether the word here is the "Kota" of the city behind it."""
    return reading.tokens[at] == "kota" and bool(_cities(reading, at))


def _cities(reading: Reading, at: int) -> list[int]:
    """The cities whose name stands behind the word here."""
    if at + 1 >= len(reading.tokens):
        return []
    _, name = reading.places.longest(reading.tokens, at + 1)
    return [code for code in reading.places.codes(name) if level(code) == LEVELS["city"]]


def _misspelled(reading: Reading, size: int, symbol: Symbol) -> bool:
    """A word behind a marker that is no region of its level: a place, written in a way that has to be
    mended.
    """
    after = reading.at + size
    if after >= len(reading.tokens) or number(reading.tokens[after]) is not None:
        return False
    word = reading.tokens[after]
    if reading.phrase(after)[1] and not reading.places.codes(word):
        return (
            False  # an ordinary word; a place of another level ("Kab. Ibu") stays a place that is not known
        )
    reading.name.items.append(Place(word, word, (), symbol.value))
    reading.note("place", f"{symbol.value} {word}?", size + 1)
    return True


def _place_before(reading: Reading, size: int, symbol: Symbol) -> bool:
    """A marker behind its place: "Bogor Kota"."""
    items = reading.name.items
    if not items or isinstance(items[-1], str) or items[-1].marker:
        return False
    codes = tuple(code for code in items[-1].codes if level(code) == LEVELS[symbol.value])
    if codes:
        items[-1] = items[-1]._replace(codes=codes, marker=symbol.value)
        reading.note("place", f"{symbol.value} {items[-1].name}", size)
    return bool(codes)
