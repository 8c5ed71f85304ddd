"""Which regions a spelling comes close to, given what else a name says, and whether that leaves a doubt.

95 pairs of regency names lie within two edits of each other (Badung, Bandung). A slip is therefore read
against as few names as possible: the districts of a regency the name names, the regency of a district it
names, the province of either; only then against all regions of a level.

>>> alone = Surroundings(closed=True)
>>> near_regions(["ponoorogo"], "regency", alone)
((3502,), True)
>>> near_regions(["bndung"], "regency", alone)  # Bandung or Badung, each one slip away
((3204, 5103), False)
>>> near_regions(["smuenrp"], "regency", Surroundings(parents=frozenset((3529,))))
((3529,), True)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from rapidfuzz.distance import OSA

from registry.naming.lexicon import lexicon
from registry.naming.markers import LEVELS
from registry.naming.places import level, place_names
from registry.naming.region_names import (
    AROUND,
    SHORTEST,
    Names,
    by_skeleton,
    codes_of,
    districts_of,
    first_letter,
    names_around,
    names_like,
    spellings_of,
)
from registry.naming.slots import Name, Place
from registry.values import dataclass

MIN_LENGTH = 5
TWO_EDITS = 10
"""From this length on a second slip is forgiven."""
TWO_EDITS_MARKED = 6
"""The same behind "Kab." or "Kota": there are 416 and 98 of them."""
SHORTEST_ABBREVIATION = 3
"""Letters of a name without its vowels: two are shared by too many."""
TWO_EDITS_AT_HOME = 7
"""The same for a district of a regency that the name names: there are only some twenty of them."""
LONG = 7
"""From this length on a name behind its level is meant after two slips when no other is as near."""
SLIPS_OF_PARENT = 3
"""Forgiven in the name of the one regency, or of the province, that holds what else the name names."""
CLEAR = AROUND
"""A longer name with one word spelled right is meant when no other region is within so many edits."""
MOST_BARE, MOST_BARE_UNTYPED = 4, 2
"""Words that a place without a level may have, and in a name that says no type (mostly no name at all)."""
SENTENCE = 4
"""More own words without a type are a sentence: no place is looked for in them."""
_distance: Any = OSA.distance  # its stub says less than it takes


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of a name says about a place in it.

    ``homes``: the regencies and cities it names, ``marked`` when one of them with its level; ``parents``:
    those that hold the districts it names. ``districts``: bodies of this type exist in districts.
    ``closed``: the type has no own names, so that nothing but a place can be meant; ``unread``: how many
    words the name has beside what was read; ``own``: those of them that are words of registered names.
    ``most``: so many words without a level can be one place. ``said``: the places that are spelled right.
    """

    homes: frozenset[int] = frozenset()
    marked: bool = False
    parents: frozenset[int] = frozenset()
    districts: bool = False
    closed: bool = False
    unread: int = 0
    own: frozenset[str] = frozenset()
    most: int = MOST_BARE
    said: tuple[Place, ...] = ()


