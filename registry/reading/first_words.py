"""The phrases with which a body's name can begin: what sort of body it is, or which school level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from registry.naming.lexicon import Role, lexicon
from registry.naming.near_words import forms
from registry.naming.places import place_names
from registry.reading.spans import rules

MIN_MENDED = 6
"""Words shorter than this are not recognized with a slip by themselves."""
MIN_LED_ON = 4
"""Words shorter than this are not recognized with a slip although the phrase goes on behind them."""


@lru_cache(maxsize=1)
def heads() -> dict[str, Any]:
    """The phrases as a trie over words as they stand in a text; the key ``""`` marks where one ends.

    Words that only end a name are none: "Pena Contoh Training", but "In House Training (IHT)".
    """
    trie: dict[str, Any] = {}
    lex = lexicon()

    def walk(node: dict[str, Any], path: list[str]) -> None:
        for word, child in node.items():
            if not word:
                continue
            if not path and word in rules()["no_heads"]:
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


@lru_cache(maxsize=8192)
def near_head(word: str) -> str:
    """The one first word that is one edit away, else ``""``; the first letter is rarely wrong. Asked for
    every capital word.

    >>> near_head("komnuitas"), near_head("komputer"), near_head("dians")
    ('komunitas', '', '')
    """
    return _nearest(word, MIN_MENDED)


@lru_cache(maxsize=8192)
def near_phrase(word: str, following: str) -> str:
    """The same for shorter words and words in small letters, when the next word goes on with the phrase.

    >>> near_phrase("dians", "pendidikan"), near_phrase("taamn", "kanak"), near_phrase("dians", "perhubungan")
    ('dinas', 'taman', '')
    """
    if following not in second_words():
        return ""
    found = _nearest(word, MIN_LED_ON)
    return found if following in heads().get(found, ()) else ""


def _nearest(word: str, least: int) -> str:
    if not word.isascii() or word in lexicon().known or place_names().codes(word):
        return ""
    filed = {found for form in forms(word) for found in _near_heads().get(form, ()) if found[0] == word[0]}
    near = [it for it in filed if len(it) >= least and OSA.distance(it, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else ""


@lru_cache(maxsize=1)
def _near_heads() -> dict[str, list[str]]:
    """First words long enough to be known with a slip, under each of their one-letter omissions."""
    near: dict[str, list[str]] = {}
    for word, node in heads().items():
        if len(word) >= MIN_LED_ON and word.isalpha() and (len(node) > 1 or "" not in node or _matters(word)):
            for form in forms(word):
                near.setdefault(form, []).append(word)
    return near


def _matters(word: str) -> bool:
    """Whether a word that stands alone may be meant by a near one: a body the registry can hold, but no
    university's short name ("Undang" is not Undana).
    """
    symbols = lexicon().trie.get(word, {}).get("", {})
    body = symbols.get(Role.TYPE)
    return Role.LEVEL in symbols or (
        body is not None and lexicon().families[body.value].kind not in ("", "university")
    )


@lru_cache(maxsize=1)
def second_words() -> frozenset[str]:
    """Words with which a phrase goes on behind its first word."""
    return frozenset(second for node in heads().values() for second in node if second)


@lru_cache(maxsize=1)
def phrase_words() -> frozenset[str]:
    """First words, longer words of these phrases, and those that mean a level of government (kab, kota)."""
    longer = (word for word in _words_of(heads()) if len(word) >= MIN_LED_ON)
    return frozenset(heads()) | frozenset(longer) | lexicon().heads


def _words_of(node: dict[str, Any]) -> Iterator[str]:
    for word, child in node.items():
        if word:
            yield word
            yield from _words_of(child)


def _plant(trie: dict[str, Any], path: Sequence[str]) -> None:
    node = trie
    for word in path:
        node = node.setdefault(word, {})
    node[""] = True
