"""Every place in a name must be explained by a candidate: it lies there, or the place is one of its own
words.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from registry.matching.costs import (
    COST_NAME_NOT_REGION,
    COST_OTHER_PLACE,
    COST_REGION_CONFIRMED,
    COST_REGION_FOREIGN,
    COST_REGION_INSIDE,
    COST_REGION_TWIN,
    COST_REGION_TYPO,
    COST_REGION_UNSAID,
    COST_REGION_UNSAID_OWN,
    OWN_NAME_AGREES,
)
from registry.matching.rows import Row
from registry.matching.weighed import Query, Weighed
from registry.naming.places import level, place_names, within
from registry.naming.region_names import SHORTEST
from registry.naming.slots import Place


def misspelled_places(query: Query, row: Row, result: Weighed) -> None:
    """A misspelled place costs little when a second fact speaks for it, and much when it stands alone.

    Second facts are another place, a region known apart, the own name of the row.
    """
    own = bool(row.words) and result.score > 1 - OWN_NAME_AGREES
    for place in query.places:
        if _own_word(place, query, row):
            continue  # weighed as such
        if place.typed and any(within(row.region, code) for code in place.codes):
            others = [other for other in query.places if other is not place]
            second = any(within(row.region, code) for other in others for code in other.codes)
            asked = any(amount == COST_REGION_TWIN for _, amount in result.costs)  # already: which of them?
            confirmed = own or second or asked or place.sure or bool(query.region)
            result.cost("place misspelled", COST_REGION_CONFIRMED if confirmed else COST_REGION_TYPO)


def explain_places(query: Query, row: Row, result: Weighed) -> list[str]:
    """Explain every place of the name by the row's region or its own words; returns the own words of the
    name.
    """
    left: list[str] = []
    covered = query.region if query.region and within(row.region, query.region) else 0
    if query.region and row.region and not covered and not within(query.region, row.region):
        result.veto = "region: given apart, another one"
        return left
    for item in query.name.items:
        if isinstance(item, str):
            left.append(item)
        elif _own_word(item, query, row):
            left.append(item.words)
        elif codes := [code for code in item.codes if within(row.region, code)]:
            covered = max(covered, _cover(query, item, max(codes), row, result))
        elif item.words.split()[0] in row.words or item.name in row.words:
            left.extend([item.name] if item.name in row.words else item.words.split())
        elif not item.marker and row.words and (item.typed or _is_part(item.name, row.words)):
            left.extend(item.words.split())  # "Bangma" is rather Bangsa here than Bangka
        elif _and_kota(item, query, row):
            covered = max(covered, row.named)
            result.cost("said as region, not as part of the name", COST_NAME_NOT_REGION)
        elif not _named_kota(item, row):
            _foreign(query, item, row, result)
            if result.veto:
                return left
    if row.named != row.region or not row.marked:
        _name_or_region(query, row, result)
    if row.named and not within(covered, row.named):
        if not row.marked and left:
            return left  # its place is one of its words: "SDN 2 Cikonenng"
        own = bool(row.words)
        result.cost("region not said", COST_REGION_UNSAID_OWN if own else COST_REGION_UNSAID, unsaid=True)
    elif row.region and not row.named and not row.words and not covered and not _numbered_nationally(query):
        result.cost(
            "neither a name nor a region said", COST_REGION_UNSAID, unsaid=True
        )  # "SDN 3", whichever it is
    return left


def _own_word(place: Place, query: Query, row: Row) -> bool:
    """Whether a misspelled place is rather a misspelled own word of the row that is not said otherwise:
    "Sungai Jammbu" is Sungai Jambu, not Jambi.
    """
    if not place.typed or place.marker:
        return False
    unsaid = (word for word in row.words if word not in query.name.own)
    return any(len(word) > 3 and OSA.distance(place.words, word, score_cutoff=1) <= 1 for word in unsaid)


def _and_kota(place: Place, query: Query, row: Row) -> bool:
    """Whether "Langsa Kota" is here Langsa, as the row is called, and the "Kota" of its city: "SMPN 3 Langsa,
    Kota Langsa".
    """
    if place.marker or not row.named or place.name != f"{place_names().base[row.named]}kota":
        return False
    others = (code for other in query.places if other is not place for code in other.codes)
    return any(level(code) == "t" and within(row.region, code) for code in others)


def _named_kota(place: Place, row: Row) -> bool:
    """Whether "Kota Padang" is here no city: the district that the row is in bears this name."""
    return place.marker == "city" and place_names().base.get(row.region) == f"kota{place.name}"


def _is_part(place: str, words: tuple[str, ...]) -> bool:
    """Whether a place is part of a joined own word: Raya in "bukitraya"."""
    return len(place) > 3 and any(place in word for word in words)


def _numbered_nationally(query: Query) -> bool:
    """Whether a number says it all: "LLDIKTI IV" is one office of the whole nation."""
    return query.family is not None and query.family.scope == {"n"} and bool(query.name.numbers)


def _name_or_region(query: Query, row: Row, result: Weighed) -> None:
    """Two bodies of one district, "RA X" and "RA X Y" (Y the district): does the name say Y as its own word?

    Said with its level it is the region, said bare beside that it is part of the name.
    """
    here = [place for place in query.places if any(within(row.region, code) for code in place.codes)]
    bare = [place for place in here if not place.marker]
    if row.named and not row.marked:
        said = any(row.named in place.codes for place in bare)
        if not said and bare and not row.words:
            if not _nearly_said(query, row):
                result.cost("another place is part of the name", COST_OTHER_PLACE)
        elif not said and len(bare) < len(here) and row.words:
            result.cost("said as region, not as part of the name", COST_NAME_NOT_REGION)
        elif said and not row.words and row.named not in bare[0].codes and not _begins_with_place(query):
            result.cost("another place stands first", COST_NAME_NOT_REGION)
    elif not row.named and any(
        _reading(one, row) == _reading(other, row) for one in bare for other in here if other is not one
    ):
        result.cost("said as part of the name", COST_NAME_NOT_REGION)


def _nearly_said(query: Query, row: Row) -> bool:
    """Whether an own word of the name comes close to the place in the row's name: "SMPN 5 Gaut"."""
    base = place_names().base[row.named]
    return any(
        len(word) >= SHORTEST and OSA.distance(word, base, score_cutoff=1) <= 1 for word in query.name.own
    )


