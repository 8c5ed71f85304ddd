"""Mending misspelled and joined vocabulary words: "Dinas Pendidkan", "disdikkabbandung".

Only words that no vocabulary knows are touched, only towards words of the closed vocabulary, and only when
exactly one of them is near; own names and places are never mended here.

>>> from registry.naming.parse import parse
>>> repair(parse("Dnas Pendidkan Kab. Garut")).type
'dinas_pendidikan'
>>> repair(parse("disdikkabgarut")).type
'dinas_pendidikan'
>>> repair(parse("SDN 1 Sukamaju")) is None
True
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.naming.lexicon import Lexicon, lexicon
from registry.naming.numbers import ROMAN
from registry.naming.places import place_names
from registry.naming.reading import Reading
from registry.naming.slots import Name
from registry.naming.tokens import tokens

MIN_MENDED = 4
SHORTEST = 5
"""Vocabulary words shorter than this are not recognized with a typo: one letter makes another of them."""
LONG = 8
"""From this length on two slips are forgiven."""
MIN_JOINED, LONGEST_JOINED = 5, 40
_SHORT_PIECES = frozenset(("sd", "mi", "ma", "tk", "ra", "kb"))


def repair(name: Name, registered: Callable[[str], bool] = lambda word: False) -> Name | None:  # noqa: ARG005
    """The name read anew with its vocabulary words mended; ``None`` when there was nothing to mend.

    ``registered`` tells whether a word is an own word of some registered name: it is left as it is, and
    joined words may be made of such words too ("TKMawar").
    """
    lex = lexicon()
    before = tokens(name.text, lex)
    after: list[str] = []
    for position, word in enumerate(before):
        after.extend(_mend(word, before[position + 1 : position + 2], lex, registered))
    if after == before:
        return None
    mended = Reading(name.text, tokens(" ".join(after), lex), lex, place_names()).read()
    return mended if mended.type is not None or name.type is None else None


def _mend(word: str, following: list[str], lex: Lexicon, registered: Callable[[str], bool]) -> list[str]:
    """What a word becomes: itself, the one vocabulary word near it, or the words it was joined from."""
    places = place_names()
    if word in lex.known or word in places.words or places.codes(word):
        return [word]
    if len(word) < MIN_MENDED or not word.isalpha():
        return [word]
    near = near_vocabulary(word)
    if not near:
        return _split(word, lex, registered) or _slipped_twice(word)
    if len(near) > 1 and following:  # "Aidah Akhlak": akidah and aqidah are near, and both go on with akhlak
        near = {other for other in near if following[0] in lex.trie.get(other, {})} or near
        near = {min(near)} if all(following[0] in lex.trie.get(other, {}) for other in near) else near
    if len(near) == 1 or (near and len({_meaning(other, lex) for other in near}) == 1):
        return [min(near)]
    return _split(word, lex, registered) or [word]


def _meaning(word: str, lex: Lexicon) -> str:
    """What a vocabulary word says by itself, the word when it says nothing."""
    symbols = lex.trie.get(word, {}).get("", {})
    return next((f"{symbol.role} {symbol.value}" for symbol in symbols.values()), word)


def near_vocabulary(word: str) -> set[str]:
    """The vocabulary words one edit away."""
    filed = (other for form in forms(word) for other in _near_words().get(form, ()))
    near = {other for other in filed if OSA.distance(word, other, score_cutoff=1) <= 1}
    return {other for other in near if other[0] == word[0]} or near  # the first letter is rarely wrong


def _slipped_twice(word: str) -> list[str]:
    """A long word as the one vocabulary word two edits away, else as it is."""
    if len(word) < LONG:
        return [word]
    near = [other for other in _long_words(word[0]) if OSA.distance(word, other, score_cutoff=2) <= 2]
    return near if len(near) == 1 else [word]


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


@lru_cache(maxsize=64)
def _long_words(letter: str) -> list[str]:
    """The long vocabulary words with this first letter, in which slips are rare."""
    known = lexicon().known
    return sorted(word for word in known if word[0] == letter and len(word) >= LONG - 1 and word.isalpha())


def _split(word: str, lex: Lexicon, registered: Callable[[str], bool]) -> list[str]:
    """A joined word as known words from end to end, the fewest; empty when it is none.

    Short words may be made of vocabulary words only ("makab"), longer ones also of words of places and of
    registered names, as long as one piece is of the vocabulary.
    """
    if not MIN_JOINED <= len(word) <= LONGEST_JOINED or registered(word):
        return []
    places = place_names()

    def is_piece(piece: str) -> bool:
        if len(piece) < 3:
            return piece in _SHORT_PIECES or piece in ROMAN
        if piece in lex.heads or (len(piece) > 4 and piece in lex.known):
            return True
        if len(word) < LONG - 1 or len(piece) < 4:
            return False
        return piece in places.words or bool(places.codes(piece)) or registered(piece)

    best: list[list[str] | None] = [[], *[None] * len(word)]
    for end in range(2, len(word) + 1):
        for start in range(end - 1):
            head, piece = best[start], word[start:end]
            if head is None or not is_piece(piece):
                continue
            shortest = best[end]
            if shortest is None or len(head) + 1 < len(shortest):
                best[end] = [*head, piece]
    found = best[-1] or []
    told = any(piece in lex.known for piece in found) or all(places.codes(piece) for piece in found)
    return found if len(found) > 1 and told else []
