"""How far a name stands for its owner alone: the admission test of every protected name.

"Surabaya", "domain" and "uma" are the names of official hosts and of thousands of other things;
"kemendikdasmen" is nothing else. Every technique asks for a strength before it accuses."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from registry.hosts.lookalike.vocabulary import vocabulary

COMMON, SHORT, FAIR, DISTINCTIVE = 0, 1, 2, 3
_MARKERS = ("kab", "kota", "prov")
_FEW = 5  # more than that is anybody's
_MIN_NATIONAL, _MIN_SHORT, _MIN_FAIR, _MIN_DISTINCTIVE = 3, 4, 5, 9


def strength(text: str, *, shared: Mapping[str, int], national: bool) -> int:
    """The strength of a glued name, 0 to 3.

    ``shared`` are names that popular sites of others carry, with how many do; ``national``: it belongs to a
    national body of the registry.

    ``uma`` → 0 (three letters), ``surabaya`` → 0 (a place), ``unand`` → 1, ``sman1ubud`` → 3, ``jabarprov``
    → 3, ``bkn`` → 1 (a national body's three letters that no popular site of others carries)"""
    words = vocabulary()
    if text in words.keywords or text in words.places or len(text) < _MIN_NATIONAL:
        return COMMON
    marked = any(text.endswith(mark) and text.removesuffix(mark) in words.places for mark in _MARKERS)
    authority = words.authorities.get(text)
    if marked or (authority is not None and authority.use == "alone"):
        return DISTINCTIVE
    if text in shared:
        return COMMON
    if len(text) < _MIN_SHORT:
        return SHORT if national else COMMON
    by_length = DISTINCTIVE if len(text) >= _MIN_DISTINCTIVE else FAIR if len(text) >= _MIN_FAIR else SHORT
    return min(DISTINCTIVE, by_length + 1) if national else by_length


def is_rare(text: str) -> bool:
    """Whether few popular sites of others carry a name: ``kpu`` three, ``its`` fourteen."""
    return shared_names().get(text, 0) <= _FEW


@lru_cache(maxsize=1)
def shared_names() -> Mapping[str, int]:
    """Official names that popular sites of others carry, too, with how many do
    (``registry/data/hosts/shared_names.csv``)."""
    text = files("registry.data.hosts").joinpath("shared_names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["name"]: int(row["sites"]) for row in rows}
