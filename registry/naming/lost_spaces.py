"""A space lost beside a place, a marker, a small word or a short form, maybe with a slip in the other word.

>>> from registry.naming.lexicon import lexicon
>>> def lost(word: str, following: str = "", expected: frozenset[str] = frozenset()) -> list[str]:
...     return lost_space(word, Neighbours(following, expected), lexicon())
>>> lost("utaraofficial"), lost("pengadngkab", "lebong"), lost("kotamaakassar")
(['utara', 'official'], ['pengadng', 'kab'], ['kota', 'maakassar'])
>>> lost("pellajaranb", "inggris", frozenset(("pelajaran",))), lost("karawangjbar")
(['pelajaran', 'b'], ['karawang', 'jbar'])
>>> lost("smanegri"), lost("sukamaju")
(['sma', 'negeri'], [])
"""

from __future__ import annotations

from collections.abc import Callable

from registry.naming.joined import LONGEST, Neighbours
from registry.naming.lexicon import Lexicon, Role
from registry.naming.markers import LEVELS
from registry.naming.near_words import nearest
from registry.naming.places import level, place_names
from registry.naming.region_names import first_letter, names_like, near_a_region, spellings_of

SHORTEST = 4
"""Letters of a place that lost its space."""
STATUSES = ("negeri", "swasta")
ARTICLES = frozenset(("al", "ki"))
"""The first word of many schools' names: the Arabic article, and "Ki" (Ki Hajar Dewantara)."""
_LEVELS = frozenset((Role.LEVEL, Role.STATUS))
_SMALL = frozenset((Role.FILLER, Role.PERIOD))
_MARKERS = {
    "kabupaten": "regency",
    "kecamatan": "district",
    "provinsi": "province",
    "kab": "regency",
    "kec": "district",
    "kota": "city",
    "prov": "province",
}


def lost_space(word: str, near: Neighbours, lex: Lexicon) -> list[str]:
    """The two words that a word was joined from; empty when it is none of these."""
    if not SHORTEST - 1 <= len(word) <= LONGEST:
        return []
    return next((pieces for rule in _RULES if (pieces := rule(word, near, lex))), [])


def before_article(word: str, near: Neighbours, lex: Lexicon) -> list[str]:
    """A level or status that touches the first word of a school's name ("MIAl-Islah", "TKKi Hajar")."""
    head, tail = word[:-2], word[-2:]
    if tail not in ARTICLES or not near.registered(near.following):
        return []
    told = not _LEVELS.isdisjoint(lex.roles_of(head)) or head in near.expected
    return [head, tail] if told and word not in lex.known else []


def before_short_form(word: str, near: Neighbours, lex: Lexicon) -> list[str]:
    """A word that is expected, and a short form that begins a phrase ("Mata PelajaranB. Inggris")."""
    for size in (1, 3):
        head, tail = word[:-size], word[-size:]
        if near.following in lex.trie.get(tail, ()):
            if head in lex.known or head in near.expected:
                return [head, tail]
            if found := nearest(head, near.expected, 1):
                return [found, tail]
    return []


def before_small_word(word: str, near: Neighbours, lex: Lexicon) -> list[str]:
    """The end of a phrase or of a region's name, and a word that belongs to no name ("Sumatera
    Utaraofficial", "Bhs. Arabjenjang", "Maluuperiode").
    """
    for cut in range(SHORTEST - 1, len(word) - 4):
        if _SMALL & lex.roles_of(word[cut:]) and _ends(word[:cut], near, lex):
            return [word[:cut], word[cut:]]
    return []


def _ends(piece: str, near: Neighbours, lex: Lexicon) -> bool:
    """Whether a phrase, or the name of a region, may end in this piece."""
    if piece in near.expected or piece in lex.shortened:
        return True
    return len(piece) >= SHORTEST and (bool(place_names().codes(piece)) or near_a_region(piece))


def before_marker(word: str, near: Neighbours, lex: Lexicon) -> list[str]:  # noqa: ARG001  (one shape)
    """Anything and the marker of the place that follows ("Perttiwikec. Yamo", "Pengadngkab. Lebong")."""
    marker = next((it for it in _MARKERS if word.endswith(it) and len(word) >= len(it) + SHORTEST), "")
    if not marker or not place_names().codes(near.following):
        return []
    return [word.removesuffix(marker), marker]


def behind_marker(word: str, near: Neighbours, lex: Lexicon) -> list[str]:  # noqa: ARG001
    """A marker and a place of its level with a slip ("Kotamaakassar", "Kabupatennggada")."""
    for marker, value in _MARKERS.items():
        rest = word.removeprefix(marker)
        if rest != word and len(rest) >= SHORTEST:
            names = names_like(LEVELS[value], first_letter(rest), len(rest), 1)
            near_one = bool(names.within(rest, 1)) or (value != "district" and near_a_region(rest))
            return [marker, rest] if near_one else []
    return []


def two_places(word: str, near: Neighbours, lex: Lexicon) -> list[str]:  # noqa: ARG001
    """The end of one place and the beginning of the next ("Banggai Kepulauansulawesi Tengah"), or a regency
    and its province with a slip ("Karawangjbar").
    """
    places = place_names()
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        left, right = word[:cut], word[cut:]
        province = any(code < 100 for code in places.codes(right))  # "Serdang Bedagaisumut"
        if left in places.words and (province or near.following in places.following.get(right, ())):
            return [left, right]
        homes = frozenset(code // 100 for code in places.codes(left) if level(code) in "kt")
        if homes and len(left) > SHORTEST and spellings_of(homes)[0].within(right, 1):
            return [left, right]
    return []


def level_and_status(word: str, near: Neighbours, lex: Lexicon) -> list[str]:  # noqa: ARG001
    """A school level and negeri or swasta with a slip ("SMANegri")."""
    for size in range(2, 5):
        level_said = Role.LEVEL in lex.roles_of(word[:size])
        if level_said and (found := nearest(word[size:], STATUSES, 1)):
            return [word[:size], found]
    return []


Rule = Callable[[str, Neighbours, Lexicon], list[str]]
_RULES: tuple[Rule, ...] = (
    before_short_form,
    before_small_word,
    before_marker,
    behind_marker,
    two_places,
    level_and_status,
)
