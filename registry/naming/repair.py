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

from functools import lru_cache

from registry.naming.lexicon import Lexicon, lexicon
from registry.naming.parse import Reading
from registry.naming.places import place_names
from registry.naming.slots import Name
from registry.naming.tokens import tokens

MIN_MENDED = 4
MIN_JOINED = 7


def repair(name: Name) -> Name | None:
    """The name read anew with its vocabulary words mended; ``None`` when there was nothing to mend."""
    lex = lexicon()
    before = tokens(name.text, lex)
    after: list[str] = []
    for word in before:
        after.extend(_mend(word, lex))
    if after == before:
        return None
    mended = Reading(name.text, after, lex, place_names()).read()
    return mended if mended.type is not None or name.type is None else None


def _mend(word: str, lex: Lexicon) -> list[str]:
    if word in lex.known or len(word) < MIN_MENDED or not word.isalpha() or place_names().codes(word):
        return [word]
    near = _near_words().get(word, set())
    for i in range(len(word)):
        near = near | _near_words().get(word[:i] + word[i + 1 :], set())
    near = {other for other in near if _one_edit(word, other)}
    if len(near) == 1:
        return list(near)
    if len(word) >= MIN_JOINED and (parts := _split(word, lex)):
        return parts
    return [word]


@lru_cache(maxsize=1)
def _near_words() -> dict[str, set[str]]:
    """Every vocabulary word of five letters and more, filed under itself and its one-letter omissions."""
    near: dict[str, set[str]] = {}
    for word in lexicon().known:
        if len(word) >= 5 and word.isalpha():
            for form in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
                near.setdefault(form, set()).add(word)
    return near


def _one_edit(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=1) <= 1


def _split(word: str, lex: Lexicon) -> list[str]:
    """A joined word as known words and places from end to end; empty when it is none."""
    places = place_names()
    best: list[list[str] | None] = [None] * (len(word) + 1)
    best[0] = []
    for end in range(2, len(word) + 1):
        for start in range(end - 1):
            head = best[start]
            piece = word[start:end]
            if head is None or (len(piece) < 3 and piece not in ("sd", "mi", "ma", "tk")):
                continue
            if piece in lex.known or places.codes(piece):
                found = [*head, piece]
                if best[end] is None or len(found) < len(best[end] or ()):
                    best[end] = found
    found = best[-1] or []
    return found if len(found) > 1 and any(piece in lex.known for piece in found) else []
