"""The index on disk: one folder of plain numpy arrays, opened memory-mapped and shared by all processes.

Rows are spellings (a name or an alias), sorted by *part* (type, and level for schools) and regency, so that
"all SD in Kabupaten Cianjur" is one slice. Every array has one entry per row unless it says otherwise.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from registry.values import dataclass

FORMAT = 1
"""Raised when arrays change meaning; an index of another format is refused, ``publish`` writes it anew."""

Array = NDArray[Any]

ARRAYS = {
    "region": np.uint32,  # code as a whole number, 0: none
    "named": np.uint8,  # how many levels below the nation the region is that the name names, 0: none
    "slots": np.uint16,  # which entry of meta["slots"]
    "number": np.uint32,  # first number + 1, 0: none
    "flags": np.uint8,
    "organizer": np.uint32,
    "words_at": np.uint32,  # rows + 1 offsets into words
    "block": np.uint32,  # sorted: part * 10_000 + regency (or province) code, those that have rows
    "block_at": np.uint32,  # blocks + 1 offsets into the rows
    "key": np.uint64,  # sorted; as many as there are keys
    "key_row": np.uint32,
    "word": np.uint64,  # sorted hashes of the vocabulary of own words
    "word_at": np.uint32,  # offsets into spelling
    "gram": np.uint32,  # sorted hashes of words with one letter left out
    "gram_word": np.uint32,
    "posting": np.uint64,  # sorted: word number * 256 + part
    "posting_at": np.uint32,  # offsets into posting_row
    "posting_row": np.uint32,
    "id_at": np.uint32,  # organizers + 1 offsets into ids
}
TEXTS = ("words", "spelling", "ids")

MARKED, ALIAS, OLD = 1, 2, 4


class IndexFormatError(ValueError):
    """The folder holds no index this program can read; the message says what to do."""


class Slots(NamedTuple):
    """The closed slots of a row, shared by all rows that have the same."""

    type: str | None
    variant: str
    outdated: bool
    levels: tuple[str, ...]
    status: str
    subjects: tuple[str, ...]
    unit: str
    branch: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The opened arrays."""

    arrays: dict[str, Array]
    texts: dict[str, memoryview]
    slots: list[Slots]
    parts: dict[str, int]
    count: int

    def words_of(self, rows: Array) -> list[str]:
        """``numbers|own words`` of these rows, each separated by spaces."""
        at, text = self.arrays["words_at"], self.texts["words"]
        bounds = zip(at[rows].tolist(), at[rows + 1].tolist(), strict=True)
        return [str(text[start:end], "utf-8") for start, end in bounds]

    def organizer_id(self, organizer: int) -> str:
        """The id of an organizer by its number in this index."""
        at = self.arrays["id_at"]
        return str(self.texts["ids"][int(at[organizer]) : int(at[organizer + 1])], "utf-8")

    def spelling(self, word: int) -> str:
        """A vocabulary word by its number."""
        at = self.arrays["word_at"]
        return str(self.texts["spelling"][int(at[word]) : int(at[word + 1])], "utf-8")


def write(folder: Path, arrays: dict[str, Array], texts: dict[str, bytes], meta: dict[str, Any]) -> None:
    """Write all arrays, texts and the description of an index."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in ARRAYS.items():
        np.save(folder / f"{name}.npy", arrays[name].astype(kind, copy=False))
    for name in TEXTS:
        np.save(folder / f"{name}.npy", np.frombuffer(texts[name], np.uint8))
    (folder / "index.json").write_text(json.dumps({"format": FORMAT, **meta}), encoding="utf-8")


def open_columns(folder: Path) -> Columns:
    """Map an index into memory; nothing is read until it is looked at.

    Raises:
        IndexFormatError: there is no index, or one of another format.
    """
    try:
        meta = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise IndexFormatError(f"no name index in {folder}; publish the registry") from None
    if meta.get("format") != FORMAT:
        raise IndexFormatError(f"the name index in {folder} is of another format; publish the registry anew")
    # Plain arrays over the mapped memory: numpy's memmap class makes every small slice three times dearer.
    arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ARRAYS}
    texts = {name: memoryview(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in TEXTS}
    slots = [
        Slots(kind, variant, outdated, tuple(levels), status, tuple(subjects), unit, branch)
        for kind, variant, outdated, levels, status, subjects, unit, branch in meta["slots"]
    ]
    return Columns(arrays, texts, slots, meta["parts"], meta["count"])
