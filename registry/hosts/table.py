"""A sorted table of hashes on disk, memory-mapped: many keys are looked up in one go.

Two arrays of one length, sorted by key: ``<name>.key.npy`` (uint64 or uint32 hashes) and ``<name>.row.npy``
(uint32 row numbers). Hashes only find candidates: whoever asks compares the row's own text."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_SEPARATOR = "\x1f"


def hash64(text: str) -> int:
    """The first eight bytes of BLAKE2b as a number."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def hash32(text: str) -> int:
    """CRC-32: quick, and good enough where every hit is compared in full."""
    return zlib.crc32(text.encode("utf-8", "replace"))


class HashTable:
    """Hash → row numbers."""

    def __init__(self, keys: npt.NDArray[np.unsignedinteger], rows: npt.NDArray[np.uint32]) -> None:
        self._keys = keys
        self._rows = rows

    @classmethod
    def open(cls, folder: Path, name: str) -> HashTable:
        """Memory-map a written table."""
        return cls(_mapped(folder / f"{name}.key.npy"), _mapped(folder / f"{name}.row.npy"))

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, hashes: Sequence[int]) -> list[list[int]]:
        """For each hash the rows under it, in the order they were written."""
        wanted = np.asarray(hashes, dtype=self._keys.dtype)
        first = self._keys.searchsorted(wanted)
        found: list[list[int]] = []
        size = len(self._keys)
        for value, start in zip(wanted.tolist(), first.tolist(), strict=True):
            end = start
            while end < size and self._keys[end] == value:
                end += 1
            found.append(self._rows[start:end].tolist() if end > start else [])
        return found


def write_table(folder: Path, name: str, pairs: Iterable[tuple[int, int]], *, wide: bool) -> None:
    """Write ``(hash, row)`` pairs as a table; ``wide`` hashes have 64 bits, others 32."""
    kind = np.dtype([("key", np.uint64 if wide else np.uint32), ("row", np.uint32)])
    table = np.fromiter(pairs, dtype=kind)
    table = table[np.argsort(table["key"], kind="stable")]
    np.save(folder / f"{name}.key.npy", np.ascontiguousarray(table["key"]))
    np.save(folder / f"{name}.row.npy", np.ascontiguousarray(table["row"]))


class Rows:
    """Rows of short texts in one memory-mapped file; a row is decoded when it is asked for."""

    def __init__(self, ends: npt.NDArray[np.uint64], blob: npt.NDArray[np.uint8]) -> None:
        self._ends = ends
        self._blob = blob

    @classmethod
    def open(cls, folder: Path, name: str) -> Rows:
        """Memory-map written rows."""
        path = folder / f"{name}.bin"
        empty = path.stat().st_size == 0
        blob = np.zeros(0, np.uint8) if empty else np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray)
        return cls(_mapped(folder / f"{name}.end.npy"), blob)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> list[str]:
        if not 0 <= number < len(self._ends):
            raise IndexError(number)
        start = int(self._ends[number - 1]) if number else 0
        return self._blob[start : int(self._ends[number])].tobytes().decode().split(_SEPARATOR)

    def holding(self, text: str) -> Iterator[int]:
        """The rows in which a text occurs, each once; looks through all of them, at the memory's speed."""
        last = -1
        for found in re.finditer(re.escape(text.encode()), self._blob.data):
            row = int(self._ends.searchsorted(found.start(), side="right"))
            if row != last:
                yield row
            last = row


def write_rows(folder: Path, name: str, rows: Iterable[Sequence[str]]) -> int:
    """Write rows of texts; returns how many.

    Raises:
        ValueError: a text holds the separator character U+001F.
    """
    ends: list[int] = []
    at = 0
    with (folder / f"{name}.bin").open("wb") as file:
        for row in rows:
            if any(_SEPARATOR in cell for cell in row):
                raise ValueError(f"a text holds the control character U+001F: {row!r}")
            at += file.write(_SEPARATOR.join(row).encode())
            ends.append(at)
    np.save(folder / f"{name}.end.npy", np.asarray(ends, dtype=np.uint64))
    return len(ends)


def _mapped(path: Path) -> npt.NDArray[Any]:
    """A saved array, mapped; as a plain array, since every access to a ``memmap`` object costs a call
    more."""
    mapped: npt.NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return mapped
