"""The names of regions, in the small lists a misspelled place is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.naming.places import level, place_names
from registry.naming.sounds import skeleton, sound

AROUND = 3
"""Slips within which another region makes a spelling doubtful."""
SHORTEST = 4
"""Shorter names are not recognized with a slip."""
_distance: Any = OSA.distance  # its stub and that of process.extract disagree


class Names(NamedTuple):
    """Names of regions; ``sounds`` in the same order how they sound, ``alike``: sound → names."""

    spelled: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    alike: dict[str, list[str]] = {}  # noqa: RUF012  (never written to)

    def within(self, word: str, slips: int) -> dict[str, int]:
        """Those at most so many slips away from a word, with how many.

        Any spelling that sounds the same is one slip ("Pasoeroean").
        """
        near = process.extract(word, self.spelled, scorer=_distance, score_cutoff=slips, limit=None)
        found = {name: distance for name, distance, _ in near}
        heard = sound(word)
        if slips > 1:
            close = process.extract(heard, self.sounds, scorer=_distance, score_cutoff=slips - 1, limit=None)
            for _, distance, at in close:
                name = self.spelled[at]
                found[name] = min(found.get(name, slips), distance + (name != word))
        else:
            for name in self.alike.get(heard, ()):
                found.setdefault(name, 1)
        return found


ByLetter = dict[str, Names]


def named(names: Iterable[str]) -> Names:
    """These names."""
    spelled = tuple(names)
    alike: dict[str, list[str]] = {}
    for name in spelled:
        alike.setdefault(sound(name), []).append(name)
    return Names(spelled, tuple(map(sound, spelled)), alike)


def first_letter(word: str) -> str:
    """The letter under which a name is filed: that of its sound (Djember is filed with Jember)."""
    return sound(word)[0]


@lru_cache(maxsize=8)
def names_of(levels: str) -> Names:
    """The names of all regions of these levels (``pkt``: provinces, regencies, cities)."""
    return named(name for group in _of_levels(levels).values() for name in group.spelled)


@lru_cache(maxsize=1024)
def names_around(word: str, levels: str) -> dict[str, int]:
    """Those of all these levels within ``AROUND`` slips of a word: its neighbours, whatever their first
    letter.
    """
    return names_of(levels).within(word, AROUND)


@lru_cache(maxsize=1024)
def near_a_region(word: str) -> bool:
    """Whether a word is one slip away from a province, regency or city, or from the first word of one
    ("Kotawariingin Barat").
    """
    return bool(names_of("pkt").within(word, 1) or _first_words().within(word, 1))


@lru_cache(maxsize=1)
def _first_words() -> Names:
    """The first words of regions whose names have several ("Bolaang Mongondow")."""
    places = place_names()
    above = (code for code in places.base if code < 10_000)
    return named({word for code in above if (word := places.first_word(code)) and len(word) > SHORTEST})


@lru_cache(maxsize=8192)
def names_like(levels: str, letter: str, length: int, slips: int) -> Names:
    """Those with this first letter, in which slips are rare, that so many slips can make so long."""
    group = _of_levels(levels).get(letter, Names()).spelled
    return named(name for name in group if abs(len(name) - length) <= slips + 1)


@lru_cache(maxsize=8)
def by_skeleton(levels: str) -> dict[str, frozenset[tuple[int, ...]]]:
    """A name's first letter and its consonants → the regions of these levels that are spelled so."""
    found: dict[str, set[tuple[int, ...]]] = {}
    for name in names_of(levels).spelled:
        found.setdefault(name[0] + skeleton(name[1:]), set()).add(codes_of(name, levels))
    return {letters: frozenset(codes) for letters, codes in found.items()}


def codes_of(name: str, levels: str) -> tuple[int, ...]:
    """The regions of this name on these levels."""
    return tuple(code for code in place_names().codes(name) if level(code) in levels)


@lru_cache(maxsize=1024)
def districts_of(homes: frozenset[int]) -> ByLetter:
    """The names of the districts of some regencies by their first letter."""
    return _by_letter(place_names().districts(homes))


@lru_cache(maxsize=1024)
def spellings_of(codes: frozenset[int]) -> tuple[Names, dict[str, int]]:
    """All names of these regions."""
    found = {name: code for code in codes for name in place_names().spellings(code)}
    return named(found), found


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
            found.setdefault(first_letter(name), []).append(name)
    return {letter: named(group) for letter, group in found.items()}
