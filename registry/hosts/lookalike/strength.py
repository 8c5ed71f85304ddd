"""How far a name stands for its owner alone: the admission test of every protected name.

"Surabaya", "domain" and "uma" are the names of official hosts and of thousands of other things;
"kemendikdasmen" is nothing else. Every technique asks for a strength before it accuses."""

from __future__ import annotations

import csv
from collections.abc import Container
from functools import lru_cache
from importlib.resources import files

from registry.hosts.lookalike.vocabulary import vocabulary

COMMON, SHORT, FAIR, DISTINCTIVE = 0, 1, 2, 3
_MARKERS = ("kab", "kota", "prov")
_MIN_SHORT, _MIN_FAIR, _MIN_DISTINCTIVE = 4, 5, 9


def strength(text: str, *, shared: Container[str], national: bool) -> int:
    """The strength of a glued name, 0 to 3.

    ``shared`` are names that popular sites of others carry; ``national``: it belongs to a national body of
    the registry.

    ``uma`` → 0 (three letters), ``surabaya`` → 0 (a place), ``unand`` → 1, ``sman1ubud`` → 3, ``jabarprov``
    → 3"""
    words = vocabulary()
    if text in words.keywords or text in words.places or len(text) < _MIN_SHORT:
        return COMMON
    marked = any(text.endswith(mark) and text.removesuffix(mark) in words.places for mark in _MARKERS)
    authority = words.authorities.get(text)
    if marked or (authority is not None and authority.use == "alone"):
        return DISTINCTIVE
    if text in shared:
        return COMMON
    by_length = DISTINCTIVE if len(text) >= _MIN_DISTINCTIVE else FAIR if len(text) >= _MIN_FAIR else SHORT
    return min(DISTINCTIVE, by_length + 1) if national else by_length


@lru_cache(maxsize=1)
def shared_names() -> frozenset[str]:
    """Official names that popular sites of others carry, too (``registry/data/hosts/shared_names.csv``)."""
    text = files("registry.data.hosts").joinpath("shared_names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(row["name"] for row in rows)
