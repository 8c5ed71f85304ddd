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

from collections.abc import Callable, Iterable, Iterator, Sequence

from registry.naming.counted import counting_word
from registry.naming.joined import LONGEST, Neighbours, cuts_by_case, split
from registry.naming.lexicon import Family, Lexicon, Role, lexicon
from registry.naming.lost_spaces import (
    STATUSES,
    before_article,
    before_short_form,
    before_small_word,
    lost_space,
)
from registry.naming.near_words import near_vocabulary, nearest, telling
from registry.naming.phrases import continuing, phrase_roles
from registry.naming.places import place_names
from registry.naming.read_words import read_words
from registry.naming.second_words import goes_on_with_place, near_second_word
from registry.naming.slipped_twice import LONG, slipped_twice
from registry.naming.slots import Name
from registry.naming.small_words import (
    communities,
    joined_and_slipped,
    phrase_split,
    small_word,
    two_small_words,
)
from registry.naming.tokens import tokens

MIN_MENDED = 4
TWO_SLIPS_EXPECTED = 5
"""The same for a word that its neighbours expect: few words can stand there."""
_BEGINS = frozenset((Role.TYPE, Role.LEVEL))
LONGEST_LEVEL = 3
"""Words that say a level together ("Taman Kanak-Kanak")."""
_NO_OWN_WORDS = frozenset(("working_group", "profession", "dinas", "ministry"))
"""Kinds whose names have few words of their own, so that an unknown word is rather a misspelled one."""
_OWN_NAMES = frozenset(("school", "community", "university"))
"""Kinds with names of their own, in which no other type follows ("PAUD Balti Ibu" is no Balai)."""


def repair(name: Name, registered: Callable[[str], bool] = lambda word: False) -> Name | None:  # noqa: ARG005
    """The name read anew with its vocabulary words mended; ``None`` when there was nothing to mend.

    ``registered`` tells whether a word is an own word of some registered name: it is left as it is unless its
    neighbours expect another, and joined words may be made of such words too ("TKMawar").
    """
    lex = lexicon()
    if all(_is_word(word, "", lex) for word in _unread(name)):
        return None
    words = tokens(name.text, lex)
    mended = _mended(name, words, registered, lex)
    if mended is not None and mended[0].type != name.type:  # its type known, more of its words can be told
        mended = _mended(*mended, registered, lex) or mended
    return mended[0] if mended is not None else None


def _unread(name: Name) -> Iterator[str]:
    """The words that were read as nothing: own words, and the first of a place that is none."""
    for item in name.items:
        if isinstance(item, str):
            yield item
        elif not item.codes:
            yield from item.words.split()


def _mended(
    name: Name, before: list[str], registered: Callable[[str], bool], lex: Lexicon
) -> tuple[Name, list[str]] | None:
    """One pass over the words of a name; the name read anew, and its words."""
    cuts = cuts_by_case(name.text)
    family = lex.families.get(name.type or "")
    after: list[str] = []
    for position, word in enumerate(before):
        following = "".join(before[position + 1 : position + 2])
        if _is_word(word, following, lex):
            after.append(word)
            continue
        expected = frozenset(continuing(after, lex))
        near = Neighbours(
            following,
            expected,
            cuts,
            registered,
            *_allowed(family),
            level_ahead=any(
                Role.LEVEL in lex.roles_of(other) for other in before[position + 1 : position + 4]
            ),
            level_sought=not name.levels and family is not None and family.kind == "community",
        )
        after.extend(_mend(word, after, near, lex))
    if after == before:
        return None
    words = tokens(" ".join(after), lex)
    mended = read_words(name.text, list(words), lex, place_names())
    return (mended, words) if mended.type is not None or name.type is None else None


def _allowed(family: Family | None) -> tuple[bool, bool, bool]:
    """Whether such a name may have a subject, has no words of its own, or has hardly any others."""
    if family is None:
        return True, False, False
    return "subject" in family.takes, family.kind in _NO_OWN_WORDS, family.kind in _OWN_NAMES


