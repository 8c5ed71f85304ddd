"""Building the index at publish: organizers stream in, arrays go out.

Nothing but arrays and the vocabulary of own words is held in memory, so a million organizers need about 300
MB while building. Same organizers in the same order → the same files, byte for byte.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from registry.matching import columns
from registry.matching.acronyms import acronym
from registry.matching.columns import Array, Slots
from registry.matching.keys import community_keys, registered_keys, stamp
from registry.matching.registered import Registered, read_registered
from registry.naming.lexicon import lexicon
from registry.naming.places import place_names, to_int
from registry.naming.roles import SCHOOL
from registry.organizer import Kind, Organizer

MIN_GRAM, MAX_GRAM = 4, 20
"""Words shorter than this are not looked for with a typo (one letter off makes another word); longer ones
are rare.
"""


def build_index(organizers: Iterable[Organizer], folder: Path) -> int:
    """Write the name index of these organizers into ``folder`` and return the number of spellings in it."""
    builder = _Builder()
    for organizer in organizers:
        builder.add(organizer)
    spellings = len(builder.region)
    builder.write(folder)
    return spellings


def part_name(kind: str | None, levels: tuple[str, ...]) -> str:
    """The part of the index for a type; schools are parted by level, because there are so many of them."""
    if kind == SCHOOL:
        return f"{SCHOOL}:{levels[0] if len(levels) == 1 else '+'}"
    return kind or ""


def omissions(word: str) -> set[int]:
    """Hashes of the word and of the word with each one letter left out; two words one edit apart share
    one.
    """
    data = word.encode()
    return {crc32(data), *(crc32(data[:i] + data[i + 1 :]) for i in range(len(data)))}


class _Builder:
    """The growing arrays."""

    def __init__(self) -> None:
        self.lex, self.places = lexicon(), place_names()
        self.region, self.block, self.number = array("I"), array("I"), array("I")
        self.named, self.flags = array("B"), array("B")
        self.slots, self.organizer = array("H"), array("I")
        self.words, self.words_len = bytearray(), array("I")
        self.key, self.key_row = array("Q"), array("I")
        self.word_of, self.word_row = array("I"), array("I")
        self.ids, self.ids_at = bytearray(), array("I", [0])
        self.vocabulary: dict[str, int] = {}
        self.slot_ids: dict[Slots, int] = {}
        self.parts: dict[str, int] = {}

    def add(self, organizer: Organizer) -> None:
        number = len(self.ids_at) - 1
        self.ids += organizer.id.encode()
        self.ids_at.append(len(self.ids))
        region = to_int(organizer.region or "")
        for text, flags in _spellings(organizer):
            entry = read_registered(text, region, self.lex, self.places)
            self._add_row(entry, number, flags)
            if entry.name.type is None and organizer.kind is Kind.COMMUNITY:
                self._add_keys(community_keys(entry))
            if organizer.kind is Kind.PROFESSION and (short := acronym(entry)) is not None:
                self._add_row(short, number, flags | columns.ALIAS)
        if organizer.registration:
            self.key.append(stamp(f"npsn {organizer.registration.strip()}"))
            self.key_row.append(len(self.region) - 1)

    def _add_row(self, entry: Registered, organizer: int, flags: int) -> None:
        row, name = len(self.region), entry.name
        part = self.parts.setdefault(part_name(name.type, name.levels), len(self.parts))
        self.region.append(entry.region)
        self.block.append(part * 10_000 + (entry.region // 100 if entry.region >= 10_000 else entry.region))
        self.named.append(len(str(entry.named)) // 2 if entry.named else 0)
        self.flags.append(flags | (columns.MARKED if entry.marked else 0))
        slots = Slots(
            name.type,
            name.variant,
            name.outdated,
            name.levels,
            name.status,
            name.subjects,
            name.unit,
            name.branch,
        )
        self.slots.append(self.slot_ids.setdefault(slots, len(self.slot_ids)))
        self.number.append(name.numbers[0] + 1 if name.numbers else 0)
        self.organizer.append(organizer)
        text = f"{' '.join(map(str, name.numbers))}|{' '.join(entry.words)}".encode()
        self.words += text
        self.words_len.append(len(text))
        self._add_keys(registered_keys(entry))
        for word in {*entry.words, *_bare_places(entry)}:
            self.word_of.append(self.vocabulary.setdefault(word, len(self.vocabulary)))
            self.word_row.append(row)

    def _add_keys(self, keys: Iterable[int]) -> None:
        """File the row added last under these keys."""
        for key in keys:
            self.key.append(key)
            self.key_row.append(len(self.region) - 1)

    def write(self, folder: Path) -> None:
        """Sort everything and write it. What has a sorted copy is let go: both together would be the peak."""
        block = _numpy(self.block)
        order = np.argsort(block, kind="stable").astype(np.uint32)
        place = np.empty_like(order)
        place[order] = np.arange(len(order), dtype=np.uint32)
        arrays: dict[str, Array] = {}
        for name in ("region", "named", "slots", "number", "flags", "organizer"):
            arrays[name] = _numpy(getattr(self, name))[order]
            delattr(self, name)
        blocks, starts = np.unique(block[order], return_index=True)
        arrays["block"], arrays["block_at"] = blocks, np.append(starts, len(order))
        words, arrays["words_at"] = _reorder(self.words, _numpy(self.words_len), order)
        del self.words, self.words_len, order
        key = _numpy(self.key)
        by_key = np.argsort(key, kind="stable")
        arrays["key"], arrays["key_row"] = key[by_key], place[_numpy(self.key_row)][by_key]
        del self.key, self.key_row, key, by_key
        spelling = self._vocabulary(arrays)
        self._postings(arrays, block // 10_000, place)
        arrays["id_at"] = _numpy(self.ids_at)
        meta: dict[str, Any] = {
            "count": len(self.ids_at) - 1,
            "slots": list(self.slot_ids),
            "parts": self.parts,
        }
        columns.write(folder, arrays, {"words": words, "spelling": spelling, "ids": bytes(self.ids)}, meta)

    def _vocabulary(self, arrays: dict[str, Array]) -> bytes:
        """Number the own words by hash, and file each under itself and its one-letter omissions."""
        spelled = list(self.vocabulary)
        hashes = np.fromiter(map(stamp, spelled), np.uint64, len(spelled))
        order = np.argsort(hashes, kind="stable")
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        self.rank = rank
        encoded = [spelled[i].encode() for i in order]
        arrays["word"] = hashes[order]
        arrays["word_at"] = np.cumsum([0, *map(len, encoded)])
        grams, owners = array("I"), array("I")
        for number, word in enumerate(encoded):
            if MIN_GRAM <= len(word) <= MAX_GRAM and word.isalpha():
                found = omissions(word.decode())
                grams.extend(found)
                owners.extend([number] * len(found))
        by_gram = np.argsort(_numpy(grams), kind="stable")
        arrays["gram"], arrays["gram_word"] = _numpy(grams)[by_gram], _numpy(owners)[by_gram]
        return b"".join(encoded)

    def _postings(self, arrays: dict[str, Array], part: Array, place: Array) -> None:
        """Which rows of which part hold a word."""
        rows = _numpy(self.word_row)
        keys = self.rank[_numpy(self.word_of)].astype(np.uint64) * np.uint64(256) + part[rows].astype(
            np.uint64
        )
        placed = place[rows]
        del self.word_of, self.word_row, rows
        order = np.lexsort((placed, keys))
        keys = keys[order]
        arrays["posting"], starts = np.unique(keys, return_index=True)
        arrays["posting_at"] = np.append(starts, len(keys))
        arrays["posting_row"] = placed[order]


def _bare_places(entry: Registered) -> Iterator[str]:
    """The words of the places that a name uses like own words: SMP Negeri 2 Cileunyi."""
    for place in entry.name.places:
        if not place.marker:
            yield place.name
            yield from place.words.split()


def _spellings(organizer: Organizer) -> Iterator[tuple[str, int]]:
    """All names of an organizer with their flags, the official one first."""
    yield organizer.name, 0
    for alias in organizer.aliases:
        yield alias.name, columns.ALIAS | (columns.OLD if alias.until is not None else 0)


def _numpy(values: array[Any]) -> Array:
    """The same memory as a numpy array."""
    return np.frombuffer(values, dtype=values.typecode) if len(values) else np.empty(0, values.typecode)


def _reorder(data: bytearray, lengths: Array, order: Array) -> tuple[bytes, Array]:
    """Texts of the given lengths in another order, and their new offsets."""
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    out = bytearray()
    for at in range(0, len(order), 10_000):  # a slice object per text, all at once, would outweigh the texts
        rows = order[at : at + 10_000]
        out += b"".join([data[s:e] for s, e in zip(starts[rows].tolist(), ends[rows].tolist(), strict=True)])
    return bytes(out), np.append(0, np.cumsum(lengths[order]))
