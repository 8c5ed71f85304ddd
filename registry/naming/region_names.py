"""The names of regions, in the small lists a misspelled place is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from registry.naming.places import level, place_names

SHORTEST = 4
"""Shorter names are not recognized with a slip."""

ByLetter = dict[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def names_of(levels: str) -> tuple[str, ...]:
    """The names of all regions of these levels (``pkt``: provinces, regencies, cities)."""
    return tuple(name for group in _of_levels(levels).values() for name in group)


@lru_cache(maxsize=8192)
def names_like(levels: str, letter: str, length: int, slips: int) -> tuple[str, ...]:
    """Those with this first letter, in which slips are rare, that so many slips can make so long."""
    group = _of_levels(levels).get(letter, ())
    return tuple(name for name in group if abs(len(name) - length) <= slips)


@lru_cache(maxsize=1024)
def districts_of(homes: frozenset[int]) -> ByLetter:
    """The names of the districts of some regencies by their first letter."""
    return _by_letter(place_names().districts(homes))


@lru_cache(maxsize=1024)
def spellings_of(codes: frozenset[int]) -> dict[str, int]:
    """All names of these regions."""
    return {name: code for code in codes for name in place_names().spellings(code)}


@lru_cache(maxsize=8)
def _of_levels(levels: str) -> ByLetter:
    places = place_names()
    return _by_letter(
        name for name in places.names() if any(level(code) in levels for code in places.codes(name))
    )


def _by_letter(names: Iterable[str]) -> ByLetter:
    found: dict[str, list[str]] = {}
    for name in names:
        if len(name) >= SHORTEST:
            found.setdefault(name[0], []).append(name)
    return {letter: tuple(group) for letter, group in found.items()}
