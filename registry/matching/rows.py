"""Rows of the index as they are compared, and those filed under exact keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from registry.matching.columns import ALIAS, MARKED, OLD, Array, Columns, Slots
from registry.matching.keys import stamp, typed_keys
from registry.naming.places import within
from registry.naming.slots import Name

FEW = 4
"""So many rows are read one value at a time: cheaper than an array of them."""
_END_OF_NUMBERS = ord("|")
MAX_KEY_ROWS = 64
"""More rows under one key are homonyms that no name can tell apart; the answer is to ask for the region."""


class Row(NamedTuple):
    """One row of the index, as far as it is compared."""

    row: int
    organizer: int
    slots: Slots
    region: int
    named: int
    marked: bool
    alias: bool
    old: bool
    numbers: tuple[int, ...]
    words: tuple[str, ...]


class RowReader:
    """Reads rows from the arrays."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._arrays = columns.arrays
        self._read = [self._arrays[name] for name in ("organizer", "slots", "region", "named", "flags")]
        self._levels = [frozenset(slots.levels) for slots in columns.slots]
        self._subjects = [frozenset(slots.subjects) for slots in columns.slots]

    def read(self, rows: Sequence[int]) -> list[Row]:
        """These rows, in order."""
        if len(rows) <= FEW:
            return [self._row(row, [it.item(row) for it in self._read], self._text(row)) for row in rows]
        taken = np.array(rows, np.int64)
        values = zip(*(column[taken].tolist() for column in self._read), strict=True)
        return [self._row(*row) for row in zip(rows, values, self._columns.words_of(taken), strict=True)]

    def _text(self, row: int) -> str:
        at = self._arrays["words_at"]
        return str(self._columns.texts["words"][at.item(row) : at.item(row + 1)], "utf-8")

    def _row(self, row: int, values: Sequence[int], text: str) -> Row:
        organizer, slots, region, named, flags = values
        numbers, _, words = text.partition("|")
        if named:
            named = region // 100 ** (len(str(region)) // 2 - named)
        return Row(
            row,
            organizer,
            self._columns.slots[slots],
            region,
            named,
            bool(flags & MARKED),
            bool(flags & ALIAS),
            bool(flags & OLD),
            tuple(map(int, numbers.split())) if numbers else (),
            tuple(words.split()) if words else (),
        )

    def not_elsewhere(self, rows: list[int], name: Name, region: int) -> list[int]:
        """The rows without those that ``weigh`` would veto for their region alone: they are in another one
        than a place with a level says, or than is given apart, and have no own words that may be the place.
        """
        stated = [place.codes for place in name.places if place.marker and place.codes]
        if region:
            stated.append((region,))
        if not stated or len(rows) <= FEW:
            return rows
        column, at, words = self._arrays["region"], self._arrays["words_at"], self._columns.texts["words"]
        kept = []
        for row in rows:
            code = column.item(row)
            inside = not code or all(_meets(code, codes) for codes in stated)
            if inside or words[at.item(row + 1) - 1] != _END_OF_NUMBERS:
                kept.append(row)
        return kept

    def by_key(self, name: Name, region: int) -> tuple[list[int], bool]:
        """Rows filed under one of the name's exact keys; True when there are more than can be told apart."""
        return self._keyed(typed_keys(name, region))

    def by_registration(self, number: str) -> list[int]:
        """Rows of the organizer with this NPSN or other registration number."""
        return self._keyed([stamp(f"npsn {number}")])[0]

    def _keyed(self, keys: Sequence[int]) -> tuple[list[int], bool]:
        if not keys or not len(self._arrays["key"]):
            return [], False
        key, key_row = self._arrays["key"], self._arrays["key_row"]
        wanted = np.array(keys, np.uint64)
        low = key.searchsorted(wanted)
        hit = key.take(low, mode="clip") == wanted
        found: dict[int, None] = {}
        crowded = False
        if hit.any():
            high = key.searchsorted(wanted[hit], "right").tolist()
            for start, end in zip(low[hit].tolist(), high, strict=True):
                crowded = crowded or end - start > MAX_KEY_ROWS
                found.update(dict.fromkeys(key_row[start : min(end, start + MAX_KEY_ROWS)].tolist()))
        return list(found), crowded

    def fitting(self, rows: Array, name: Name) -> Array:
        """Those of the rows whose first number and closed slots do not contradict the name."""
        if name.numbers and len(rows):
            numbers = self._arrays["number"][rows]
            agree = numbers == name.numbers[0] + 1
            for value in name.numbers[1:]:
                agree |= numbers == value + 1
            rows = rows[agree]
        if not len(rows):
            return rows
        slots = self._arrays["slots"][rows]
        agrees = np.zeros(len(self._levels), bool)
        for slot in np.flatnonzero(np.bincount(slots)).tolist():
            agrees[slot] = self._agrees(slot, name)
        return rows[agrees[slots]]

    def _agrees(self, slot: int, name: Name) -> bool:
        """Whether the closed slots of a name do not contradict those of a row."""
        levels, status = self._levels[slot], self._columns.slots[slot].status
        return (
            self._subjects[slot].issuperset(name.subjects)
            and (not levels or not name.levels or not levels.isdisjoint(name.levels))
            and not (name.status and status and name.status != status)
        )


def _meets(code: int, codes: Sequence[int]) -> bool:
    """Whether a region lies in one of these regions or holds one."""
    return any(within(code, other) or within(other, code) for other in codes)
