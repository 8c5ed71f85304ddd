"""A registered name, read with its region known: which part of it names the region, and which is its own."""

from __future__ import annotations

from registry.naming.lexicon import Lexicon, lexicon
from registry.naming.parse import parse
from registry.naming.places import PlaceNames, level, place_names, within
from registry.naming.slots import Name, Place
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Registered:
    """One spelling of one organizer.

    ``region``: where the body is (0: nationwide or not stated). ``named``: the region that the name itself
    names (0: none); ``marked``: it does so with its level (Kab., Kota, Kec.). ``words``: the own words.
    """

    name: Name
    region: int
    named: int
    marked: bool
    words: tuple[str, ...]


def read_registered(
    text: str, region: int, lex: Lexicon | None = None, places: PlaceNames | None = None
) -> Registered:
    """Read one registered name.

    A body whose region is not given, but whose name names exactly one, is there; a place in its name that is
    not its region is an own word ("SD Negeri 1 Cirebon" in Kabupaten Way Kanan).
    """
    lex = lex or lexicon()
    places = places or place_names()
    name = parse(text, lex, places.own(region) if region else places)
    if not region:
        region = _only_region(name, lex)
    named, marked = 0, False
    words: list[str] = []
    several = _names_several(name)
    for position, item in enumerate(name.items):
        if isinstance(item, str):
            words.append(item)
        elif region and (codes := [code for code in item.codes if within(region, code)]):
            named = max(named, codes[0])
            marked = marked or bool(item.marker)
            name.items[position] = item._replace(codes=tuple(codes))
        elif region and item.marker and len(item.codes) == 1 and not several:
            region = named = item.codes[0]  # "Kecamatan X" of a body filed under its regency
            marked = True
        else:
            words.append(item.name)
            name.items[position] = item.name
    return Registered(name, region, named, marked, tuple(words))


def _names_several(name: Name) -> bool:
    """Whether a name names two regions side by side ("Kota Palu dan Kabupaten Sigi"): the body is in neither
    alone.
    """
    codes = [place.codes[0] for place in name.places if place.marker and len(place.codes) == 1]
    return any(not within(a, b) and not within(b, a) for a in codes for b in codes)


def _only_region(name: Name, lex: Lexicon) -> int:
    """The region that a name without a stated one names beyond doubt, else 0."""
    found = 0
    for place in name.places:
        codes = _in_scope(place, name, lex)
        if len(codes) != 1 or (not place.marker and level(codes[0]) == "c"):
            continue
        found = max(found, codes[0])
    family = lex.families.get(name.type or "")
    if family is None or not (family.closed or any(place.marker for place in name.places)):
        return 0
    return found


def _in_scope(place: Place, name: Name, lex: Lexicon) -> tuple[int, ...]:
    """The readings of a place on whose level bodies of this type exist."""
    family = lex.families.get(name.type or "")
    if family is None or place.marker:
        return place.codes
    scope = {*family.scope, *("t" for s in family.scope if s == "k")}
    return tuple(code for code in place.codes if level(code) in scope) or place.codes
