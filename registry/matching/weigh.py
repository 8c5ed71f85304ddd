"""Does this row answer to this name? A veto when a closed slot contradicts, a cost for what is missing or
misspelled.

Every cost has a name and a reason. The answer rules (``decide``): at or above ``ACCEPT`` a candidate may be
the match, between ``SHOW`` and ``ACCEPT`` it is shown as possible, below it is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from registry.matching.own_words import compare_words
from registry.matching.rows import Row
from registry.naming.lexicon import Family
from registry.naming.places import level, place_names, within
from registry.naming.slots import Name, Place

ACCEPT = 0.78
SHOW = 0.45
MARGIN = 0.06
"""The runner-up must be this far behind, else both are shown."""

COST_VARIANT = (
    0.07  # another wording of the same type or subject (Disdik, Disdikbud): one office, prefer the same
)
COST_TYPE_UNSAID = 0.08  # "Sahabat PembaTIK DIY" without "Komunitas"
COST_LEVEL_UNSAID = 0.08  # the name leaves the school level out
COST_LEVEL_EXTRA = 0.30  # the name says a level that the entry does not have
COST_LEVEL_OVERLAP = 0.08  # SMA against SMA/MA
COST_STATUS_UNSAID = 0.05  # "SMP 5 Yogyakarta" for SMP Negeri 5
COST_SUBJECT_UNSAID = 0.35
COST_NUMBER_UNSAID = 0.35  # "SMAN Cibinong" for SMAN 1 Cibinong: which of them?
COST_NUMBER_PART = 0.10  # "SDN 192" for SDN 192/I
COST_REGION_UNSAID = 0.40  # the entry is "… Kabupaten X" and the name says no X
COST_REGION_UNSAID_OWN = 0.10  # the same, but an own name says which one is meant
COST_REGION_TWIN = 0.30  # "Bandung" may be Kabupaten or Kota: ask
COST_REGION_TYPO = 0.30  # a misspelled place that nothing else confirms
COST_REGION_CONFIRMED = 0.08  # a misspelled place that another fact confirms
OWN_NAME_AGREES = 0.2  # so little may be wrong with an own name that confirms a misspelled place
COST_NAME_NOT_REGION = 0.08  # "RA X, Kec. Y" rather means RA X in Y than RA X Y
COST_OTHER_PLACE = 0.30  # "SMPN 3 Mehalaan, Kab. Mamasa" is not SMPN 3 Mamasa in Kecamatan Mehalaan
COST_REGION_INSIDE = 0.30  # the name says a district, the entry is the office of the whole regency
COST_REGION_FOREIGN = 0.08  # a nationwide body named with the town it sits in
COST_LEAD = 0.25  # an unknown word before the type may be the real type: "Kmbel SD Negeri 1"


@dataclass(frozen=True, slots=True)
class Query:
    """A typed name with what is known beside it: the family of its type, a region given apart, known
    words.
    """

    name: Name
    family: Family | None
    region: int = 0
    known: frozenset[str] = frozenset()


@dataclass(slots=True)
class Weighed:
    """A row and how well it answers: ``score`` in [0, 1], ``veto`` says which closed slot contradicts."""

    row: Row
    score: float = 1.0
    veto: str = ""
    costs: list[tuple[str, float]] = field(default_factory=list)

    def cost(self, reason: str, amount: float) -> None:
        """Take ``amount`` off the score and remember why."""
        self.score -= amount
        self.costs.append((reason, amount))


def weigh(query: Query, row: Row) -> Weighed:
    """Compare slot by slot; the first contradiction ends it."""
    result = Weighed(row)
    for step in (_type, _level, _status, _subjects, _numbers, _branch):
        step(query, row, result)
        if result.veto:
            result.score = 0.0
            return result
    left = _region(query, row, result)
    if not result.veto:
        _own_words(query, row, left, result)
        _misspelled_places(query, row, result)
    result.score = 0.0 if result.veto else max(0.0, result.score)
    return result


def _own_words(query: Query, row: Row, left: list[str], result: Weighed) -> None:
    """Compare own words; what is no word of a closed type's name, or stands before the type, weighs twice."""
    cost, reason = compare_words(left, row.words, query.known)
    if cost and left and row.named and not row.marked:  # its place is one of its words: "SDN 2 Cikonenng"
        other = compare_words(left, (*row.words, place_names().base[row.named]), query.known)
        cost, reason = min((cost, reason), other)
    if not cost:
        return
    result.cost(reason, cost)
    if query.family is not None and query.family.closed and left:
        result.cost("words that belong to no such body", cost)
    if query.name.lead and not set(left[: query.name.lead]) <= set(row.words):
        result.cost("words before the type", COST_LEAD)


def _misspelled_places(query: Query, row: Row, result: Weighed) -> None:
    """A misspelled place costs little when a second fact speaks for it, and much when it stands alone.

    Second facts are another place, a region known apart, the own name of the row.
    """
    own = bool(row.words) and result.score > 1 - OWN_NAME_AGREES
    for place in query.name.places:
        if place.typed and any(within(row.region, code) for code in place.codes):
            others = [other for other in query.name.places if other is not place and not other.typed]
            second = any(within(row.region, code) for other in others for code in other.codes)
            confirmed = own or second or place.sure or bool(query.region)
            result.cost("place misspelled", COST_REGION_CONFIRMED if confirmed else COST_REGION_TYPO)


