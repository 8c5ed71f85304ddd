"""The names that can be imitated, and finding one by its looks or by a slip of one letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from registry.hosts.lookalike.confusables import skeleton
from registry.hosts.table import HashTable, Rows, hash32, hash64, write_rows, write_table
from registry.values import dataclass

MIN_TYPO_LENGTH = 3
"""Shorter names are not looked up by slips at all; which slips count in a short name, ``techniques.typo``
decides."""

MAX_TYPO_LENGTH = 40
"""Longer names than this are not looked up by slips: no official one comes near, and the work would grow."""


@dataclass(frozen=True, slots=True)
class Name:
    """One official host as a name: ``text`` is all in front of its ``zone``, without dots and hyphens.

    ``strength`` says how far the name stands for its owner alone (see ``strength.py``).
    """

    text: str
    host: str
    zone: str
    organizer_id: str | None
    owner: str | None
    region: str | None
    strength: int


class NameBook:
    """All official names, memory-mapped."""

    def __init__(self, looks: HashTable, slips: HashTable, rows: Rows) -> None:
        self._looks = looks
        self._slips = slips
        self._rows = rows

    @classmethod
    def open(cls, folder: Path) -> NameBook:
        """Memory-map a written book."""
        return cls(
            HashTable.open(folder, "looks"), HashTable.open(folder, "slips"), Rows.open(folder, "names")
        )

    def __len__(self) -> int:
        return len(self._rows)

    def looking_like(self, texts: Sequence[str]) -> dict[str, tuple[Name, ...]]:
        """The official names with the same looks as each text, strongest first; texts without any are left
        out."""
        looks = [skeleton(text) for text in texts]
        found: dict[str, tuple[Name, ...]] = {}
        for text, look, rows in zip(
            texts, looks, self._looks.find([hash64(look) for look in looks]), strict=True
        ):
            if rows:
                names = [name for name in map(self._name, rows) if skeleton(name.text) == look]
                if names:
                    found[text] = tuple(names)
        return found

    def near(self, text: str) -> tuple[Name, ...]:
        """The official names one slip away: a letter more, less, other, or two neighbours swapped."""
        if not MIN_TYPO_LENGTH <= len(text) <= MAX_TYPO_LENGTH:
            return ()
        variants = list(_shortened(text))
        rows = {row for found in self._slips.find([hash32(variant) for variant in variants]) for row in found}
        names = (self._name(row) for row in sorted(rows))
        return tuple(name for name in names if name.text != text and one_slip(text, name.text))

    def _name(self, row: int) -> Name:
        text, host, zone, organizer_id, owner, region, strength = self._rows[row]
        return Name(text, host, zone, organizer_id or None, owner or None, region or None, int(strength))


def write_names(folder: Path, names: Iterable[Name]) -> int:
    """Write the book; returns the number of names."""
    ordered = sorted(
        names, key=lambda name: (-name.strength, name.organizer_id is None, len(name.host), name.host)
    )
    write_table(
        folder, "looks", ((hash64(skeleton(name.text)), row) for row, name in enumerate(ordered)), wide=True
    )
    write_table(folder, "slips", _slip_pairs(ordered), wide=False)
    return write_rows(
        folder,
        "names",
        (
            (n.text, n.host, n.zone, n.organizer_id or "", n.owner or "", n.region or "", str(n.strength))
            for n in ordered
        ),
    )


def one_slip(left: str, right: str) -> bool:
    """Optimal string alignment distance exactly 1: one letter inserted, left out, replaced, or two swapped.

    ``kemdikbud``/``kemdikbut`` → true; ``kemdikbud``/``kemdikdub`` (two swapped, not neighbours) → false
    """
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    shortest = min(len(left), len(right))
    while start < shortest and left[start] == right[start]:
        start += 1
    end = 0
    while end < shortest - start and left[-1 - end] == right[-1 - end]:
        end += 1
    rest = left[start : len(left) - end], right[start : len(right) - end]
    return max(map(len, rest)) == 1 or (len(rest[0]) == len(rest[1]) == 2 and rest[0] == rest[1][::-1])


def _slip_pairs(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    for row, name in enumerate(names):
        if MIN_TYPO_LENGTH <= len(name.text) <= MAX_TYPO_LENGTH:
            for variant in _shortened(name.text):
                yield hash32(variant), row


def _shortened(text: str) -> set[str]:
    """The text and every text with one letter left out: two names one slip apart share one of them."""
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}
