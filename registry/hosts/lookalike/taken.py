"""Short names that somebody bears: an abbreviation in use is no slip in another one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from registry.hosts.lookalike.vocabulary import vocabulary

LONGEST = 5
"""In longer names a slip is told by its length alone (``techniques.typo``)."""


def is_taken(text: str) -> bool:
    """Whether a short name is a word, a place or an abbreviation of its own.

    ``idi`` (doctors), ``pgsi``, ``riau`` → true; ``igu`` → false
    """
    return text in _taken()


@lru_cache(maxsize=1)
def _taken() -> frozenset[str]:
    words = vocabulary()
    every = {*words.keywords, *words.authorities, *words.places, *_listed()}
    return frozenset(name for name in every if len(name) <= LONGEST)


def _listed() -> Iterator[str]:
    """Names by hand, of popular sites, and of organizers as people write them."""
    for folder, file, column in (
        ("hosts", "abbreviations.csv", "name"),
        ("hosts", "short_names.csv", "name"),
        ("names", "types.csv", "phrase"),
        ("names", "abbreviations.csv", "short"),
        ("seed", "ambiguous_names.csv", "name"),
        ("seed", "aliases.csv", "alias"),
    ):
        text = files("registry.data").joinpath(folder, file).read_text(encoding="utf-8")
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
            yield row[column].lower()
