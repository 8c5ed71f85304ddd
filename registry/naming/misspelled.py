"""Misspelled places: which regions a word that is no place name comes close to.

A place mended here is marked ``typed``: it is never believed alone. 95 pairs of regency names lie within two
edits of each other (Badung, Bandung), so that a second fact must confirm it, or the answer is to ask.

>>> from registry.naming.parse import parse
>>> mend_places(parse("Disdik Kab. Tasikmalya")).places[0].codes
(3206,)
>>> mend_places(parse("Disdik Kab. Tasikmalaya")) is None
True
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.naming.markers import LEVELS
from registry.naming.places import level, place_names, within
from registry.naming.slots import Name, Place

MIN_LENGTH = 5
SHORTEST_MARKED = 4
TWO_EDITS = 10
"""From this length on a second slip is forgiven."""
TWO_EDITS_AT_HOME = 7
"""The same for a district of a regency that the name names: there are only some twenty of them."""
MAX_JOINED = 5
CLEAR = 3
"""Regions whose names are at least this many edits farther away are not meant."""
_distance: Any = OSA.distance  # its stub and that of process.extract disagree


def mend_places(name: Name) -> Name | None:
    """The name with its misspelled places read as the regions they come close to; ``None`` when there are
    none.

    Tried are words behind a marker ("Kab. Bandng") against the regions of its level, and own words against
    regencies, cities and provinces, or against the districts of a regency the name names.
    """
    items = _mended(name.items)
    if items == name.items:
        return None
    items = _mended(items)  # a regency mended now tells which districts are near
    mended = Name(**{field: getattr(name, field) for field in Name.__dataclass_fields__})
    mended.items = items
    return mended


def _mended(items: list[str | Place]) -> list[str | Place]:
    """One pass over the items; a run of words that comes close to a place becomes that place."""
    places = [item for item in items if isinstance(item, Place)]
    homes = frozenset(code for place in places for code in place.codes if 100 < code < 10_000)
    items, position = list(items), 0
    while position < len(items):
        item = items[position]
        if isinstance(item, str) or not item.typed:
            size, place = _window(items, position, homes)
            if size:
                items[position : position + size] = [place]
        position += 1
    return items


def _window(items: list[str | Place], start: int, homes: frozenset[int]) -> tuple[int, Place]:
    """The longest run of words from ``start`` on that comes close to a place; size 0 when none does.

    A place may be its beginning ("Buton Utaa"): then the longer name must be another place than the shorter
    one.
    """
    first = items[start]
    marker = first.marker if isinstance(first, Place) else ""
    run = items[start : start + MAX_JOINED]
    stop = next((i for i, item in enumerate(run[1:], 1) if isinstance(item, Place) and item.marker), len(run))
    spelled = [item if isinstance(item, str) else item.words for item in run[:stop]]
    least = 2 if isinstance(first, Place) and first.codes else 1
    for size in range(len(spelled), least - 1, -1):
        words = " ".join(spelled[:size]).split()
        codes, sure = _close(words, marker, homes)
        if codes:
            return size, Place("".join(words), " ".join(words), codes, marker, True, sure)
    return 0, Place("", "", ())


def _close(words: list[str], marker: str, homes: frozenset[int]) -> tuple[tuple[int, ...], bool]:
    """The regions whose names are nearest to a spelling, and whether the spelling itself leaves no doubt.

    It leaves none when one word of a longer name is spelled right and no other region is within ``CLEAR``
    edits.
    """
    joined = "".join(words)
    if len(joined) < (SHORTEST_MARKED if marker else MIN_LENGTH) or not joined.isalpha():
        return (), False
    allowed = 2 if len(joined) >= TWO_EDITS else 1
    wanted = LEVELS.get(marker, "pkt")
    names = _names(wanted).get(joined[0], ())
    if homes and marker == "district" and len(joined) >= TWO_EDITS_AT_HOME:
        names, allowed = _districts(homes).get(joined[0], ()), 2
    elif not marker:
        names = (*names, *_districts(homes).get(joined[0], ()))
    near = process.extract(joined, names, scorer=_distance, score_cutoff=allowed, limit=4)
    if not near or near[0][1] == 0:
        return (), False
    found: set[int] = set()
    for spelled, distance, _ in near:
        if distance == near[0][1]:
            codes = place_names().codes(spelled)
            found.update(c for c in codes if level(c) in wanted or any(within(c, home) for home in homes))
    return tuple(sorted(found)), len(words) > 1 and _clear(words, joined, wanted, homes)


def _clear(words: list[str], joined: str, wanted: str, homes: frozenset[int]) -> bool:
    """Whether one word of the name is spelled right and no second region comes near."""
    if not any(word in place_names().words and len(word) > 3 for word in words):
        return False
    near = 0
    for names in (_names(wanted), _districts(homes)):
        for group in names.values():
            near += len(process.extract(joined, group, scorer=_distance, score_cutoff=CLEAR, limit=2))
    return near == 1


@lru_cache(maxsize=8)
def _names(levels: str) -> dict[str, tuple[str, ...]]:
    """The names of all regions of these levels by their first letter, in which slips are rare."""
    places = place_names()
    return _by_letter(
        name for name in places.names() if any(level(code) in levels for code in places.codes(name))
    )


@lru_cache(maxsize=1024)
def _districts(homes: frozenset[int]) -> dict[str, tuple[str, ...]]:
    """The names of the districts of some regencies by their first letter."""
    return _by_letter(place_names().districts(homes))


def _by_letter(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in names:
        if len(name) >= SHORTEST_MARKED:
            found.setdefault(name[0], []).append(name)
    return {letter: tuple(group) for letter, group in found.items()}
