"""From one query to its candidates: the matcher's answer, then names with the same words to choose from."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz

from registry.matching.answer import NameMatch, Outcome
from registry.matching.costs import SHOW
from registry.organizer import Organizer
from registry.snapshot.snapshot import Snapshot
from service.api.reconcile.batches import Query
from service.api.reconcile.manifest import kind_type
from service.api.reconcile.regions import one_region
from service.checking.present import region_name

Json = dict[str, Any]

NPSN = 8
"""Digits of a school's number, by which the matcher looks up; other numbers only rule out."""
CERTAIN = 100.0
BY_WORDS = SHOW * 100
"""A candidate that only shares words scores less than any that the matcher would name."""


SEARCHES = 10
"""Rows of one batch for which names with the same words are looked for: a search in full text may look at
many thousands of names.
"""


class Candidates:
    """The candidates for the rows of one batch."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._searches = SEARCHES

    def of(self, query: Query) -> list[Json]:
        """The candidates of one row, best first. ``match`` is true for at most one: the matcher's own answer,
        when neither type nor registration number contradicts it. Where it names nobody, names with the same
        words are given to choose from.
        """
        found = _named(query, self._snapshot)
        if not found and query.query.strip() and self._searches:
            self._searches -= 1
            found = _by_words(query, self._snapshot)
        return sorted(found, key=lambda it: (-it["score"], it["id"]))[: query.most]


def _named(query: Query, snapshot: Snapshot) -> list[Json]:
    """Whom the matcher names, or the entry whose id is asked for."""
    if (named := snapshot.organizer(query.query.strip())) is not None and _fits(query, named):
        return [_candidate(named, CERTAIN, match=True)]
    found, number = _matched(query, snapshot), _digits(query.hint("registration"))
    listed: dict[str, Json] = {}
    for one in found.candidates:
        organizer = snapshot.organizer(one.organizer_id)
        if organizer is None or not _fits(query, organizer):
            continue
        sure = found.outcome is Outcome.MATCH and one.organizer_id == found.organizer_id
        other_number = number and organizer.registration and _digits(organizer.registration) != number
        listed.setdefault(
            organizer.id, _candidate(organizer, one.score * 100, match=sure and not other_number)
        )
    return list(listed.values())


def _by_words(query: Query, snapshot: Snapshot) -> list[Json]:
    return [
        _candidate(
            organizer,
            fuzz.token_sort_ratio(query.query.casefold(), organizer.name.casefold()) * SHOW,
            match=False,
        )
        for organizer in snapshot.search(query.query, query.most)
        if _fits(query, organizer)
    ]


def _matched(query: Query, snapshot: Snapshot) -> NameMatch:
    """The matcher's answer; a region that cannot be read as one is a part of the name."""
    name, said = query.query, query.hint("region")
    region = one_region(said) if said else None
    if said and region is None:
        name = f"{name} {said}"
    number = _digits(query.hint("registration"))
    if len(number) == NPSN:
        by_number = snapshot.matcher.match(f"{name} {number}", region)
        if by_number.outcome is Outcome.MATCH or not name.strip():
            return by_number
    return snapshot.matcher.match(name, region)


def _fits(query: Query, organizer: Organizer) -> bool:
    return not query.kinds or organizer.kind in query.kinds


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _candidate(organizer: Organizer, score: float, *, match: bool) -> Json:
    return {
        "id": organizer.id,
        "name": organizer.name,
        "description": describe(organizer),
        "type": [kind_type(organizer.kind)],
        "score": round(min(score, CERTAIN), 2),
        "features": [{"id": "by_name", "value": score >= BY_WORDS}],
        "match": match,
    }


def describe(organizer: Organizer) -> str:
    """Kind and region, which tell namesakes apart."""
    kind = str(kind_type(organizer.kind)["name"])
    kind = kind[0].upper() + kind[1:]
    return f"{kind}, {region_name(organizer.region)}" if organizer.region else kind
