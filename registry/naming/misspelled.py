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

from registry.naming.places import level, place_names, within
from registry.naming.slots import Name, Place

MIN_LENGTH = 5
TWO_EDITS = 10
"""From this length on a second slip is forgiven."""
MAX_JOINED = 4
_distance: Any = OSA.distance  # its stub and that of process.extract disagree
_LEVELS = {"province": "p", "regency": "k", "city": "t", "district": "c"}


def mend_places(name: Name) -> Name | None:
    """The name with its misspelled places read as the regions they come close to; ``None`` when there are
    none.

    Tried are words behind a marker ("Kab. Bandng") against the regions of its level, and own words against
    regencies, cities and provinces, or against the districts of a regency the name names.
    """
    homes = {code for place in name.places for code in place.codes if 100 < code < 10_000}
    items, changed, position = list(name.items), False, 0
    while position < len(items):
        item = items[position]
        if isinstance(item, str) or not item.codes:
            marker = "" if isinstance(item, str) else item.marker
            size, place = _window(items, position, marker, homes)
            if size:
                items[position : position + size] = [place]
                changed = True
        position += 1
    if not changed:
        return None
    mended = Name(**{field: getattr(name, field) for field in Name.__dataclass_fields__})
    mended.items = items
    return mended


def _window(items: list[str | Place], start: int, marker: str, homes: set[int]) -> tuple[int, Place]:
    """The longest run of words from ``start`` on that comes close to a place; size 0 when none does."""
    words: list[str] = []
    for item in items[start : start + MAX_JOINED]:
        if not isinstance(item, str) and (words or item.codes):
            break
        words.append(item if isinstance(item, str) else item.words)
    for size in range(len(words), 0, -1):
        joined = "".join(words[:size])
        if codes := _close(joined, marker, homes):
            return size, Place(joined, " ".join(words[:size]), codes, marker, typed=True)
    return 0, Place("", "", ())


def _close(joined: str, marker: str, homes: set[int]) -> tuple[int, ...]:
    """The regions whose names are nearest to a joined spelling, all of the same distance."""
    if len(joined) < MIN_LENGTH or not joined.isalpha():
        return ()
    allowed = 2 if len(joined) >= TWO_EDITS else 1
    wanted = _LEVELS.get(marker, "pkt")
    names: Iterable[str] = _names(wanted)
    if not marker and homes:
        names = (*names, *_districts(frozenset(homes)))
    near = process.extract(joined, names, scorer=_distance, score_cutoff=allowed, limit=4)
    if not near:
        return ()
    best = min(distance for _, distance, _ in near)
    found = {
        code
        for spelled, distance, _ in near
        if distance == best
        for code in place_names().codes(spelled)
        if level(code) in wanted or any(within(code, home) for home in homes)
    }
    return tuple(sorted(found))


@lru_cache(maxsize=8)
def _names(levels: str) -> tuple[str, ...]:
    """The plain names of all regions of these levels."""
    return tuple({base for code, base in place_names().base.items() if level(code) in levels})


@lru_cache(maxsize=1024)
def _districts(homes: frozenset[int]) -> tuple[str, ...]:
    """The plain names of the districts of some regencies."""
    return tuple({base for code, base in place_names().base.items() if code // 100 in homes})
