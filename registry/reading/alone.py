"""Words that begin names but name nobody: "guru SD", "setiap gugus", "MGMP dan KKG". Most are of this sort,
so that this question is asked first and must be cheap.
"""

from __future__ import annotations

from functools import lru_cache

from registry.naming.lexicon import Role, lexicon
from registry.naming.parse import parse
from registry.naming.places import place_names
from registry.naming.roles import SCHOOL
from registry.naming.slots import Name
from registry.organizer import Kind
from registry.reading.first_words import heads
from registry.reading.heads import symbols
from registry.reading.spans import rules
from registry.reading.words import Words

MAX_FILLERS = 3
_ONLY_LEVEL = frozenset(("level",))
LINKS = frozenset(("dan", "serta", "atau"))
"""What may link two parts of a name."""


def stands_alone(words: Words, at: int, size: int, *, capitals: bool) -> bool:
    """Whether the name can only consist of these ``size`` words, and says too little to name one body.

    ``capitals``: it is written with capitals in a text that has both. A false answer means "look closer".
    """
    after = at + size
    if not _too_little(" ".join(words.lower[at:after])):
        return False
    if _may_follow_places(words, at):
        return False
    gap = words.gap(after - 1)
    if gap:
        return gap == "."
    word, behind = words.lower[after], words.lower[after + 1] if after + 1 < len(words) else ""
    if word in rules()["stops"]:
        goes_on = word + behind in lexicon().nicknames if word == "di" else word in rules()["capital_goes_on"]
        return not goes_on
    if word in LINKS and behind:
        if behind in heads() and Role.SUFFIX not in symbols(behind):
            return Role.LEVEL not in symbols(behind) or stands_alone(words, after + 1, 1, capitals=capitals)
        return capitals and words.is_small(after + 1) and _is_ordinary(behind)
    return capitals and words.is_small(after) and not words.is_tied(after - 1) and _is_ordinary(word)


def _is_ordinary(word: str) -> bool:
    """Whether a word in small letters belongs to no name written with capitals."""
    if word in rules()["small_inside"] or word in lexicon().trie or symbols(word):
        return False
    return not place_names().codes(word)


def _may_follow_places(words: Words, at: int) -> bool:
    """Whether places may stand right before the name; "Kec. Klakah, Pengurus HIMPAUDI" has a word between."""
    before = at - 1
    while before >= 0 and Role.FILLER in symbols(words.lower[before]) and at - before < MAX_FILLERS:
        before -= 1
    if before < 0 or (words.gap(before) == "." and not words.is_colon(before)):
        return False
    return may_end_place(words.lower[before])


def may_end_place(word: str) -> bool:
    """Whether places before a name may end with this word."""
    places = place_names()
    return word in places.words or bool(places.codes(word)) or Role.FILLER in symbols(word)


@lru_cache(maxsize=1024)
def _too_little(phrase: str) -> bool:
    return not says_something(parse(phrase))


def says_something(name: Name) -> bool:
    """Whether the words can name one body: "MGMP" alone is a type, "guru SD" a group, "PGRI" a body."""
    family = lexicon().families.get(name.type or "")
    if family is None:
        return False
    if (family.type == SCHOOL or family.type in rules()["weak"]) and not name.numbers and _is_generic(name):
        return False
    if family.type == SCHOOL:
        return bool(name.numbers or name.npsn) or (bool(name.items) and len(name.levels) == 1)
    if family.kind == Kind.UNIVERSITY and not name.places and set(name.own) <= set(rules()["sorts"]):
        return False
    if name.items or name.numbers:
        return True
    if family.takes == _ONLY_LEVEL and name.levels:
        return True  # "Direktorat SMA": its names have nothing else to say
    return "n" in family.scope and family.closed


def _is_generic(name: Name) -> bool:
    """Whether the first word makes no name: "SMK Bidang Seni", "SD kelas 4", "media pembelajaran"."""
    first = name.items[0] if name.items else ""
    if not isinstance(first, str):
        first = first.marker or first.words
    return first.partition(" ")[0] in rules()["generic"]
