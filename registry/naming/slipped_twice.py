"""Words with two slips that no neighbour expects: "keamatn Tahuna Timur", "bkeera sama"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.naming.joined import Neighbours
from registry.naming.lexicon import Lexicon, Role, lexicon
from registry.naming.near_words import long_words, nearest, telling
from registry.naming.places import place_names
from registry.naming.region_names import names_around
from registry.naming.small_words import small_word

LONG = 8
"""From this length on two slips are forgiven."""


def slipped_twice(word: str, before: Sequence[str], near: Neighbours, lex: Lexicon) -> str:
    """A long word, or a small one beside what was read, as the one vocabulary word two edits away, else as it
    is.
    """
    found = ""
    if len(word) >= LONG - 2:
        if _is_place(near.following):  # "keamatn Tahuna Timur"
            found = nearest(word, _long_markers(), 2)
        beginnings = _alike(word, lex.preceding.get(near.following, ()))
        found = found or nearest(word, beginnings, 2)  # "bkeera sama"
    if not found and len(word) >= LONG:
        known = long_words(word[0], len(word), LONG - 1)
        close = [other for other in known if OSA.distance(word, other, score_cutoff=2) <= 2]
        found = telling(close, near.following, lex)
    beside = near.plain and (not before or before[-1] in lex.known)
    if not found and (beside or _behind_the_place(before, near)) and not _begins_a_place(word, near):
        found = small_word(word)
    return found or word


def _behind_the_place(before: Sequence[str], near: Neighbours) -> bool:
    """Whether a word is the last one and stands behind a place ("MAN 3 Mamberamo Raya offcil")."""
    return not near.following and bool(before) and before[-1] in place_names().words


def _begins_a_place(word: str, near: Neighbours) -> bool:
    """Whether a word and the next one come close to a region's name ("Panta Aceh" is no Panitia)."""
    around = names_around(word + near.following, "pkt") if near.following else {}
    return any(slips <= 2 for slips in around.values())


def _is_place(word: str) -> bool:
    """Whether a word is a region's name or begins one."""
    places = place_names()
    return bool(places.codes(word)) or word in places.following


def _alike(word: str, others: Sequence[str]) -> list[str]:
    """Those with the same first letter."""
    return [other for other in others if other[0] == word[0]]


@lru_cache(maxsize=1)
def _long_markers() -> list[str]:
    """Kecamatan, kabupaten, provinsi."""
    lex = lexicon()
    return [word for word in sorted(lex.heads) if len(word) >= LONG and Role.MARKER in lex.roles_of(word)]
