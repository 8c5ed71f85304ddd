"""Mending misspelled and joined vocabulary words: "Dinas Pendidkan", "disdikkabbandung".

Only words that no vocabulary knows are touched, only towards words of the closed vocabulary that say
something here (by themselves, or in a phrase with their neighbours), and only when exactly one of them is
near. Own names and places are never mended here: behind "Kab." stands a place.

>>> from registry.naming.parse import parse
>>> repair(parse("Dnas Pendidkan Kab. Garut")).type
'dinas_pendidikan'
>>> repair(parse("Kelompok Ketja Guru")).type, repair(parse("MGMP Bhs Ihngris")).subjects
('kkg', ('bahasa_inggris',))
>>> repair(parse("disdikkabgarut")).type
'dinas_pendidikan'
>>> repair(parse("SDN 1 Sukamaju")) is None
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.naming.joined import LONGEST, Neighbours, cuts_by_case, split
from registry.naming.lexicon import Lexicon, Role, lexicon
from registry.naming.numbers import number
from registry.naming.phrases import begins, continuing, roles
from registry.naming.places import place_names
from registry.naming.reading import Reading
from registry.naming.slots import Name
from registry.naming.tokens import tokens

MIN_MENDED = 4
SHORTEST = 5
"""Vocabulary words shorter than this are not recognized with a typo: one letter makes another of them."""
LONG = 8
"""From this length on two slips are forgiven."""
TWO_SLIPS_EXPECTED = 5
"""The same for a word that its neighbours expect: few words can stand there."""


def repair(name: Name, registered: Callable[[str], bool] = lambda word: False) -> Name | None:  # noqa: ARG005
    """The name read anew with its vocabulary words mended; ``None`` when there was nothing to mend.

    ``registered`` tells whether a word is an own word of some registered name: it is left as it is unless its
    neighbours expect another, and joined words may be made of such words too ("TKMawar").
    """
    lex = lexicon()
    before = tokens(name.text, lex)
    cuts = cuts_by_case(name.text)
    family = lex.families.get(name.type or "")
    subjects = family is None or "subject" in family.takes
    after: list[str] = []
    for position, word in enumerate(before):
        if _is_word(word, lex):
            after.append(word)
            continue
        following = "".join(before[position + 1 : position + 2])
        near = Neighbours(following, frozenset(continuing(after, lex)), cuts, registered, subjects)
        after.extend(_mend(word, after, near, lex))
    if after == before:
        return None
    mended = Reading(name.text, tokens(" ".join(after), lex), lex, place_names()).read()
    return mended if mended.type is not None or name.type is None else None


def _is_word(word: str, lex: Lexicon) -> bool:
    """Whether a word is known already, or too short or odd to be a misspelled one."""
    places = place_names()
    if word in lex.known or word in places.words or places.codes(word):
        return True
    return not MIN_MENDED <= len(word) <= LONGEST or not word.isalpha()


def _mend(word: str, before: Sequence[str], near: Neighbours, lex: Lexicon) -> list[str]:
    """What a word becomes: itself, the one vocabulary word near it, or the words it was joined from."""
    if near.cuts.get(word) and (pieces := split(word, near, lex)):
        return pieces
    if before and Role.MARKER in roles(before[-1], lex):
        return split(word, near, lex) or [word]
    if expected := _expected(word, near):
        joined = split(word, near, lex) if word.startswith(expected) else []  # "keluarga besarkb"
        return joined or [expected]
    if near.registered(word):
        return [word]
    if found := _telling(_sayable(near_vocabulary(word), near, lex), near.following, lex):
        return [found]
    if pieces := split(word, near, lex):
        return pieces
    if number(near.following) is not None:  # "guggsu i"
        counts = [other for other in _numbering() if OSA.distance(word, other, score_cutoff=2) <= 2]
        if len(counts) == 1 and len(word) >= TWO_SLIPS_EXPECTED:
            return counts
    return _slipped_twice(word, before, near, lex)


def _expected(word: str, near: Neighbours) -> str:
    """The one nearest word of those that the words before a word expect."""
    allowed = 2 if len(word) >= TWO_SLIPS_EXPECTED else 1
    return _nearest(word, near.expected, allowed)


def _nearest(word: str, others: Iterable[str], allowed: int) -> str:
    """The nearest of these words, empty when none is near or two are."""
    best, found = allowed + 1, list[str]()
    for other in others:
        distance = OSA.distance(word, other, score_cutoff=best)
        if distance < best:
            best, found = distance, [other]
        elif distance == best and found:
            found.append(other)
    return found[0] if len(found) == 1 and len(found[0]) > best + 2 else ""


def _sayable(others: Iterable[str], near: Neighbours, lex: Lexicon) -> list[str]:
    """These words without the names of subjects, where the name can have none ("SMP Bhakti Muloa")."""
    return [other for other in others if near.subjects or roles(other, lex) != {Role.SUBJECT}]


def _telling(others: Iterable[str], following: str, lex: Lexicon) -> str:
    """The one of these words that says something here, or any of several that say the same."""
    phrases = sorted(other for other in others if following and begins(other, following, lex))
    if phrases:  # "Aidah Akhlak": akidah and aqidah are near, and both go on with akhlak
        return phrases[0]
    alone = {other: _meaning(other, lex) for other in others if _says(other, lex)}
    return min(alone) if len(set(alone.values())) == 1 else ""


def _says(word: str, lex: Lexicon) -> bool:
    """Whether a word says something by itself or begins a phrase, maybe with a misspelled second word."""
    return bool(lex.trie.get(word)) or word in lex.long


def _meaning(word: str, lex: Lexicon) -> str:
    """What a vocabulary word says by itself, the word when it says nothing."""
    symbols = lex.trie.get(word, {}).get("", {})
    return next((f"{symbol.role} {symbol.value}" for symbol in symbols.values()), word)


def near_vocabulary(word: str) -> set[str]:
    """The vocabulary words one edit away."""
    if len(word) > LONGEST:
        return set()
    filed = (other for form in forms(word) for other in _near_words().get(form, ()))
    near = {other for other in filed if OSA.distance(word, other, score_cutoff=1) <= 1}
    alike = {other for other in near if other[0] == word[0]}  # the first letter is rarely wrong
    return alike if alike or len(word) <= SHORTEST else near


def _slipped_twice(word: str, before: Sequence[str], near: Neighbours, lex: Lexicon) -> list[str]:
    """A long word as the one vocabulary word two edits away, else as it is; never a word of a place."""
    place_follows = len(word) >= LONG - 2 and bool(place_names().codes(near.following))
    if place_follows and (found := _nearest(word, _long_markers(), 2)):  # "keamatn Tahuna Timur"
        return [found]
    if len(word) < LONG or any(Role.MARKER in roles(other, lex) for other in before[-2:]):
        return [word]
    close = [
        other for other in _long_words(word[0], len(word)) if OSA.distance(word, other, score_cutoff=2) <= 2
    ]
    return [_telling(close, near.following, lex) or word]


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
def _long_words(letter: str, length: int) -> list[str]:
    """The vocabulary words with this first letter, in which slips are rare, about so long."""
    near = (word for word in lexicon().known if word[0] == letter and abs(len(word) - length) <= 2)
    return sorted(word for word in near if len(word) >= LONG - 1 and word.isalpha())


@lru_cache(maxsize=1)
def _long_markers() -> list[str]:
    """Kecamatan, kabupaten, provinsi."""
    lex = lexicon()
    return [word for word in sorted(lex.heads) if len(word) >= LONG and Role.MARKER in roles(word, lex)]


@lru_cache(maxsize=1)
def _numbering() -> list[str]:
    """The long words that count what the number behind them says (gugus, rayon)."""
    lex = lexicon()
    return [
        word for word in sorted(lex.known) if len(word) >= SHORTEST and Role.NUMBERING in roles(word, lex)
    ]