def surroundings(name: Name, items: Sequence[str | Place]) -> Surroundings:
    """What the places of a name that are spelled right, or have been mended, say about the others."""
    places = [item for item in items if isinstance(item, Place)]
    family = lexicon().families.get(name.type or "")
    unread = sum(isinstance(item, str) for item in items)
    return Surroundings(
        frozenset(code for place in places for code in place.codes if 100 < code < 10_000),
        any(place.marker and 100 < code < 10_000 for place in places for code in place.codes),
        frozenset(code // 100 for place in places if place.marker for code in place.codes if code >= 10_000),
        family is None or "c" in family.scope,
        family is not None and family.closed,
        unread,
        most=MOST_BARE if family is not None else MOST_BARE_UNTYPED if unread <= SENTENCE else 0,
        said=tuple(place for place in places if place.codes and not place.typed),
    )


def near_regions(words: Sequence[str], marker: str, near: Surroundings) -> tuple[tuple[int, ...], bool]:
    """The regions whose names are nearest to a spelling, and whether the spelling itself leaves no doubt."""
    joined = "".join(words)
    if not joined.isalpha() or len(joined) < SHORTEST_ABBREVIATION:
        return (), False
    if found := _abbreviated(joined, marker):
        return found, True
    if len(joined) < SHORTEST:
        return (), False
    again = _said_again(words, near) if not marker and len(joined) >= MIN_LENGTH else ()
    if again and len(words) > 1:
        return again, True
    codes, sure = _near_regions(words, joined, marker, near)
    return (tuple(sorted({*codes, *again})), True) if again else (codes, sure)


def _near_regions(
    words: Sequence[str], joined: str, marker: str, near: Surroundings
) -> tuple[tuple[int, ...], bool]:
    """The same, whatever else the name says right."""
    wanted = LEVELS.get(marker, "pkt")
    above, slips = _above(joined, marker, near)
    if above:
        return above, _sure(words, marker, slips, near)
    if len(joined) < (SHORTEST if marker else MIN_LENGTH):
        return (), False
    here, slips = _district(joined, marker, near.homes)
    if here and marker == "district":
        return here, len(words) > 1 and _one_word_right(words) and _alone(joined, CLEAR, "c", near)
    if marker == "district" and near.marked:
        return (), False
    allowed = 2 if len(joined) >= (TWO_EDITS_MARKED if marker else TWO_EDITS) else 1
    found_names = _nearest(joined, names_like(wanted, first_letter(joined), len(joined), allowed), allowed)
    if here and (not found_names or slips < found_names[0][1]):
        return here, False
    if not found_names:
        return (), False
    codes = _codes((name for name, _ in found_names), wanted)
    if here and slips == found_names[0][1]:  # "Manokwari Selatna" is a regency, and a district of Manokwari
        return tuple(sorted({*codes, *here})), _sure(words, marker, slips, near)
    return codes, len(codes) == 1 and _sure(words, marker, found_names[0][1], near)


def _abbreviated(joined: str, marker: str) -> tuple[int, ...]:
    """The one region whose name this is without its vowels ("Kab. Smdng"), its level said."""
    if marker not in ("province", "regency", "city"):
        return ()
    found = by_skeleton(LEVELS[marker]).get(joined, frozenset())
    return next(iter(found)) if len(found) == 1 else ()


def _said_again(words: Sequence[str], near: Surroundings) -> tuple[int, ...]:
    """The places that the words come close to and that the name also says right: "SMAN 5 Simpng Ulim, Kec.
    Simpang Ulim". "SDN 3 Ksimana Kec. Kaimana Kab. Kaimana" may be called by the one or the other.
    """
    found: set[int] = set()
    for place in near.said:
        pairs = list(zip_longest(words, place.words.split(), fillvalue=""))
        if all(_distance(word, other, score_cutoff=1) <= 1 for word, other in pairs):
            found.update(place.codes)
    return tuple(sorted(found))


def _above(joined: str, marker: str, near: Surroundings) -> tuple[tuple[int, ...], int]:
    """The regency that holds a district the name names, or the province of either, and how many slips away
    it is.
    """
    if marker == "district" or not (near.parents or near.homes):
        return (), 0
    wanted = LEVELS.get(marker, "pkt")
    above = {*near.parents, *(code // 100 for code in (*near.homes, *near.parents))}
    names, codes_of_names = spellings_of(frozenset(code for code in above if level(code) in wanted))
    found = _nearest(joined, names, min(SLIPS_OF_PARENT if marker else 2, max(1, (len(joined) + 1) // 3)))
    codes = {codes_of_names[name] for name, _ in found}
    return (tuple(codes), found[0][1]) if len(codes) == 1 else ((), 0)


def _district(joined: str, marker: str, homes: frozenset[int]) -> tuple[tuple[int, ...], int]:
    """The nearest districts of the regencies that the name names, and how many slips away they are."""
    if not homes or marker not in ("", "district"):
        return (), 0
    enough = TWO_EDITS_AT_HOME if marker else TWO_EDITS
    names = districts_of(homes).get(first_letter(joined), Names())
    found = _nearest(joined, names, 2 if len(joined) >= enough else 1)
    if not found:
        return (), 0
    codes = {code for name, _ in found for code in place_names().codes(name) if code // 100 in homes}
    return tuple(sorted(codes)), found[0][1]


def _nearest(joined: str, names: Names, allowed: int) -> list[tuple[str, int]]:
    """The nearest of these names, all equally far; none when one is spelled just so or none is near."""
    if not names.spelled:
        return []
    found = names.within(joined, allowed)
    best = min(found.values(), default=0)
    return [(name, slips) for name, slips in found.items() if slips == best] if best else []


def _codes(names: Iterable[str], wanted: str) -> tuple[int, ...]:
    """The regions of these names on these levels."""
    return tuple(sorted({code for name in names for code in codes_of(name, wanted)}))


def _sure(words: Sequence[str], marker: str, slips: int, near: Surroundings) -> bool:
    """Whether a spelling leaves no doubt.

    One slip is some hundred times likelier than two that give the same word: no second region may be one slip
    away, nor two when the two regions' names differ by one letter (Bandung, Badung); after two slips none may
    be within three, or within two where one word is right and its level is said.
    """
    joined = "".join(words)
    wanted = LEVELS.get(marker, "pkt")
    if len(words) > 1 and _one_word_right(words) and _alone(joined, slips if marker else CLEAR, wanted, near):
        return True
    if not marker:
        if not near.closed and near.unread > len(words):
            return False
        wanted += "c" if near.districts else ""
    if slips > 1:
        return _alone(joined, slips if marker and len(joined) >= LONG else CLEAR, wanted, near)
    return _alone(joined, 1, wanted, near) and not _has_twin(joined, wanted)


def _one_word_right(words: Sequence[str]) -> bool:
    return any(word in place_names().words and len(word) > 3 for word in words)


def _alone(joined: str, within: int, wanted: str, near: Surroundings) -> bool:
    """Whether only one region is within so many edits; of districts, those with the same first letter."""
    found = {name for name, slips in _around(joined, wanted).items() if slips <= within}
    groups = [*districts_of(near.homes).values()]
    if "c" in wanted:
        groups.append(names_like("c", first_letter(joined), len(joined), within))
    found.update(name for group in groups for name in group.within(joined, within))
    return len({place_names().codes(name) for name in found}) == 1


def _around(joined: str, wanted: str) -> dict[str, int]:
    """The regions of these levels that are near, districts left out."""
    return names_around(joined, wanted.replace("c", ""))


def _has_twin(joined: str, wanted: str) -> bool:
    """Whether the nearest region's name and another near one, of another region, differ by one letter.

    Names that begin with another letter than the spelling are no such twins ("Jsteng": Jateng, not Bateng).
    """
    near = {name: slips for name, slips in _around(joined, wanted).items() if slips <= 2}
    nearest, *others = sorted(near, key=near.__getitem__) or ("",)
    return any(
        _distance(nearest, other, score_cutoff=1) == 1
        and other[0] == joined[0]
        and codes_of(other, wanted) != codes_of(nearest, wanted)
        for other in others
    )
