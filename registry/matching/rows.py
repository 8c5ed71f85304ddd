"""Rows of the index as they are compared, and those filed under exact keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from registry.matching.columns import ALIAS, MARKED, OLD, Array, Columns, Slots
from registry.matching.keys import stamp, typed_keys
from registry.naming.slots import Name

MAX_KEY_ROWS = 64
"""More rows under one key are homonyms that no name can tell apart; the answer is to ask for the region."""


@dataclass(frozen=True, slots=True)
class Row:
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
        self._levels = [frozenset(slots.levels) for slots in columns.slots]
        self._subjects = [frozenset(slots.subjects) for slots in columns.slots]

    def read(self, rows: Sequence[int]) -> list[Row]:
        """These rows, in order."""
        if not rows:
            return []
        taken = np.array(rows, np.int64)
        columns = (
            self._arrays[name][taken].tolist() for name in ("organizer", "slots", "region", "named", "flags")
        )
        texts = self._columns.words_of(taken)
        return [self._row(*values) for values in zip(rows, *columns, texts, strict=True)]

    def _row(
        self, row: int, organizer: int, slots: int, region: int, named: int, flags: int, text: str
    ) -> Row:
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
            tuple(map(int, numbers.split())),
            tuple(words.split()),
        )

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
        hit = key[np.minimum(low, len(key) - 1)] == wanted
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
