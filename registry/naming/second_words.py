"""Second words of places: what stands behind the first word of a region's name is no misspelled vocabulary.

>>> from registry.naming.lexicon import lexicon
>>> goes_on_with_place("lampong", ["kota", "bandar"], lexicon())
True
>>> goes_on_with_place("propinssi", ["kota", "pareapre"], lexicon())
False
>>> near_second_word("numor", ["kab", "biak"])
True
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from registry.naming.lexicon import Lexicon, Role, Symbol
from registry.naming.markers import LEVELS
from registry.naming.near_words import SHORTEST, near_vocabulary
from registry.naming.places import level, place_names

TWO_SLIPS = 5
"""From this length on the second word of a place may have two slips."""


def near_second_word(word: str, before: Sequence[str]) -> bool:
    """Whether a word is near one that follows the word before it in the name of a region."""
    following = place_names().following.get(before[-1], ()) if before else ()
    return any(_near(word, other, 2 if len(word) >= TWO_SLIPS else 1) for other in following)


def goes_on_with_place(word: str, before: Sequence[str], lex: Lexicon) -> bool:
    """Whether a word is the second one of a place: behind a first that is none alone ("Kota Bandar Lampong"),
    or near one that ends many ("Tengara").
    """
    if _behind_half_a_place(before, lex):
        return not any(other[0] == word[0] for other in near_vocabulary(word))
    return any(len(other) >= SHORTEST and _near(word, other, 1) for other in lex.shortened)


def _near(word: str, other: str, slips: int) -> bool:
    return OSA.distance(word, other, score_cutoff=slips) <= slips


def _behind_half_a_place(before: Sequence[str], lex: Lexicon) -> bool:
    """Whether the last word stands behind a marker and is no region of its level."""
    if len(before) < 2 or Role.MARKER not in lex.roles_of(before[-2]):
        return False
    wanted = [LEVELS.get(symbol.value) for symbol in _markers(before[-2], lex)]
    return not any(level(code) in wanted for code in place_names().codes(before[-1]))


def _markers(word: str, lex: Lexicon) -> list[Symbol]:
    """What a marker says, also when it is a short form."""
    whole = [word, *(long[0] for where, long in lex.long.get(word, ()) if not where)]
    found = (lex.trie.get(one, {}).get("", {}).get(Role.MARKER) for one in whole)
    return [symbol for symbol in found if symbol is not None]
