"""Words that lost the space between them: "MGMPBhs", "PJOKSMA", "disdikkabgarut".

A joined word is read as known words from end to end. Where the case changes inside it ("PGRIPasangkua"),
knowing the first is enough, because people join words and rarely mix cases.

>>> from registry.naming.lexicon import lexicon
>>> split("pjoksma", Neighbours(), lexicon())
['pjok', 'sma']
>>> split("mgmpb", Neighbours(following="ing"), lexicon())
['mgmp', 'b']
>>> split("sukamaju", Neighbours(), lexicon())
[]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field

from registry.naming.lexicon import SILENT, Lexicon, Role
from registry.naming.numbers import ROMAN
from registry.naming.phrases import begins
from registry.naming.places import place_names
from registry.naming.region_names import near_a_region
from registry.naming.text import normalize
from registry.values import dataclass

SHORTEST, LONGEST = 3, 40
_TELLING = frozenset((Role.TYPE, Role.LEVEL, Role.SUBJECT, Role.MARKER, Role.NUMBERING))
_SUBJECT = frozenset((Role.SUBJECT,))
_NUMBERED = frozenset((Role.NUMBERING, Role.LEVEL, Role.TYPE))
# Fixed-width patterns: where small letters are followed by a capital, or capitals by a capitalized word.
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
MAX_TEXT = 500
"""Characters of a name that are searched for changes of case."""


def _nothing(word: str) -> bool:  # noqa: ARG001
    return False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands around a word, and which words are registered names' own.

    ``expected``: the vocabulary words that go on with what stands before; ``cuts``: word → its two halves by
    case; ``subjects``: the name may have one; ``plain``: it is of a kind that has hardly any own words;
    ``named``: of one that has a name of its own. ``level_ahead``: a school level stands soon behind the word;
    ``level_sought``: such names have one, and this has none so far.
    """

    following: str = ""
    expected: frozenset[str] = frozenset()
    cuts: dict[str, tuple[str, str]] = field(default_factory=dict)
    registered: Callable[[str], bool] = _nothing
    subjects: bool = True
    plain: bool = False
    named: bool = False
    level_ahead: bool = False
    level_sought: bool = False


def cuts_by_case(text: str) -> dict[str, tuple[str, str]]:
    """Words of a text in which the case changes once, with their two halves.

    >>> cuts_by_case("KKG PGRIPasangkua MTs")
    {'pgripasangkua': ('pgri', 'pasangkua'), 'mts': ('m', 'ts')}
    """
    found: dict[str, tuple[str, str]] = {}
    text = text[:MAX_TEXT]
    if not _CASE.search(text):  # most names are written in plain capitals or small letters
        return found
    for word in _WORD.findall(text):
        parts = _CASE.split(word)
        if len(parts) == 2:
            left, right = (normalize(part) for part in parts)
            found[left + right] = left, right
    return found


def split(word: str, near: Neighbours, lex: Lexicon) -> list[str]:
    """The words that a word was joined from; empty when it is none."""
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    if cut := near.cuts.get(word):
        left, right = (3 if _TELLING & lex.roles_of(half) else weight(half, near, lex) for half in cut)
        if left == 3 or (left and right > 1):  # "PembaTIK" is no "pemba" of the subject TIK
            return list(cut)
        if cut[0] in ROMAN and right:  # "SD Negeri IPurwodowo"
            return list(cut)
    best = max(_two(word, near, lex), key=lambda pair: (pair[0], len(pair[2])), default=None)
    pieces = list(best[1:]) if best is not None else _many(word, near, lex)
    return [] if pieces and near_a_region(word) else pieces  # "Kotawariingin" is not Kota Wari ...


def _two(word: str, near: Neighbours, lex: Lexicon) -> Iterator[tuple[int, str, str]]:
    """Every way to cut a word in two words that both mean something, with how much they mean together."""
    for cut in range(2, len(word)):
        left, right = word[:cut], word[cut:]
        if (right in SILENT and left in lex.known) or (left in SILENT and _is_known(right, lex)):
            yield 4, left, right  # "Pendidikandan Kebudayaan"
            continue
        tells_left, tells_right = _TELLING & lex.roles_of(left), _TELLING & lex.roles_of(right)
        if not tells_left and not tells_right:
            continue
        first = weight(left, near, lex) if not tells_left else 3
        last = last_weight(right, lex.roles_of(left), near, lex) if not tells_right else 3
        sure = 5 if min(len(left), len(right)) < 3 else 4
        if near.named and len(right) <= SHORTEST and tells_right == _SUBJECT:
            continue  # "KB Cempaak" is no Cempa of the subject AK
        if Role.LEVEL in tells_left and len(right) > 4 and not near.plain:
            sure = 4 if near.level_sought or not near.named else sure  # "tkmawar", of a name without a level
        elif Role.LEVEL in tells_right and len(left) > 4 and near.level_sought:
            sure = 4  # "Kombel Berdayami Al-Furqon"
        if first and last and first + last >= sure:
            yield first + last, left, right


def _is_known(word: str, lex: Lexicon) -> bool:
    return len(word) > 3 and (word in lex.known or bool(place_names().codes(word)))


def weight(piece: str, near: Neighbours, lex: Lexicon) -> int:
    """2 for a word of the vocabulary or a place, 1 for a word of a registered name, else 0."""
    if (
        piece in near.expected
        or piece in ROMAN
        or (len(piece) > 3 and (piece in lex.known or place_names().codes(piece)))
    ):
        return 2
    if len(piece) == 3 and any(code < 100 for code in place_names().codes(piece)):
        return 2
    return 1 if len(piece) > 3 and (piece in place_names().words or near.registered(piece)) else 0


def last_weight(piece: str, before: frozenset[Role], near: Neighbours, lex: Lexicon) -> int:
    """The same for the second half, which may also be a number or go on in the next word ("MGMPB Ing")."""
    if piece in ROMAN and before & _NUMBERED:
        return 2
    if near.following and begins(piece, near.following, lex):
        return 2
    return weight(piece, near, lex)


def _many(word: str, near: Neighbours, lex: Lexicon) -> list[str]:
    """A word as the fewest known words from end to end, one of them of the vocabulary, or all places."""
    places = place_names()

    def is_piece(piece: str) -> bool:
        if len(piece) < 3:
            return piece in ROMAN
        if piece in lex.heads or (len(piece) > 4 and piece in lex.known):
            return True
        if len(word) < 7 or len(piece) < 4:
            return False
        return piece in places.words or bool(places.codes(piece)) or near.registered(piece)

    best: list[list[str] | None] = [[], *[None] * len(word)]
    for start in range(len(word) - 1):
        if (head := best[start]) is None:
            continue
        for end in range(start + 2, len(word) + 1):
            shortest = best[end]
            if (shortest is None or len(head) + 1 < len(shortest)) and is_piece(word[start:end]):
                best[end] = [*head, word[start:end]]
    found = best[-1] or []
    told = any(piece in lex.known for piece in found) or all(places.codes(piece) for piece in found)
    return found if len(found) > 1 and told else []