def _is_word(word: str, following: str, lex: Lexicon) -> bool:
    """Whether a word is known already, or too short or odd to be a misspelled one."""
    places = place_names()
    if word in lex.known or word in places.words or places.codes(word):
        return True
    if len(word) == MIN_MENDED - 1 and (not following or following in lex.trie.get(word[-1], ())):
        return not word.isalpha()  # "MGMP MAB. Inggris"
    return not MIN_MENDED <= len(word) <= LONGEST or not word.isalpha()


def _mend(word: str, before: Sequence[str], near: Neighbours, lex: Lexicon) -> list[str]:
    """What a word becomes: itself, the one vocabulary word near it, or the words it was joined from."""
    if near.cuts.get(word) and (pieces := split(word, near, lex)):
        return pieces
    if pieces := before_article(word, near, lex):
        return pieces
    if before and Role.MARKER in lex.roles_of(before[-1]):
        goes_on = nearest(word, (other for other in near.expected if len(other) >= LONG), 2)
        if goes_on:  # "Kota Adminstrasi"
            return [goes_on]
        if near.registered(word):
            return [word]  # "Kota Kabi", a village in Papua, is no "Kota Kab. I"
        return lost_space(word, near, lex) or split(word, near, lex) or [word]
    if before and not near.expected and near.registered(word):
        return [word]
    if near_second_word(word, before):
        return before_small_word(word, near, lex) or [word]
    if goes_on_with_place(word, before, lex):
        return lost_space(word, near, lex) or [word]
    if pieces := phrase_split(word, before, lex) or before_short_form(word, near, lex):
        return pieces
    if expected := _expected(word, near):
        joined = split(word, near, lex) if word.startswith(expected) else []  # "keluarga besarkb"
        return joined or [expected]
    if not before and _BEGINS & lex.roles_of(near.following) and (found := small_word(word)):
        return [found]  # "Amin SD N 1 ..."
    if near.registered(word):
        return [word]
    if near.level_ahead and _only_fillers(before, lex) and (found := nearest(word, communities(word[0]), 2)):
        return [found]  # "Konbbel Lentera TK Mawar"
    if found := telling(_sayable(near_vocabulary(word), before, near, lex), near.following, lex):
        return [found]
    if pieces := lost_space(word, near, lex) or split(word, near, lex) or two_small_words(word, lex):
        return pieces
    if found := counting_word(word, near):
        return [found]
    if (near.plain or word in near.cuts) and (pieces := joined_and_slipped(word, near, lex)):
        return pieces
    if _ends_in_level(before, lex) and (found := nearest(word, STATUSES, 2)):
        return [found]  # "MA Negetti 4"
    return [slipped_twice(word, before, near, lex)]


def _expected(word: str, near: Neighbours) -> str:
    """The one nearest word of those that the words before a word expect."""
    return nearest(word, near.expected, 2 if len(word) >= TWO_SLIPS_EXPECTED else 1)


def _sayable(others: Iterable[str], before: Sequence[str], near: Neighbours, lex: Lexicon) -> list[str]:
    """These words without the names of subjects and types, where the name can have none, or no other
    ("SMP Bhakti Muloa").
    """
    behind_own_word = near.named and bool(before) and before[-1] not in lex.known
    mute = {Role.SUBJECT} if not near.subjects or behind_own_word else set()
    if near.named and _says_type(before, lex):
        mute.add(Role.TYPE)
    return [other for other in others if not (roles := lex.roles_of(other)) or not roles <= mute]


def _only_fillers(before: Sequence[str], lex: Lexicon) -> bool:
    """Whether nothing but words that belong to no name was read so far."""
    return all(Role.FILLER in lex.roles_of(word) for word in before)


def _says_type(words: Sequence[str], lex: Lexicon) -> bool:
    """Whether one of these words, or some of them together ("kelompok bermain"), says a type or a level."""
    return any(
        not _BEGINS.isdisjoint(phrase_roles(words[start:end], lex))
        for start in range(len(words))
        for end in range(start + 1, min(start + LONGEST_LEVEL, len(words)) + 1)
    ) or any(_BEGINS & lex.roles_of(word) for word in words)


def _ends_in_level(before: Sequence[str], lex: Lexicon) -> bool:
    """Whether the last words are a school level ("Madrasah Ibtidaiyah")."""
    return any(Role.LEVEL in phrase_roles(before[-size:], lex) for size in (1, 2, 3) if size <= len(before))
