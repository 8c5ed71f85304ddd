"""Where a body's name can begin: with a word that says what sort of body it is, also misspelled or joined."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress, count
from typing import Any

from rapidfuzz.distance import OSA

from registry.naming.lexicon import Role, Symbol, lexicon
from registry.naming.near_words import near_vocabulary
from registry.reading.first_words import MIN_LED_ON, MIN_MENDED, heads, near_head, near_phrase, second_words
from registry.reading.telling import MAX_WORD, Telling
from registry.reading.words import Words

_JOINED = re.compile(r"([A-Z]{2,5})[A-Z][a-z]{3}")


def beginnings(words: Words) -> list[int]:
    """The words with which a body's name may begin; the quick question before ``head``."""
    lower, written = words.lower, words.written
    telling = _beginning().among(words.distinct)
    found: list[int] = []
    for at in compress(count(), map(telling.__contains__, written)):
        first, second = telling[written[at]]
        led = second and at > 0 and _may_lead(lower[at - 1]) and near_phrase(lower[at - 1], lower[at])
        if led and found[-1:] != [at - 1]:
            found.append(at - 1)
        if first:
            found.append(at)
    return found


@lru_cache(maxsize=1)
def _beginning() -> Telling[tuple[bool, bool]]:
    return Telling(_begins)


def _begins(word: str) -> tuple[bool, bool] | None:
    """Whether a name may begin with this word, and whether with the word before it; ``None``: neither."""
    first, second = word.lower() in heads() or bool(_mended(word)), word.lower() in second_words()
    return (first, second) if first or second else None


def head(words: Words, at: int) -> int:
    """How many words from here on say what sort of body follows; 0 when none does.

    >>> words = Words("oleh Dinas Pendidikan Kab. Garut dan Komnuitas Tunas, SMPN2 Garut, Dians Pendidikan")
    >>> [(words.lower[at], head(words, at)) for at in range(len(words)) if head(words, at)]
    [('dinas', 2), ('komnuitas', 1), ('smpn2', 1), ('dians', 2)]
    """
    trie, least = heads(), 1
    node = trie.get(words.lower[at])
    if node is None and len(words.lower[at]) <= MAX_WORD and (mended := _mended(words.written[at])):
        node = trie.get(mended)
    if node is None and _may_lead(words.lower[at]) and at + 1 < len(words) and not words.gap(at):
        node, least = trie.get(near_phrase(words.lower[at], words.lower[at + 1])), 2
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
    return size if size >= least else 0


def _may_lead(word: str) -> bool:
    """Whether a phrase may begin with a word that has a slip."""
    return MIN_LED_ON <= len(word) <= MAX_WORD


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
    return near_head(text.lower())


def symbols(word: str) -> dict[Role, Symbol]:
    """What a word means by itself in names, also when it is long enough to be known with a slip."""
    return _symbols(word) if len(word) <= MAX_WORD else {}


@lru_cache(maxsize=8192)
def _symbols(word: str) -> dict[Role, Symbol]:
    lex = lexicon()
    if word not in lex.known and len(word) > MIN_MENDED:
        near = near_vocabulary(word)
        word = near.pop() if len(near) == 1 else word
    found: dict[Role, Symbol] = lex.trie.get(word, {}).get("", {})
    return found
