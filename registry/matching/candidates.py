"""Rows that may answer to a name when no exact key does: those that share most of its slots and words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from registry.matching.columns import Array, Columns
from registry.matching.index import part_name
from registry.matching.keys import agreeing, trusted
from registry.matching.rows import RowReader
from registry.matching.vocabulary import Vocabulary
from registry.naming.roles import SCHOOL
from registry.naming.slots import Name

MAX_CANDIDATES = 16
"""Weighed per name; the right one is among the first few or not at all."""
MAX_SLICE = 4_000
MAX_UNTYPED = 500
"""A name that says no type must be found by rare words, or not at all."""
NUMBERED = 5
"""A number leaves about one row in five, so that five times as many postings may be looked at."""
MAX_GARBLED = 1_000
MAX_SAMPLE, MAX_SAMPLED = 6, 1_000
SIMILAR = 60
"""Own words less similar than this (rapidfuzz ``ratio``) are other words."""


class Finder:
    """Finds candidates in one index."""

    def __init__(self, columns: Columns, rows: RowReader, vocabulary: Vocabulary) -> None:
        self._columns = columns
        self._arrays = columns.arrays
        self._rows = rows
        self._vocabulary = vocabulary
        self._school_parts = [n for part, n in columns.parts.items() if part.startswith(f"{SCHOOL}:")]

    def near(self, name: Name, region: int) -> list[int]:
        """The rows that share most with a name: type, region, number, own words (also misspelled)."""
        parts = self._parts(name)
        places, certain = trusted(name, region)
        postings = [
            found
            for word in sought_words(name)
            if (found := self._vocabulary.rows(self._vocabulary.near(word), parts))
        ]
        rows: list[int] = []
        if parts and places:
            rows = self._in_regions(self._slices(parts, places), postings, places, name)
        if postings and not (rows and certain):
            rows += self._anywhere(parts, postings, name)
        elif not rows and not agreeing([place.codes for place in name.places if place.codes], region):
            rows = self._some(parts, name)  # of a name that says where it is, nobody elsewhere is meant
        return list(dict.fromkeys(rows))

    def knows_type(self, name: Name) -> bool:
        """Whether anybody of the name's type is registered; True for a name that says no type."""
        return name.type is None or bool(self._parts(name))

    def _parts(self, name: Name) -> list[int]:
        """The parts of the index that can hold the name; for a name without a type: none, which means any."""
        if name.type is None:
            return []
        wanted = part_name(name.type, name.levels)
        parts = self._columns.parts
        if name.type != SCHOOL:
            return [parts[wanted]] if wanted in parts else []
        if wanted.endswith("+"):
            return self._school_parts
        return [parts[part] for part in (wanted, f"{SCHOOL}:+") if part in parts]

    def _slices(self, parts: Sequence[int], places: Sequence[int]) -> list[tuple[int, int]]:
        """The ranges of rows of these parts in these regions (of districts: in their regencies)."""
        homes: set[tuple[int, int]] = set()
        for code in places:
            if code < 100:
                homes.update(((code * 100, code * 100 + 100), (code, code + 1)))
            else:
                home = code // 100 if code >= 10_000 else code
                homes.add((home, home + 1))
        spans = [(part * 10_000 + low, part * 10_000 + high) for part in parts for low, high in sorted(homes)]
        block, at = self._arrays["block"], self._arrays["block_at"]
        bounds = at[block.searchsorted(np.array(spans, np.uint32))].tolist()
        return [(start, end) for start, end in bounds if end > start]

    def _in_regions(
        self,
        slices: Sequence[tuple[int, int]],
        postings: Sequence[Sequence[Array]],
        places: Sequence[int],
        name: Name,
    ) -> list[int]:
        """Rows of the slices that share words with the name, the most words first, then others that fit."""
        shared = [
            rows[slice(*rows.searchsorted(span).tolist())]
            for span in slices
            for found in postings
            for rows in found
        ]
        ranked: list[int] = []
        if shared:
            rows, counts = np.unique(np.concatenate(shared)[:MAX_SLICE], return_counts=True)
            fits = self._rows.fitting(rows, name)
            counts = counts[rows.searchsorted(fits)]
            ranked = fits[np.argsort(-counts, kind="stable")][:MAX_CANDIDATES].tolist()
        fitting = self._fitting(slices, places, name)
        if ranked or fitting:
            return [*ranked, *fitting]
        return self._garbled(slices, name)

    def _fitting(self, slices: Sequence[tuple[int, int]], places: Sequence[int], name: Name) -> list[int]:
        """Rows of the slices, in the smallest regions meant, whose slots and number agree; a few if many
        do.
        """
        rows: list[int] = []
        for start, end in slices:
            here = np.arange(start, min(end, start + MAX_SLICE))
            if places[0] >= 10_000:
                regions = self._arrays["region"][start : start + len(here)]
                inside = np.zeros(len(here), bool)
                for place in places:
                    inside |= regions == place
                here = here[inside]
            rows.extend(self._rows.fitting(here, name)[: MAX_CANDIDATES + 1].tolist())
        return rows if len(rows) <= MAX_CANDIDATES else rows[:MAX_SAMPLE]

    def _garbled(self, slices: Sequence[tuple[int, int]], name: Name) -> list[int]:
        """Rows of the slices with the most similar own words, when no word is spelled as in the registry."""
        if not (words := sought_words(name)):
            return []
        rows: list[int] = []
        for start, end in slices:
            rows.extend(self._rows.fitting(np.arange(start, min(end, start + MAX_SLICE)), name).tolist())
        rows = rows[:MAX_GARBLED]
        texts = [text.partition("|")[2] for text in self._columns.words_of(np.array(rows, np.int64))]
        best = process.extract(" ".join(words), texts, scorer=fuzz.ratio, limit=8, score_cutoff=SIMILAR)
        return [rows[position] for _, _, position in best]

    def _anywhere(self, parts: Sequence[int], postings: Sequence[Sequence[Array]], name: Name) -> list[int]:
        """Rows of these parts that share rare words with the name, wherever they are."""
        groups = sorted(((sum(map(len, found)), found) for found in postings), key=lambda group: group[0])
        base = self._rarest(groups, name, MAX_SLICE if parts else MAX_UNTYPED)
        if not len(base):
            return []
        weights = np.zeros(len(base))
        for size, found in groups:
            for rows in found:
                at = np.minimum(rows.searchsorted(base), len(rows) - 1)
                weights += (rows[at] == base) / (1.0 + np.log1p(size))
        return base[np.argsort(-weights, kind="stable")][:MAX_CANDIDATES].tolist()  # type: ignore[no-any-return]

    def _rarest(self, groups: Sequence[tuple[int, Sequence[Array]]], name: Name, limit: int) -> Array:
        """The rows of the rarest words, as many words as fit, that do not contradict the name."""
        taken: list[Array] = []
        room = limit
        for size, found in groups:
            if size > room * NUMBERED and taken:
                break
            rows = self._rows.fitting(np.concatenate(found)[: limit * NUMBERED], name)
            taken.append(rows[:limit])
            room -= len(taken[-1])
            if room <= 0:
                break
        return np.unique(np.concatenate(taken))

    def _some(self, parts: Sequence[int], name: Name) -> list[int]:
        """A few rows that agree with all slots, when nothing else narrows them down: something to ask
        about.
        """
        block, at = self._arrays["block"], self._arrays["block_at"]
        rows: list[int] = []
        for part in parts:
            bounds = block.searchsorted(np.array((part * 10_000, (part + 1) * 10_000), np.uint32))
            start, end = at[bounds].tolist()
            here = np.arange(start, end, 1 + (end - start) // MAX_SAMPLED)
            rows.extend(self._rows.fitting(here, name)[:MAX_SAMPLE].tolist())
        return rows[:MAX_CANDIDATES]


def sought_words(name: Name) -> list[str]:
    """The words to look for: own words, and the words of places, which may be own words of the entry."""
    found: dict[str, None] = {}
    for item in name.items:
        if isinstance(item, str):
            found[item] = None
        elif not item.marker or not item.codes:
            found.update(dict.fromkeys(item.words.split()))
            found[item.name] = None
    return list(found)
