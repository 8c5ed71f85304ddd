"""Does this row answer to this name? A veto when a closed slot contradicts, a cost for what is missing or
misspelled.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from registry.matching.costs import (
    COST_LEAD,
    COST_LEVEL_EXTRA,
    COST_LEVEL_OVERLAP,
    COST_LEVEL_UNSAID,
    COST_NEGERI_EXTRA,
    COST_NUMBER_PART,
    COST_NUMBER_UNSAID,
    COST_OLD_ALIAS,
    COST_OTHER_BRANCH,
    COST_REGION_CONFIRMED,
    COST_STATUS_UNSAID,
    COST_SUBJECT_UNSAID,
    COST_SWASTA_EXTRA,
    COST_TYPE_UNSAID,
    COST_TYPE_UNSAID_ONE,
    COST_VARIANT,
)
from registry.matching.keys import COMMUNITY
from registry.matching.own_words import COST_ONE_WORD, compare_words, said_beyond
from registry.matching.rows import Row
from registry.matching.weigh_places import explain_places, misspelled_places
from registry.matching.weighed import Query, Weighed
from registry.naming.lexicon import lexicon
from registry.naming.places import place_names, within
from registry.naming.region_names import SHORTEST
from registry.organizer import Kind


def weigh(query: Query, row: Row) -> Weighed:
    """Compare slot by slot; the first contradiction ends it."""
    result = Weighed(row)
    if row.old:
        result.cost("once called so", COST_OLD_ALIAS)
    for step in (_type, _level, _status, _subjects, _numbers, _branch):
        step(query, row, result)
        if result.veto:
            result.score = 0.0
            return result
    left = explain_places(query, row, result)
    if not result.veto:
        _own_words(query, row, left, result)
        misspelled_places(query, row, result)
    result.score = 0.0 if result.veto else max(0.0, result.score)
    return result


def _own_words(query: Query, row: Row, left: list[str], result: Weighed) -> None:
    """Compare own words; what is no word of a closed type's name, or stands before the type, weighs twice."""
    there = any(place.marker and row.region in place.codes for place in query.places)
    placeless = not any(within(row.region, code) for place in query.places for code in place.codes)
    cost, reason = compare_words(left, row.words, query.known, there=there)
    if cost and row.words and (place := _own_place(left, row)):
        others = [word for word in left if word != place]
        without = compare_words(others, row.words, query.known)
        if without[0] + COST_REGION_CONFIRMED < cost:
            result.cost(f"place misspelled: {place}", COST_REGION_CONFIRMED)
            left, (cost, reason) = others, without
    if cost and left and row.named and not row.marked:  # its place is one of its words: "SDN 2 Cikonenng"
        other = compare_words(left, (*row.words, place_names().base[row.named]), query.known)
        result.unsaid |= placeless and cost <= other[0]
        cost, reason = min((cost, reason), other)
    if not cost:
        return
    more, less = said_beyond(reason)
    result.cost(reason, cost, beyond=more, unsaid=less)
    if query.family is not None and query.family.closed and left:
        result.cost("words that belong to no such body", cost)
    if query.family is None and row.slots.type and cost >= COST_ONE_WORD:
        result.cost("no type said, and other words", cost)  # "KPU Garut" is not Universitas Garut
    if query.name.lead and not set(left[: query.name.lead]) <= set(row.words):
        result.cost("words before the type", COST_LEAD)


def _own_place(left: Sequence[str], row: Row) -> str:
    """A word that no own word of the row is, and that comes close to the name of its region ("Grut")."""
    bases = place_names().base
    regions = [bases.get(row.region // 100**up, "") for up in range(3)]
    regions = [name for name in regions if len(name) > SHORTEST]
    for word in left:
        if len(word) < SHORTEST or word in row.words or word in lexicon().siblings:
            continue
        if any(OSA.distance(word, name, score_cutoff=1) <= 1 for name in regions):
            return word
    return ""


def _type(query: Query, row: Row, result: Weighed) -> None:
    said, has = query.name.type, row.slots.type
    if said == has:
        if query.name.variant != row.slots.variant:
            result.cost("another wording", COST_VARIANT)
    elif said is None and row.words and _has_own_name(row):
        one = len(row.words) == 1  # "Terbuka" is a word, "Gadjah Mada" a name
        result.cost("no type said", COST_TYPE_UNSAID_ONE if one else COST_TYPE_UNSAID)
    elif has is None and said == COMMUNITY and row.words:
        result.cost("said to be a community", COST_TYPE_UNSAID)  # "Komunitas Sahabat PembaTIK DIY"
    else:
        result.veto = f"type: {said or 'none'}, not {has or 'none'}"


def _has_own_name(row: Row) -> bool:
    """Whether a body is known by its own name, so that its type may be left out; an office is not."""
    family = lexicon().families.get(row.slots.type or "")
    return family is None or family.kind not in ("ministry", "dinas")


def _level(query: Query, row: Row, result: Weighed) -> None:
    if query.name.levels == row.slots.levels:
        return
    usual = {query.family.level} if query.family and query.family.level else set()
    said, has = set(query.name.levels) or usual, set(row.slots.levels) or usual
    if said == has:
        return
    if not said:
        result.cost("level not said", COST_LEVEL_UNSAID, unsaid=True)
    elif not has:
        result.cost("a level that the entry does not have", COST_LEVEL_EXTRA, beyond=True)
    elif said & has:
        result.cost("levels overlap", COST_LEVEL_OVERLAP)
    else:
        result.veto = f"level: {'/'.join(said)}, not {'/'.join(has)}"


def _status(query: Query, row: Row, result: Weighed) -> None:
    said, has = query.name.status, row.slots.status
    if said and has and said != has:
        result.veto = f"status: {said}, not {has}"
    elif said == "swasta" and not has and _of_schools(query):
        result.cost("of private schools, which the entry does not say", COST_SWASTA_EXTRA, beyond=True)
    elif said == "negeri" and not has and row.words:
        result.cost("a private school, said to be negeri", COST_NEGERI_EXTRA)
    elif "negeri" in (said, has) and said != has:
        result.cost("negeri not said", COST_STATUS_UNSAID)


def _of_schools(query: Query) -> bool:
    """Whether schools have a group of this sort: the private ones of a region have one of their own."""
    return query.family is not None and query.family.kind == Kind.WORKING_GROUP


def _subjects(query: Query, row: Row, result: Weighed) -> None:
    if query.name.subjects == row.slots.subjects:
        return
    said, has = set(query.name.subjects), set(row.slots.subjects)
    if said == has:
        return
    if said - has:
        result.veto = f"subject: {'/'.join(sorted(said - has))}"
    else:
        result.cost("subject not said", COST_SUBJECT_UNSAID, unsaid=True)


def _numbers(query: Query, row: Row, result: Weighed) -> None:
    if query.name.numbers == row.numbers:
        return
    said, has = query.name.numbers, list(row.numbers)
    for number in said:
        if number not in has:
            result.veto = f"number: {number}, not {'/'.join(map(str, row.numbers)) or 'none'}"
            return
        has.remove(number)
    if has:
        result.cost("number not said", COST_NUMBER_PART if said else COST_NUMBER_UNSAID, unsaid=not said)


def _branch(query: Query, row: Row, result: Weighed) -> None:
    said, has = query.name.branch, row.slots.branch
    if said and has and said != has and "ranting" in (said, has):
        result.veto = f"branch: {said}, not {has}"
    elif said == "pusat" and row.region:
        result.veto = "branch: pusat, not a regional one"
    elif said != has and "pusat" in (said, has):
        result.cost("another branch", COST_OTHER_BRANCH)
