"""Rows that may answer to a name: by exact key first, by type, region and own words when that fails."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from registry.matching.columns import ALIAS, MARKED, OLD, Array, Columns
from registry.matching.index import MAX_GRAM, MIN_GRAM, omissions, part_name
from registry.matching.keys import agreeing, stamp, typed_keys
from registry.matching.weigh import Row
from registry.naming.slots import Name

MAX_KEY_ROWS = 64
"""More rows under one key are homonyms nobody can tell apart by name; the answer is then to ask for the
region.
"""
MAX_CANDIDATES = 24
MAX_SLICE = 4_000
MAX_UNTYPED = 500
"""A name that says no type must be found by rare words, or not at all."""
NUMBERED = 5
"""A number leaves about one row in five, so that more postings may be looked at."""
MAX_NEAR = 6
MAX_SAMPLE = 6
MAX_PLACES = 16


class Finder:
    """Looks rows up in the arrays of one index."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        for name, values in columns.arrays.items():
            setattr(self, name, values)
        self.arrays = columns.arrays
        self.part_names = {number: name for name, number in columns.parts.items()}

    # -- rows ----------------------------------------------------------------------------------------------

    def row(self, row: int) -> Row:
        """One row, as far as it is compared."""
        a = self.arrays
        flags = int(a["flags"][row])
        region = int(a["region"][row])
        named = int(a["named"][row])
        numbers, _, words = self.columns.words(row).partition("|")
        depth = (len(str(region)) // 2 if region else 0) - named
        return Row(
            row,
            int(a["organizer"][row]),
            self.columns.slots[a["slots"][row]],
            region,
            region // 100**depth if named else 0,
            bool(flags & MARKED),
            bool(flags & ALIAS),
            bool(flags & OLD),
            tuple(map(int, numbers.split())),
            tuple(words.split()),
        )

    # -- exact ---------------------------------------------------------------------------------------------

    def by_key(self, name: Name, region: int) -> tuple[list[int], bool]:
        """Rows filed under one of the name's exact keys; True: there were more than anyone could tell
        apart.
        """
        wanted = np.array(typed_keys(name, region), np.uint64)
        return self._keyed(wanted)

    def by_registration(self, number: str) -> list[int]:
        """Rows of the organizer with this NPSN or other registration number."""
        return self._keyed(np.array([stamp(f"npsn {number}")], np.uint64))[0]

    def _keyed(self, wanted: Array) -> tuple[list[int], bool]:
        key, key_row = self.arrays["key"], self.arrays["key_row"]
        low = np.searchsorted(key, wanted, "left").tolist()
        high = np.searchsorted(key, wanted, "right").tolist()
        found: dict[int, None] = {}
        crowded = False
        for start, end in zip(low, high, strict=True):
            crowded = crowded or end - start > MAX_KEY_ROWS
            if end > start:
                found.update(dict.fromkeys(key_row[start : min(end, start + MAX_KEY_ROWS)].tolist()))
        return list(found), crowded

    # -- by slots and own words ----------------------------------------------------------------------------

    def near(self, name: Name, region: int) -> list[int]:
        """The rows that share most with a name: type, region, number, own words (also misspelled)."""
        parts = self._parts(name)
        words = own_words(name)
        places, certain = trusted(name, region)
        found: list[int] = []
        if parts and places:
            found = self._in_slices(parts, places, words, name)
        if not certain or not found:
            found += self._anywhere(parts, words, name)
        return list(dict.fromkeys(found))

    def _parts(self, name: Name) -> list[int]:
        """The parts of the index that can hold the name; empty: any."""
        if name.type is None:
            return []
        wanted = part_name(name.type, name.levels)
        parts = self.columns.parts
        if wanted.endswith(":+"):
            return [number for part, number in parts.items() if part.startswith("sekolah:")]
        return [
            parts[part]
            for part in (wanted, "sekolah:+")
            if part in parts and (part == wanted or ":" in wanted)
        ]

    def _slices(self, parts: Sequence[int], places: Sequence[int]) -> list[tuple[int, int]]:
        """The ranges of rows of these parts in these regions (of districts: in their regencies)."""
        homes: set[tuple[int, int]] = set()
        for code in places:
            if code < 100:
                homes.update(((code * 100, code * 100 + 99), (code, code)))
            else:
                home = code // 100 if code >= 10_000 else code
                homes.add((home, home))
        block, at = self.arrays["block"], self.arrays["block_at"]
        found = []
        for part in parts:
            for low, high in homes:
                start = int(np.searchsorted(block, np.uint32(part * 10_000 + low), "left"))
                end = int(np.searchsorted(block, np.uint32(part * 10_000 + high), "right"))
                if end > start:
                    found.append((int(at[start]), int(at[end])))
        return found

    def _in_slices(
        self, parts: Sequence[int], places: Sequence[int], words: list[str], name: Name
    ) -> list[int]:
        """Rows in these regions that share a word with the name, the most words first; else those that
        fit.
        """
        slices = self._slices(parts, places)
        postings = [rows for word in words for rows in self._posting_rows(self._words_near(word), parts)]
        counts: dict[int, int] = {}
        for start, end in slices:
            for rows in postings:
                low, high = np.searchsorted(rows, (np.uint32(start), np.uint32(end)))
                for row in rows[low:high][:MAX_SLICE].tolist():
                    counts[row] = counts.get(row, 0) + 1
        number = name.numbers[0] + 1 if name.numbers else 0
        numbers = self.arrays["number"]
        ranked = sorted(counts, key=lambda row: -counts[row])[: 40 * MAX_CANDIDATES]
        ranked.sort(key=lambda row: -(counts[row] + (int(numbers[row]) == number)))
        fitting = self._fitting(slices, places, name)
        if not ranked and not fitting:
            return self._garbled(slices, words, number)
        return [*ranked[:MAX_CANDIDATES], *fitting]

    def _fitting(self, slices: Iterable[tuple[int, int]], places: Sequence[int], name: Name) -> list[int]:
        """Rows of the slices, in the smallest regions meant, whose slots and number agree; few or none."""
        smallest = max(places)
        rows: list[int] = []
        for start, end in slices:
            here = np.arange(start, min(end, start + MAX_SLICE))
            if smallest >= 10_000:
                here = here[np.isin(self.arrays["region"][here], places)]
            if name.numbers:
                here = here[self.arrays["number"][here] == name.numbers[0] + 1]
            if len(here):
                slots = self.arrays["slots"][here]
                agree = [slot for slot in np.unique(slots).tolist() if self._fits(slot, name)]
                rows.extend(here[np.isin(slots, agree)][: MAX_CANDIDATES + 1].tolist())
        return rows if len(rows) <= MAX_CANDIDATES else rows[:MAX_SAMPLE]

    def _garbled(self, slices: Iterable[tuple[int, int]], words: list[str], number: int) -> list[int]:
        """The rows of the slices with the most similar own words, when no word is spelled as in the
        registry.
        """
        rows: list[int] = []
        for start, end in slices:
            here = np.arange(start, min(end, start + MAX_SLICE))
            if number:
                here = here[self.arrays["number"][start : start + len(here)] == number]
            rows.extend(here[:MAX_SLICE].tolist())
        rows = rows[: MAX_SLICE // 4]
        if not words:
            return rows[:MAX_CANDIDATES]
        texts = [self.columns.words(row).partition("|")[2] for row in rows]
        best = process.extract(" ".join(words), texts, scorer=fuzz.ratio, limit=8, score_cutoff=60)
        return [rows[position] for _, _, position in best]

    def _anywhere(self, parts: Sequence[int], words: list[str], name: Name) -> list[int]:
        """Rows of these parts that share rare own words with the name, wherever they are."""
        groups = []
        for word in words:
            found = self._posting_rows(self._words_near(word), parts)
            if size := sum(map(len, found)):
                groups.append((size, found))
        if not groups:
            return self._some(parts, name)
        groups.sort(key=lambda group: group[0])
        base = self._base(groups, name, MAX_SLICE if parts else MAX_UNTYPED)
        if not len(base):
            return []
        weights = np.zeros(len(base))
        for size, found in groups:
            weight = 1.0 / (1.0 + np.log1p(size))
            for rows in found:
                at = np.searchsorted(rows, base)
                weights += weight * (rows[np.minimum(at, len(rows) - 1)] == base)
        best = np.argsort(-weights, kind="stable")[:MAX_CANDIDATES]
        return [int(row) for row in base[best]]

    def _base(self, groups: Sequence[tuple[int, list[Array]]], name: Name, limit: int) -> Array:
        """The rows of the rarest words, as many words as fit; with the name's number when it has one."""
        taken: list[Array] = []
        room = limit
        for size, found in groups:
            if size > room * NUMBERED and taken:
                break
            rows = np.concatenate(found)[: limit * NUMBERED]
            if name.numbers:
                rows = rows[self.arrays["number"][rows] == name.numbers[0] + 1]
            taken.append(rows[:limit])
            room -= len(taken[-1])
            if room <= 0:
                break
        return np.unique(np.concatenate(taken))

    def _some(self, parts: Sequence[int], name: Name) -> list[int]:
        """A few rows that agree with all slots, when nothing else narrows them down: something to ask
        about.
        """
        block, at = self.arrays["block"], self.arrays["block_at"]
        rows: list[int] = []
        for part in parts:
            start = int(at[int(np.searchsorted(block, np.uint32(part * 10_000)))])
            end = int(at[int(np.searchsorted(block, np.uint32((part + 1) * 10_000)))])
            here = np.arange(start, end, 1 + (end - start) // MAX_SLICE)
            if name.numbers:
                here = here[self.arrays["number"][here] == name.numbers[0] + 1]
            slots = self.arrays["slots"][here]
            fitting = [slot for slot in np.unique(slots).tolist() if self._fits(slot, name)]
            rows.extend(here[np.isin(slots, fitting)][:MAX_SAMPLE].tolist())
        return rows[:MAX_CANDIDATES]

    def _fits(self, slot: int, name: Name) -> bool:
        """Whether the closed slots of a name do not contradict those of a row."""
        has = self.columns.slots[slot]
        return (
            set(name.subjects) <= set(has.subjects)
            and (not name.levels or not has.levels or not set(name.levels).isdisjoint(has.levels))
            and not (name.status and has.status and name.status != has.status)
        )

    # -- words ---------------------------------------------------------------------------------------------

    def word_number(self, word: str) -> int:
        """The number of a word of the registry's vocabulary, -1 when it is none."""
        values = self.arrays["word"]
        wanted = np.uint64(stamp(word))
        at = int(np.searchsorted(values, wanted))
        return at if at < len(values) and values[at] == wanted else -1

    def _words_near(self, word: str) -> list[int]:
        """The vocabulary words one edit away from this one, and the word itself first."""
        exact = self.word_number(word)
        if exact >= 0:
            return [exact]
        if not MIN_GRAM <= len(word) <= MAX_GRAM + 1:
            return []
        gram, owner = self.arrays["gram"], self.arrays["gram_word"]
        wanted = np.array(sorted(omissions(word)), np.uint32)
        low = np.searchsorted(gram, wanted, "left").tolist()
        high = np.searchsorted(gram, wanted, "right").tolist()
        found: dict[int, None] = {}
        for start, end in zip(low, high, strict=True):
            if end > start:
                found.update(dict.fromkeys(owner[start : min(end, start + 20)].tolist()))
        near = [n for n in found if OSA.distance(word, self.columns.spelling(n), score_cutoff=1) <= 1]
        return near[:MAX_NEAR]

    def _posting_rows(self, words: Sequence[int], parts: Sequence[int]) -> list[Array]:
        """For each of these words, the sorted rows of the parts that hold it."""
        posting, at, rows = (self.arrays[name] for name in ("posting", "posting_at", "posting_row"))
        found = []
        for word in words:
            keys = [word * 256 + part for part in parts] or [word * 256]
            for key in keys:
                low = int(np.searchsorted(posting, np.uint64(key), "left"))
                last = key if parts else key + 255
                high = int(np.searchsorted(posting, np.uint64(last), "right"))
                if high > low:
                    found.append(rows[int(at[low]) : int(at[high])])
        return found


def trusted(name: Name, region: int) -> tuple[list[int], bool]:
    """The regions a name can be in, and whether it says so beyond doubt.

    Places with a level come first, then the others from the right, because the region stands at the end; a
    place that contradicts those is an own word ("TK Mutiara ... Tana Toraja", and Mutiara is a district in
    Aceh).
    """
    places = [place for place in name.places if place.codes]
    chosen: list[tuple[int, ...]] = []
    agreed: list[int] = [region] if region else []
    for place in (*(p for p in places if p.marker), *(p for p in reversed(places) if not p.marker)):
        found = agreeing([*chosen, place.codes], region)
        if found:
            chosen.append(place.codes)
            agreed = found
    certain = bool(region) or any(place.marker for place in places) or len(chosen) > 1
    return agreed[:MAX_PLACES], certain


def own_words(name: Name) -> list[str]:
    """The words to look for: own words, and the words of places, which may be own words of the entry."""
    found: dict[str, None] = {}
    for item in name.items:
        if isinstance(item, str):
            found[item] = None
        elif not item.marker:
            found.update(dict.fromkeys(item.words.split()))
            found[item.name] = None
    return list(found)
