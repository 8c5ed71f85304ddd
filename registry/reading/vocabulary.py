"""Vocabularies of the reader, from ``registry/data/reading``: lists of words that become linear patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import re2

from registry.reading.plain import PlainText


@lru_cache(maxsize=8)
def vocabulary(name: str) -> dict[str, Any]:
    """The data file ``registry/data/reading/<name>.toml``."""
    text = files("registry.data.reading").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def alternatives(words: Iterable[str]) -> str:
    """The words as one pattern for folded text; a blank stands for one or more blanks, longest word first."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(re2.escape(part) for part in word.split()) for word in ordered)


def any_of(words: Iterable[str]) -> Any:
    """A compiled pattern that finds any of the words as whole words in folded text (``bytes``)."""
    return re2.compile(rf"\b(?:{alternatives(words)})\b".encode())


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases as one pattern, searched for only in a text that has the first word of one of them."""

    pattern: Any
    first_words: frozenset[bytes]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """From phrases whose words are letters and digits, parted by blanks."""
        listed = tuple(phrases)
        return cls(any_of(listed), frozenset(phrase.split()[0].encode() for phrase in listed))

    def search(self, text: PlainText) -> Any:
        """The first phrase in folded text as a match, or ``None``. Linear."""
        return None if self.first_words.isdisjoint(text.words) else self.pattern.search(text.folded)
