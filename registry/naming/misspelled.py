"""Misspelled places: words of a name that are no place name but come close to one.

A place mended here is marked ``typed``. It is believed when a second fact confirms it, or when its spelling
leaves no doubt (``sure``); else the answer is to ask.

>>> from registry.naming.parse import parse
>>> mend_places(parse("Disdik Kab. Tasikmalya")).places[0].codes
(3206,)
>>> mend_places(parse("Disdik Kab. Tasikmalaya")) is None
True
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from registry.naming.near_places import Surroundings, near_regions, surroundings
from registry.naming.slots import Name, Place

MAX_JOINED = 5


def mend_places(name: Name, registered: Callable[[str], bool] = lambda word: False) -> Name | None:  # noqa: ARG005
    """The name with its misspelled places read as the regions they come close to; ``None`` when there are
    none.

    ``registered``: whether a word is an own word of some registered name, which is no misspelled place
    unless the name can hold nothing else ("Harapan Bangsa" is not Bangka). Tried are words behind a marker
    ("Kab. Bandng") against the regions of its level, and own words against regencies, cities and provinces,
    or against the districts of a regency the name names.
    """
    if not any(isinstance(item, str) or not item.codes for item in name.items):
        return None  # every word is read
    near = surroundings(name, name.items)
    own = frozenset() if near.closed else frozenset(filter(registered, name.own))
    items, lead = _mended(name.items, name.lead, replace(near, own=own))
    if items == name.items:
        return None
    # A regency mended now tells which districts are near.
    items, lead = _mended(items, lead, replace(surroundings(name, items), own=own))
    return replace(name, items=items, lead=lead)


def _mended(items: list[str | Place], lead: int, near: Surroundings) -> tuple[list[str | Place], int]:
    """One pass over the items; a run of words that comes close to a place becomes that place.

    ``lead``: how many own words stand before the type, also returned anew.
    """
    items, position, own = list(items), 0, 0
    while position < len(items):
        item = items[position]
        if isinstance(item, str) or not item.typed:
            size, place = _window(items, position, near)
            if size:
                words = sum(isinstance(word, str) for word in items[position : position + size])
                lead -= max(0, min(lead, own + words) - own)
                items[position : position + size] = [place]
        own += isinstance(items[position], str)
        position += 1
    return items, lead


def _window(items: list[str | Place], start: int, near: Surroundings) -> tuple[int, Place]:
    """The longest run of words from ``start`` on that comes close to a place; size 0 when none does.

    A place may be its beginning ("Buton Utaa"): then the longer name must be another place than the shorter
    one.
    """
    first = items[start]
    marker = first.marker if isinstance(first, Place) else ""
    run = items[start : start + (MAX_JOINED if marker else near.most)]
    stop = next((i for i, item in enumerate(run[1:], 1) if isinstance(item, Place) and item.marker), len(run))
    spelled = [item if isinstance(item, str) else item.words for item in run[:stop]]
    least = 2 if isinstance(first, Place) and first.codes else 1
    for size in range(len(spelled), least - 1, -1):
        words = " ".join(spelled[:size]).split()
        if not marker and near.own.issuperset(words):
            continue
        codes, sure = near_regions(words, marker, near)
        if codes and not _says_no_more(run[:size], codes):
            return size, Place("".join(words), " ".join(words), codes, marker, True, sure)
    return 0, Place("", "", ())


def _says_no_more(run: list[str | Place], codes: tuple[int, ...]) -> bool:
    """Whether a run is a place spelled right, and behind it others: "Kabupaten Rote Ndao, NTT"."""
    places = [item.codes for item in run if isinstance(item, Place) and item.codes]
    return len(places) == len(run) > 1 and set(codes) <= set(places[0])