def _begins_with_place(query: Query) -> bool:
    """Whether a place stands before everything else: "Tolikara: SMP Negeri 3 Kanggime"."""
    return bool(query.name.evidence) and query.name.evidence[0].slot == "place"


def _reading(place: Place, row: Row) -> int:
    """The smallest of a place's readings that holds the row's region."""
    return max(code for code in place.codes if within(row.region, code))


def _cover(query: Query, place: Place, code: int, row: Row, result: Weighed) -> int:
    """A place that holds the row's region; costs something when it might as well be another region."""
    closed = query.family is not None and query.family.closed
    identity = row.marked or closed or place.name != place_names().base[code]  # else they are the same words
    said = any(other.marker and code in other.codes for other in query.places)
    if code == row.named and not place.marker and not said and identity and not query.region:
        rivals = [other for other in _sensible(query, place, code) if other != code]
        if rivals:
            result.cost("place may be another region", COST_REGION_TWIN)
    return code


def _sensible(query: Query, place: Place, code: int) -> list[int]:
    """The readings of an unmarked place that are worth asking about.

    A bare name means the regency or province rather than a district of the same name, unless the type lives
    in districts (KKG Gugus, PGRI Cabang). Other places in the name rule readings out.
    """
    others = [p.codes for p in query.places if p is not place and p.codes]
    said = {code for p in query.places if p.marker for code in p.codes}
    codes = [
        c for c in place.codes if all(any(within(c, o) or within(o, c) for o in group) for group in others)
    ]
    scope = query.family.scope if query.family else frozenset("npkc")
    codes = [c for c in codes if c == code or c not in said]
    codes = [c for c in codes if ("k" if level(c) == "t" else level(c)) in scope]
    low = query.name.unit == "gugus" or query.name.branch in ("cabang", "ranting")
    return [c for c in codes if level(c) != "c" and not (low and level(code) == "c")]


def _foreign(query: Query, place: Place, row: Row, result: Weighed) -> None:
    """A place that neither the row's region nor its name explains."""
    inside = [code for code in place.codes if row.region and within(code, row.region)]
    if inside:
        closed = query.family is not None and query.family.closed
        if closed or row.named == row.region:
            result.cost("a place inside the entry's region", COST_REGION_INSIDE)
    elif (
        not row.region
        and query.family is not None
        and "n" in query.family.scope
        and row.words
        and not place.marker
    ):
        result.cost("a nationwide body, named with a town", COST_REGION_FOREIGN, beyond=True)
    elif not row.region and row.words and place.codes and not (query.family and query.family.closed):
        result.cost("the entry states no region", COST_REGION_FOREIGN, beyond=True)
    else:
        result.veto = f"region: {place.marker + ' ' if place.marker else ''}{place.words}"
