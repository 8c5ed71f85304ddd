"""The nearest relatives that a name does *not* mean, for explanations: each with the slot that contradicts.

Answers are found among rows that agree with the name, so that a contradiction is hardly ever weighed. Here
one slot after the other is taken out of the name, the rows that then come into question are weighed against
the whole name, and those that are vetoed are shown: "KKG Gugus 5" beside Gugus 3, vetoed by its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from registry.matching.weighed import Weighed
from registry.naming.lexicon import lexicon
from registry.naming.places import level, place_names
from registry.naming.slots import Name, Place

SHOWN = 5
"""Relatives shown in an explanation."""
_PER_SLOT = 12
"""Rows weighed for each slot that is left out."""
_PER_LEVEL = 40
"""What a shared level of the region weighs against own words (0 to 100)."""
_OFFICES = {"dinas_lain": "dinas_pendidikan"}
"""Types that people take for one another: "Dinas Kesehatan X" is asked, the education office is near."""

Near = Callable[[Name], Sequence[int]]
Weigh = Callable[[Sequence[int]], list[Weighed]]


def vetoed_siblings(name: Name, near: Near, weigh: Weigh, known: set[int]) -> list[Weighed]:
    """The vetoed relatives of a name, the most similar first, one row of each organizer.

    ``near`` finds rows for a name, ``weigh`` compares rows with the whole name; ``known`` are organizers that
    are explained already. Nobody of another province is a relative of a name that says where it is.
    """
    regions = [code for place in name.places for code in place.codes]
    nearest: dict[int, tuple[float, Weighed]] = {}
    for order, relaxed in enumerate(without_one_slot(name)):
        for weighed in weigh(list(near(relaxed))[:_PER_SLOT]):
            row = weighed.row
            shared = max((_shared(code, row.region) for code in regions), default=1)
            if not weighed.veto or row.organizer in known or (regions and row.region and not shared):
                continue
            likeness = fuzz.ratio(" ".join(name.own), " ".join(row.words)) + _PER_LEVEL * shared - order
            if row.organizer not in nearest or nearest[row.organizer][0] < likeness:
                nearest[row.organizer] = (likeness, weighed)
    ranked = sorted(nearest.values(), key=lambda it: (-it[0], it[1].row.row))
    return [weighed for _, weighed in ranked[:SHOWN]]


def _shared(one: int, other: int) -> int:
    """How many levels of two regions are the same: 1 for the province, 2 for the regency, 3 for the district.

    >>> _shared(320405, 3204), _shared(3273, 3204), _shared(33, 3204)
    (2, 1, 0)
    """
    a, b = str(one), str(other)
    return next((size // 2 for size in (6, 4, 2) if a[:size] == b[:size] and len(a[:size]) == size), 0)


def without_one_slot(name: Name) -> Iterator[Name]:
    """The name with one closed slot less each: number, subject, level, status, the level of its place, its
    smallest place, its type.

    >>> from registry.naming.parse import parse
    >>> [it.numbers or it.places[0].marker for it in without_one_slot(parse("KKG Gugus 5 Kec. Cileunyi"))]
    ['district', (5,), (5,)]
    """
    if name.numbers:
        yield replace(name, numbers=())
    if name.subjects:
        yield replace(name, subjects=())
    if name.levels:
        yield replace(name, levels=())
    if name.status:
        yield replace(name, status="")
    places = [item for item in name.items if isinstance(item, Place)]
    if any(place.marker for place in places):
        yield replace(name, items=[_without_marker(item) for item in name.items])
    if places and (wider := _wider(places)) is not None:
        yield replace(name, items=[it for it in name.items if isinstance(it, str)] + [wider])
    yield from (replace(name, type=it, variant="") for it in _other_types(name))


def _without_marker(item: str | Place) -> str | Place:
    """A place whose level is left open: Kabupaten Bandung and Kota Bandung."""
    if isinstance(item, str) or not item.marker:
        return item
    return item._replace(codes=place_names().codes(item.name) or item.codes, marker="")


def _wider(places: Sequence[Place]) -> Place | None:
    """The region above the smallest place, when it is known which that is."""
    codes = {code for place in places for code in place.codes if level(code) == "c"}
    if len(codes) != 1:
        return None
    home = codes.pop() // 100
    base = place_names().base[home]
    return Place(base, base, (home,), "city" if level(home) == "t" else "regency")


def _other_types(name: Name) -> Iterator[str]:
    """Types the name could be taken for: the education office for another one, PGRI for SMK PGRI."""
    if name.type in _OFFICES:
        yield _OFFICES[name.type]
    for word in name.own:
        if word in lexicon().families and word != name.type:
            yield word
