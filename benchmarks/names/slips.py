"""How Indonesian names are misspelled: by the fingers, and by the ear.

``FINGERS``: two letters swapped, one left out, doubled, or taken from the next key. ``EAR``: letters that
sound alike or were written otherwise before 1972 (Soerabaja, Djember, Tjirebon).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

from benchmarks.names.words import words
from registry.region import gazetteer

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = (
    ("y", "i"), ("i", "y"), ("dh", "d"), ("d", "dh"), ("th", "t"), ("t", "th"), ("f", "p"), ("p", "f"),
    ("v", "f"), ("f", "v"), ("p", "v"), ("u", "oe"), ("oe", "u"), ("j", "dj"), ("c", "tj"), ("y", "j"),
    ("kh", "k"), ("kh", "h"), ("h", "kh"), ("k", "q"), ("q", "k"), ("sy", "s"), ("s", "sy"), ("z", "j"),
    ("j", "z"), ("z", "s"), ("o", "u"), ("u", "o"), ("e", "i"), ("i", "e"), ("ng", "n"), ("ai", "ei"),
    ("au", "o"), ("w", "v"), ("b", "p"), ("d", "t"), ("g", "k"), ("ei", "ai"), ("ya", "ia"), ("ia", "ya"),
)  # fmt: skip
Slip = Callable[[str, random.Random], str]


@lru_cache(maxsize=1)
def _next_keys() -> dict[str, str]:
    """Letter → the letters on the keys that touch its key."""
    near: dict[str, str] = {}
    for y, row in enumerate(_ROWS):
        for x, letter in enumerate(row):
            near[letter] = "".join(
                other[i]
                for dy in (-1, 0, 1)
                if 0 <= y + dy < len(_ROWS)
                for other in (_ROWS[y + dy],)
                for i in (x - 1, x, x + 1)
                if 0 <= i < len(other) and other[i] != letter
            )
    return near


def fingers(word: str, rng: random.Random) -> str:
    """One slip of the fingers, not in the first letter."""
    at = rng.randrange(1, len(word))
    kind = rng.randrange(4)
    if kind == 0 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice(_next_keys().get(word[at], "a")) + word[at + 1 :]


def ear(word: str, rng: random.Random) -> str:
    """One sound written another way; the word itself when it has none of them."""
    found = [(at, old, new) for old, new in _ALIKE for at in range(len(word)) if word.startswith(old, at)]
    if not found:
        return word
    at, old, new = rng.choice(found)
    return word[:at] + new + word[at + len(old) :]


SLIPS: dict[str, Slip] = {"fingers": fingers, "ear": ear}


def misspell(name: str, slips: int, slip: Slip, rng: random.Random) -> str | None:
    """A name with so many slips in its longer words; ``None`` when none was found that is no other word."""
    for _ in range(8):
        pieces = name.lower().split()
        for _ in range(slips):
            long = [i for i, word in enumerate(pieces) if len(word) >= 4 and word.isalpha()]
            if not long:
                return None
            at = rng.choice(long)
            pieces[at] = slip(pieces[at], rng)
        if pieces != name.lower().split() and not known().intersection(
            set(pieces) - set(name.lower().split())
        ):
            return " ".join(pieces)
    return None


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Words of regions and of nicknames: a slip must not make another one of them."""
    found = {word for region in gazetteer() for word in region.name.lower().split()}
    found.update(name.lower() for names in words().nicknames.values() for name in names)
    return frozenset(found)
