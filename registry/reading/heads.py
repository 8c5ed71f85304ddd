"""Where a body's name can begin: with a word that says what sort of body it is, also misspelled or joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from registry.naming.lexicon import Role, Symbol, lexicon
from registry.naming.places import place_names
from registry.naming.repair import forms, near_vocabulary
from registry.reading.words import Words

MIN_MENDED = 6
"""Heads shorter than this are not recognized with a slip."""
_JOINED = re.compile(r"([A-Z]{2,5})[A-Z][a-z]{3}")


def beginnings(words: Words) -> list[int]:
    """The words with which a body's name may begin; the quick question before ``head``."""
    trie = heads()
    return [
        at
        for at, word in enumerate(words.lower)
        if word in trie or ((word[-1].isdigit() or len(word) >= MIN_MENDED - 1) and _mended(words.text(at)))
    ]


def head(words: Words, at: int) -> int:
    """How many words from here on say what sort of body follows; 0 when none does.

    >>> words = Words("oleh Dinas Pendidikan Kab. Garut dan Komnuitas Tunas, SMPN2 Garut")
    >>> [(words.lower[at], head(words, at)) for at in range(len(words)) if head(words, at)]
    [('dinas', 2), ('komnuitas', 1), ('smpn2', 1)]
    """
    trie = heads()
    node = trie.get(words.lower[at])
    if node is None and (mended := _mended(words.text(at))):
        node = trie.get(mended)
    if node is None or words.in_address(at):
        return 0
    size = step = 0
    while node is not None:
        step += 1
        if "" in node:
            size = step
        if at + step >= len(words) or words.gap(at + step - 1):
            break
        node = _next(node, words.lower[at + step])
    return size


def _next(node: dict[str, Any], word: str) -> dict[str, Any] | None:
    """Where a phrase goes on with this word, also when the word has a slip ("Sekolah Dassr")."""
    if (found := node.get(word)) is not None or len(word) < MIN_MENDED - 1:
        return found
    near = [
        key for key in node if len(key) >= MIN_MENDED - 1 and OSA.distance(key, word, score_cutoff=1) <= 1
    ]
    return node[near[0]] if len(near) == 1 else None


def _mended(text: str) -> str:
    """The head that a misspelled or joined word stands for (Komnuitas, SMPN2, SMPSInsan), else ``""``."""
    if text[-1].isdigit():
        bare = text.rstrip("0123456789").lower()
        return bare if bare in heads() else ""
    if not text[0].isupper() or len(text) < MIN_MENDED - 1:
        return ""
    joined = _JOINED.match(text)
    if joined and joined.group(1).lower() in heads():
        return joined.group(1).lower()
    return _near(text.lower())


@lru_cache(maxsize=8192)
def _near(word: str) -> str:
    """The one head that is one edit away; the first letter is rarely wrong. Asked for every capital word."""
    if not word.isascii() or word in lexicon().known or place_names().codes(word):
        return ""
    filed = {found for form in forms(word) for found in _near_heads().get(form, ()) if found[0] == word[0]}
    near = [found for found in filed if OSA.distance(found, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else ""


@lru_cache(maxsize=1)
def _near_heads() -> dict[str, list[str]]:
    """First words of heads, long enough to be known with a slip, under each of their one-letter omissions."""
    near: dict[str, list[str]] = {}
    for word in heads():
        if len(word) >= MIN_MENDED and word.isalpha():
            for form in forms(word):
                near.setdefault(form, []).append(word)
    return near


@lru_cache(maxsize=1)
def heads() -> dict[str, Any]:
    """The phrases with which a body's name can begin, as a trie over words as they stand in a text."""
    trie: dict[str, Any] = {}
    lex = lexicon()

    def walk(node: dict[str, Any], path: list[str]) -> None:
        for word, child in node.items():
            if not word:
                continue
            symbols = child.get("", {})
            if Role.TYPE in symbols or Role.LEVEL in symbols:
                _plant(trie, [*path, word])
            walk(child, [*path, word])

    walk(lex.trie, [])
    for short, longs in lex.long.items():
        for _, long in longs:
            symbols = lex.trie.get(long[0], {}).get("", {})
            if len(long) > 1 and (Role.LEVEL in symbols or Role.TYPE in symbols):
                _plant(trie, [short])
    return trie


def _plant(trie: dict[str, Any], path: Sequence[str]) -> None:
    node = trie
    for word in path:
        node = node.setdefault(word, {})
    node[""] = True


@lru_cache(maxsize=8192)
def symbols(word: str) -> dict[Role, Symbol]:
    """What a word means by itself in names, also when it is long enough to be known with a slip."""
    lex = lexicon()
    if word not in lex.known and len(word) > MIN_MENDED:
        near = near_vocabulary(word)
        word = near.pop() if len(near) == 1 else word
    found: dict[Role, Symbol] = lex.trie.get(word, {}).get("", {})
    return found
