"""Which words of the closed vocabulary a misspelled word comes close to, and which of them say something.

>>> sorted(near_vocabulary("pendidkan")), nearest("ketja", ["kerja", "kinerja"], 1)
(['pendidikan'], 'kerja')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from registry.naming.joined import LONGEST
from registry.naming.lexicon import Lexicon, lexicon
from registry.naming.phrases import begins

SHORTEST = 5
"""Vocabulary words shorter than this are not recognized with a typo: one letter makes another of them."""

MIN_SECOND = 3
"""The second word of a phrase is longer, where it has two slips and the first has one."""


def nearest(word: str, others: Iterable[str], allowed: int) -> str:
    """The nearest of these words, empty when none is near or two are that are no spellings of one
    ("hadis", "hadits").
    """
    best, found = allowed + 1, list[str]()
    for other in others:
        distance = OSA.distance(word, other, score_cutoff=best)
        if distance < best:
            best, found = distance, [other]
        elif distance == best and found:
            found.append(other)
    if len(found) > 1 and any(OSA.distance(a, b, score_cutoff=1) > 1 for a, b in combinations(found, 2)):
        return ""
    chosen = min(found, default="")
    return chosen if len(chosen) > best + 2 else ""


def near_vocabulary(word: str) -> set[str]:
    """The vocabulary words one edit away."""
    if len(word) > LONGEST:
        return set()
    filed = (other for form in forms(word) for other in _near_words().get(form, ()))
    near = {other for other in filed if OSA.distance(word, other, score_cutoff=1) <= 1}
    alike = {other for other in near if other[0] == word[0]}  # the first letter is rarely wrong
    return alike if alike or len(word) <= SHORTEST else near


def telling(others: Iterable[str], following: str, lex: Lexicon) -> str:
    """The one of these words that says something here, or any of several that say the same."""
    phrases = sorted(other for other in others if following and begins(other, following, lex))
    if phrases:  # "Aidah Akhlak": akidah and aqidah are near, and both go on with akhlak
        return phrases[0]
    alone = {other: _meaning(other, lex) for other in others if _says_here(other, following, lex)}
    return min(alone) if len(set(alone.values())) == 1 else ""


def _says_here(word: str, following: str, lex: Lexicon) -> bool:
    """Whether a word says something by itself, or begins a phrase with a misspelled second word behind it."""
    node = lex.trie.get(word, {})
    if "" in node or word in lex.long:
        return True
    return any(
        OSA.distance(following, other, score_cutoff=2) <= 2 for other in node if len(other) > MIN_SECOND
    )


def says(word: str, lex: Lexicon) -> bool:
    """Whether a word says something by itself or begins a phrase."""
    return bool(lex.trie.get(word)) or word in lex.long


def _meaning(word: str, lex: Lexicon) -> str:
    """What a vocabulary word says by itself, the word when it says nothing."""
    symbols = lex.trie.get(word, {}).get("", {})
    return next((f"{symbol.role} {symbol.value}" for symbol in symbols.values()), word)


def forms(word: str) -> set[str]:
    """The word and the word with each one letter left out; words one edit apart share a form."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@lru_cache(maxsize=1)
def _near_words() -> dict[str, list[str]]:
    """Every vocabulary word of five letters and more under each of its forms."""
    near: dict[str, list[str]] = {}
    for word in sorted(lexicon().known):
        if len(word) >= SHORTEST and word.isalpha():
            for form in forms(word):
                near.setdefault(form, []).append(word)
    return near


@lru_cache(maxsize=1024)
def long_words(letter: str, length: int, shortest: int) -> Sequence[str]:
    """The vocabulary words with this first letter, in which slips are rare, about so long."""
    near = (word for word in lexicon().known if word[0] == letter and abs(len(word) - length) <= 2)
    return sorted(word for word in near if len(word) >= shortest and word.isalpha())
