"""The small words around a name when they are misspelled or joined: "jenjagSMA", "Guru mata peljaran", "IGI
Dareh", "Ibuguru".

They name nobody, but unread they would stand for words of another name. What is a slip in one of them is told
from an own name by what stands beside it, and only in names of bodies that have no words of their own.

>>> from registry.naming.lexicon import lexicon
>>> phrase_split("gurumata", ["musyawarah"], lexicon())
['guru', 'mata']
>>> joined_and_slipped("jenjagsma", Neighbours(), lexicon())
['jenjang', 'sma']
>>> small_word("mspel"), small_word("dareh"), small_word("mawar")
('mapel', 'daerah', '')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.naming.joined import LONGEST, Neighbours, last_weight, weight
from registry.naming.lexicon import Lexicon, Role, lexicon
from registry.naming.near_words import near_vocabulary, nearest, says
from registry.naming.phrases import continuing
from registry.naming.region_names import near_a_region

SHORTEST_PIECE = 3
SHORTEST = 5
"""Small words shorter than this are not recognized with two slips."""
_TOLD = frozenset((Role.TYPE, Role.LEVEL, Role.SUBJECT, Role.MARKER, Role.NUMBERING, Role.BRANCH))
_SMALL = frozenset((Role.FILLER, Role.BRANCH, Role.PERIOD))


def phrase_split(word: str, before: Sequence[str], lex: Lexicon) -> list[str]:
    """Two words of one phrase that lost the space between them; one may have a slip."""
    if len(word) > LONGEST:
        return []
    for cut in range(SHORTEST_PIECE, len(word) - 1):
        left, right = word[:cut], word[cut:]
        after = continuing((*before, left), lex) if left in lex.known else set()
        if right in after:
            return [left, right]
        if len(right) > SHORTEST and (found := nearest(right, after, 1)):
            return [left, found]
        if right in lex.known:  # "musyawarhguru"
            slipped = (it for it in near_vocabulary(left) if right in continuing((*before, it), lex))
            if found := next(slipped, ""):
                return [found, right]
    return []


def joined_and_slipped(word: str, near: Neighbours, lex: Lexicon) -> list[str]:
    """Two words that lost the space between them and have a slip in one; empty when more can be meant."""
    if len(word) > LONGEST:
        return []
    found = sorted(_pairs(word, near, lex), reverse=True)
    if not found or (len(found) > 1 and found[1][0] == found[0][0] and found[1][1:] != found[0][1:]):
        return []
    return list(found[0][1:])


def _pairs(word: str, near: Neighbours, lex: Lexicon) -> Iterator[tuple[int, str, str]]:
    """Every such cut: how many letters are spelled right, and the two words."""
    cuts = range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1)
    for cut in (len(near.cuts[word][0]),) if word in near.cuts else cuts:
        left, right = word[:cut], word[cut:]
        if _is_told(left, near, lex) or weight(left, near, lex) > 1:
            yield from ((cut, left, it) for it in near_vocabulary(right) if says(it, lex))
        if _is_told(right, near, lex) or last_weight(right, lex.roles_of(left), near, lex) > 1:
            yield from ((len(right), it, right) for it in near_vocabulary(left) if says(it, lex))
            if word in near.cuts and (found := small_word(left)):  # "jenanngSMA"
                yield len(right), found, right


def _is_told(piece: str, near: Neighbours, lex: Lexicon) -> bool:
    """Whether a piece says something where it stands."""
    return piece in near.expected or bool(_TOLD & lex.roles_of(piece))


def small_word(word: str) -> str:
    """The one small word within two slips of a word that is near no region; empty when there is none."""
    if len(word) < SHORTEST - 1:
        return ""
    alike = [other for other in _small_words() if other[0] == word[0]]
    found = nearest(word, alike, 2 if len(word) >= SHORTEST else 1)
    return "" if found and (near_a_region(word) or _near_a_type(word, found)) else found


def _near_a_type(word: str, found: str) -> bool:
    """Whether a word that says the type of a body comes as close: "Konbl" is rather Kombel than Kanal."""
    slips = OSA.distance(word, found)
    return any(OSA.distance(word, other, score_cutoff=slips) <= slips for other in _heads(word[0]))


@lru_cache(maxsize=64)
def _heads(letter: str) -> tuple[str, ...]:
    """The single words that say the type of a body and begin with this letter."""
    lex = lexicon()
    return tuple(
        word
        for word, node in sorted(lex.trie.items())
        if word[0] == letter and len(word) >= SHORTEST and Role.TYPE in node.get("", {})
    )


@lru_cache(maxsize=64)
def communities(letter: str) -> tuple[str, ...]:
    """Those of them that say "learning community"."""
    lex = lexicon()
    kinds = {word: lex.families[lex.trie[word][""][Role.TYPE].value].kind for word in _heads(letter)}
    return tuple(word for word, kind in kinds.items() if kind == "community")


@lru_cache(maxsize=1)
def _small_words() -> tuple[str, ...]:
    """Fillers, levels of organization and words of time, those of five letters and more."""
    lex = lexicon()
    return tuple(
        word
        for word, node in sorted(lex.trie.items())
        if len(word) >= SHORTEST and _SMALL & node.get("", {}).keys()
    )


def two_small_words(word: str, lex: Lexicon) -> list[str]:
    """Two small words that lost the space between them ("Ibuguru", "timpelaksana")."""
    for cut in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
        left, right = word[:cut], word[cut:]
        if Role.FILLER in lex.roles_of(left) and Role.FILLER in lex.roles_of(right):
            return [left, right]
    return []