def _type(query: Query, row: Row, result: Weighed) -> None:
    said, has = query.name.type, row.slots.type
    if said == has:
        if query.name.variant != row.slots.variant:
            result.cost("another wording", COST_VARIANT)
    elif said is None and row.words:
        result.cost("no type said", COST_TYPE_UNSAID)
    else:
        result.veto = f"type: {said or 'none'}, not {has or 'none'}"


def _level(query: Query, row: Row, result: Weighed) -> None:
    usual = {query.family.level} if query.family and query.family.level else set()
    said, has = set(query.name.levels) or usual, set(row.slots.levels) or usual
    if said == has:
        return
    if not said:
        result.cost("level not said", COST_LEVEL_UNSAID)
    elif not has:
        result.cost("a level that the entry does not have", COST_LEVEL_EXTRA)
    elif said & has:
        result.cost("levels overlap", COST_LEVEL_OVERLAP)
    else:
        result.veto = f"level: {'/'.join(said)}, not {'/'.join(has)}"


def _status(query: Query, row: Row, result: Weighed) -> None:
    said, has = query.name.status, row.slots.status
    if said and has and said != has:
        result.veto = f"status: {said}, not {has}"
    elif "negeri" in (said, has) and said != has:
        result.cost("negeri not said", COST_STATUS_UNSAID)


def _subjects(query: Query, row: Row, result: Weighed) -> None:
    said, has = set(query.name.subjects), set(row.slots.subjects)
    if said == has:
        return
    if said - has:
        result.veto = f"subject: {'/'.join(sorted(said - has))}"
    else:
        result.cost("subject not said", COST_SUBJECT_UNSAID)


def _numbers(query: Query, row: Row, result: Weighed) -> None:
    said, has = query.name.numbers, list(row.numbers)
    for number in said:
        if number not in has:
            result.veto = f"number: {number}, not {'/'.join(map(str, row.numbers)) or 'none'}"
            return
        has.remove(number)
    if has:
        result.cost("number not said", COST_NUMBER_PART if said else COST_NUMBER_UNSAID)


def _branch(query: Query, row: Row, result: Weighed) -> None:
    said, has = query.name.branch, row.slots.branch
    if said and has and said != has and "ranting" in (said, has):
        result.veto = f"branch: {said}, not {has}"
    elif said == "pusat" and row.region:
        result.veto = "branch: pusat, not a regional one"


def _region(query: Query, row: Row, result: Weighed) -> list[str]:
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
        elif codes := [code for code in item.codes if within(row.region, code)]:
            covered = max(covered, _cover(query, item, max(codes), row, result))
        elif item.words.split()[0] in row.words or item.name in row.words:
            left.extend([item.name] if item.name in row.words else item.words.split())
        else:
            _foreign(query, item, row, result)
            if result.veto:
                return left
    if row.named != row.region or not row.marked:
        _name_or_region(query, row, result)
    if row.named and not within(covered, row.named):
        if not row.marked and left:
            return left  # its place is one of its words: "SDN 2 Cikonenng"
        own = bool(row.words)
        result.cost("region not said", COST_REGION_UNSAID_OWN if own else COST_REGION_UNSAID)
    return left


def _name_or_region(query: Query, row: Row, result: Weighed) -> None:
    """Two bodies of one district, "RA X" and "RA X Y" (Y the district): does the name say Y as its own word?

    Said with its level it is the region, said bare beside that it is part of the name.
    """
    here = [place for place in query.name.places if any(within(row.region, code) for code in place.codes)]
    bare = [place for place in here if not place.marker]
    if row.named and not row.marked:
        said = any(row.named in place.codes for place in bare)
        if not said and bare and not row.words:
            result.cost("another place is part of the name", COST_OTHER_PLACE)
        elif not said and len(bare) < len(here) and row.words:
            result.cost("said as region, not as part of the name", COST_NAME_NOT_REGION)
    elif not row.named and any(
        _reading(one, row) == _reading(other, row) for one in bare for other in here if other is not one
    ):
        result.cost("said as part of the name", COST_NAME_NOT_REGION)


def _reading(place: Place, row: Row) -> int:
    """The smallest of a place's readings that holds the row's region."""
    return max(code for code in place.codes if within(row.region, code))


def _cover(query: Query, place: Place, code: int, row: Row, result: Weighed) -> int:
    """A place that holds the row's region; costs something when it might as well be another region."""
    identity = row.marked or (query.family is not None and query.family.closed)
    if code == row.named and not place.marker and not place.typed and identity and not query.region:
        rivals = [other for other in _sensible(query, place, code) if other != code]
        if rivals:
            result.cost("place may be another region", COST_REGION_TWIN)
    return code


def _sensible(query: Query, place: Place, code: int) -> list[int]:
    """The readings of an unmarked place that are worth asking about.

    A bare name means the regency or province rather than a district of the same name, unless the type lives
    in districts (KKG Gugus, PGRI Cabang). Other places in the name rule readings out.
    """
    others = [p.codes for p in query.name.places if p is not place and p.codes]
    said = {code for p in query.name.places if p.marker for code in p.codes}
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
        result.cost("a nationwide body, named with a town", COST_REGION_FOREIGN)
    elif not row.region and row.words and place.codes and not (query.family and query.family.closed):
        result.cost("the entry states no region", COST_REGION_FOREIGN)
    else:
        result.veto = f"region: {place.marker + ' ' if place.marker else ''}{place.words}"
