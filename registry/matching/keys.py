"""Exact keys: two spellings of one name meet in a 64-bit number, whatever their wording.

A key is made of the slots, the own words without spaces and, in one form each, no region, the region the body
lies in or the region its name names. A registered name has a few such keys, and so has a typed name for each
way its places can be understood; equal keys only say "look here", ``weigh`` decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from itertools import combinations

from registry.matching.registered import Registered
from registry.naming.lexicon import lexicon
from registry.naming.places import level, within
from registry.naming.slots import Name, Place

MAX_READINGS = 24
"""More readings of one place (there are 35 districts named Sukamaju or the like) are not tried one by one."""
MAX_FREE_PLACES = 3
COMMUNITY = "kombel"
"""The type of learning communities in ``families.csv``."""
MAX_PLACES = 16


def stamp(text: str) -> int:
    """A 64-bit hash of a text, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def slot_text(name: Name) -> str:
    """The slots that must be equal in equal keys."""
    negeri = name.status if name.status == "negeri" else ""
    family = lexicon().families.get(name.type or "")
    usual = family.level if family else ""
    levels = () if name.levels == (usual,) else name.levels
    return (
        f"{name.type or ''}|{' '.join(sorted(levels))}|{' '.join(sorted(name.subjects))}|"
        f"{negeri}|{' '.join(map(str, sorted(name.numbers)))}|"
    )


def registered_keys(entry: Registered) -> set[int]:
    """The keys under which a registered name is filed."""
    name, region = entry.name, entry.region
    slots = slot_text(name)
    core = "".join(entry.words)
    keys = set()
    if not entry.marked:
        keys.add(stamp(slots + _text(name.items)))
    if entry.named:
        keys.add(stamp(f"{slots}{core}@{entry.named}"))
    home = region // 100 if region >= 10_000 else region
    if home:
        keys.add(stamp(f"{slots}{_text(_districts(name.items, smallest=True))}@{home}"))
        keys.add(stamp(f"{slots}{_text(_districts(name.items, smallest=False))}@{home}"))
    return keys


def community_keys(entry: Registered) -> set[int]:
    """The keys of a community that its registered name does not call one, as people do call it."""
    return registered_keys(replace(entry, name=replace(entry.name, type=COMMUNITY)))


def _text(items: Iterable[str | Place]) -> str:
    """Own words and places as one word."""
    return "".join(item if isinstance(item, str) else item.name for item in items)


def _districts(items: list[str | Place], *, smallest: bool) -> list[str | Place]:
    """The items without the places above the district; a name that is both is read as the one or the
    other.
    """
    pick = min if not smallest else max
    return [
        item
        for item in items
        if isinstance(item, str) or (level(pick(item.codes)) == "c" and not item.marker)
    ]


def typed_keys(name: Name, region: int = 0) -> list[int]:
    """The keys under which a typed name may be filed, for every way to understand its places.

    ``region``: a region known beside the name (a column of a spreadsheet), 0 for none.
    """
    slots = slot_text(name)
    items = name.items
    places = [(i, item) for i, item in enumerate(items) if isinstance(item, Place) and item.codes]
    free = [i for i, place in places if not place.marker]
    fixed = [i for i, place in places if place.marker]
    keys: dict[int, None] = {}
    for size in range(min(len(free), MAX_FREE_PLACES) + 1):
        for chosen in combinations(free[-MAX_FREE_PLACES:], size):
            regions = {*chosen, *fixed}
            rest = _text(item for i, item in enumerate(items) if i not in regions)
            if not regions and not region:
                keys[stamp(slots + rest)] = None
            codes = agreeing([items[i].codes for i in regions], region)  # type: ignore[union-attr]
            for code in codes[:MAX_READINGS]:
                keys[stamp(f"{slots}{rest}@{code}")] = None
                if code >= 10_000:
                    keys[stamp(f"{slots}{rest}@{code // 100}")] = None
    return list(keys)


def agreeing(readings: list[tuple[int, ...]], region: int = 0) -> list[int]:
    """The readings that can be true together: each must lie in, or hold, some reading of every other place.

    The smallest regions come first. With nothing to agree on there is only ``region`` itself, if given.

    >>> agreeing([(3204, 3273), (32,)])
    [3204, 3273, 32]
    >>> agreeing([(6303, 3279), (32,)])
    [3279, 32]
    """
    groups = [codes for codes in readings if codes]
    if region:
        groups.append((region,))
    if len(groups) != len(readings) + bool(region) or not groups:
        return []  # a place that is no region: nothing can be true
    if len(groups) == 1 and len(groups[0]) == 1:
        return list(groups[0])
    kept = {
        code
        for codes in groups
        for code in codes
        if all(any(within(code, other) or within(other, code) for other in group) for group in groups)
    }
    return sorted(kept, key=lambda code: (-len(str(code)), code))


def trusted(name: Name, region: int) -> tuple[list[int], bool]:
    """The regions a name can be in, the smallest first, and whether it says so beyond doubt.

    Places with a level come first, then the others from the right, because the region stands at the end; a
    place that contradicts those is an own word ("TK Mutiara ... Tana Toraja": Mutiara is also a district in
    Aceh).
    """
    places = [place for place in name.places if place.codes]
    chosen: list[tuple[int, ...]] = []
    agreed: list[int] = [region] if region else []
    for place in (*(p for p in places if p.marker), *(p for p in reversed(places) if not p.marker)):
        if found := agreeing([*chosen, place.codes], region):
            chosen.append(place.codes)
            agreed = found
    certain = bool(region) or any(place.marker for place in places) or len(chosen) > 1
    return agreed[:MAX_PLACES], certain
