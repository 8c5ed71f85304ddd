"""Vocabularies of the reader, from ``registry/data/reading``: lists of words that become linear patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import re2

from registry.reading.plain import PlainText
from registry.values import dataclass

_WORD = re.compile(rb"[a-z0-9]+")


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
    """Phrases as one pattern, searched for only in a text that has all words of one of them.

    ``single`` are those of one word, ``several`` the words of each of the others.

    >>> from registry.reading.plain import fold
    >>> speakers = Phrases.of(["pemateri", "nara sumber"])
    >>> [speakers.occur(fold(text)) for text in ("Pemateri: guru", "nara  sumber", "sumber: nara")]
    [True, True, False]
    """

    pattern: Any
    single: frozenset[bytes]
    several: tuple[frozenset[bytes], ...]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """From words and phrases for folded text."""
        listed = tuple(phrases)
        words = [frozenset(_WORD.findall(phrase.encode())) for phrase in listed]
        return cls(
            any_of(listed),
            frozenset(
                word for (word,) in (it for it, text in zip(words, listed, strict=True) if text.isalnum())
            ),
            tuple(it for it, text in zip(words, listed, strict=True) if not text.isalnum()),
        )

    def search(self, text: PlainText) -> Any:
        """The first phrase in folded text as a match, or ``None``. Linear."""
        return self.pattern.search(text.folded) if self._may_occur(text) else None

    def occur(self, text: PlainText) -> bool:
        """Whether one of the phrases stands in folded text."""
        return not self.single.isdisjoint(text.words) or self.search(text) is not None

    def _may_occur(self, text: PlainText) -> bool:
        words = text.words
        return not self.single.isdisjoint(words) or any(needed <= words for needed in self.several)
