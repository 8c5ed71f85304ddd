"""Which words can be part of a name, what may link two parts of it, and what begins another one."""

from __future__ import annotations

from collections.abc import Sequence

from registry.naming.lexicon import SILENT, Role, Symbol, lexicon
from registry.naming.numbers import number
from registry.naming.places import place_names
from registry.reading.alone import LINKS
from registry.reading.heads import head, symbols
from registry.reading.spans import rules
from registry.reading.words import Words

MAX_PHRASE = 8
_UNMISTAKABLE = frozenset(("dinas", "profession", "working_group", "community"))
_STRUCTURE = frozenset(
    (Role.MARKER, Role.LEVEL, Role.SUBJECT, Role.STATUS, Role.BRANCH, Role.NUMBERING, Role.SUFFIX)
)
"""Words with these roles belong to a name wherever they stand in it."""


class Belonging:
    """Judges the words of one text for one name.

    ``capitals``: the name is written with capitals in a text that has both, so that a small word rarely
    belongs to it. ``soft``: words that end most names but also stand in some ("tumbuh bersama") are let
    through.
    """

    def __init__(self, words: Words, *, capitals: bool, soft: bool = False) -> None:
        self._words = words
        self._capitals = capitals
        self._soft = soft

    def belongs(self, position: int) -> bool:
        """Whether the word can be part of the name."""
        words = self._words
        word = words.lower[position]
        if word in rules()["stops"] and not self._goes_on_all_the_same(position):
            return False
        if word in LINKS:
            return not words.gap(position) and self._linked(position + 1)
        if words.in_address(position):
            return False
        if self._capitals and words.is_small(position) and not words.is_tied(position - 1):
            if word in rules()["small_inside"] and not words.gap(position) and position + 1 < len(words):
                return not words.is_small(position + 1)
            return bool(slot_size(words.lower, position)) or bool(place_names().codes(word))
        return True

    def phrase(self, start: int) -> int:
        """How many words from here on are one slot of several words ("bimbingan dan konseling") or one place
        ("Sangir Batang Hari"), else 0.
        """
        words = self._words
        size = slot_size(words.lower[start : start + MAX_PHRASE], 0)
        place = self._place_size(start)
        if place > size and words.lower[start] not in SILENT and not self._small_in(start, place):
            size = place
        whole = size > 1 and not any(words.gap(start + step) for step in range(size - 1))
        return size if whole else 0

    def begins(self, position: int) -> bool:
        """Whether another body's name begins here; in small letters only when it is no ordinary word."""
        if not (size := head(self._words, position)):
            return False
        if not self._capitals or not self._words.is_small(position) or size > 1:
            return True
        body = symbols(self._words.lower[position]).get(Role.TYPE)
        return body is not None and lexicon().families[body.value].kind in _UNMISTAKABLE

    def is_marked(self, position: int) -> bool:
        """Whether a place stands here behind its marker ("Kec. Juli")."""
        if not 0 < position < len(self._words) or Role.MARKER not in symbols(self._words.lower[position - 1]):
            return False
        return place_names().longest(self._words.lower, position)[0] > 0

    def _place_size(self, start: int) -> int:
        """How many words from here on are one place, "dan" in it included ("Pangkajene dan Kepulauan")."""
        lower = self._words.lower
        size, name = place_names().longest(lower, start)
        after = start + size
        if size and after + 1 < len(lower) and lower[after] == "dan":
            return size + 2 * bool(place_names().codes(name + lower[after + 1]))
        return size

    def _small_in(self, start: int, size: int) -> bool:
        return self._capitals and any(
            self._words.is_small(at) and self._words.lower[at] != "dan" for at in range(start, start + size)
        )

    def _goes_on_all_the_same(self, position: int) -> bool:
        """Whether a word that ends most names does not end this one."""
        words = self._words
        word = words.lower[position]
        if word == "di":
            return word + words.lower[min(position + 1, len(words) - 1)] in lexicon().nicknames
        if word in rules()["capital_goes_on"] and (
            self._soft or (self._capitals and not words.is_small(position))
        ):
            return True
        if self._soft and word in rules()["soft"]:
            return True
        return self.is_marked(position) and not self._small_in(position, 1)

    def _linked(self, after: int) -> bool:
        """Whether the name goes on behind "dan": not with another body ("… dan PGRI Garut", "… dan pengurus
        MGMP") and not with another region.
        """
        words = self._words
        if after >= len(words) or not self.belongs(after):
            return False
        said = symbols(words.lower[after])
        if Role.MARKER in said or Role.FILLER in said:
            return False
        if Role.LEVEL in said and after > 1 and Role.LEVEL in symbols(words.lower[after - 2]):
            return after + 1 >= len(words) or number(words.lower[after + 1]) is None  # "SMA dan SMK"
        if self.begins(after):
            return False
        behind = after + 1  # "dan rekan MGMP", but not "dan Konseling SMP"
        if behind >= len(words) or words.gap(after):
            return True
        return Role.LEVEL in symbols(words.lower[behind]) or not self.begins(behind)


def slot_size(lower: Sequence[str], at: int) -> int:
    """How many words from here on are a slot of a name (kab, smp, gugus 3, a subject, a body like MGMP); 0:
    none.

    >>> slot_size(["komputer", "dan", "garut"], 0), slot_size(["teknik", "komputer", "dan", "jaringan"], 0)
    (1, 4)
    >>> slot_size(["gugus", "3"], 0), slot_size(["gugus", "kendali"], 0)
    (1, 0)
    """
    node, size, step = lexicon().trie.get(lower[at]), 0, 0
    while node is not None:
        step += 1
        if _is_slot(node.get("", {}), lower[at + step : at + step + 1]):
            size = step
        while at + step < len(lower) and lower[at + step] in SILENT:
            step += 1
        node = node.get(lower[at + step]) if at + step < len(lower) else None
    return size or int(_is_slot(symbols(lower[at]), lower[at + 1 : at + 2]))


def kind_at(lower: Sequence[str], at: int) -> str:
    """The kind of the body whose type is named from here on, empty for none.

    >>> kind_at(["smp", "dinas", "pendidikan"], 1), kind_at(["smp", "dinas", "perikanan"], 1)
    ('dinas', '')
    """
    node, kind = lexicon().trie.get(lower[at]) if at < len(lower) else None, ""
    while node is not None:
        body = node.get("", {}).get(Role.TYPE)
        kind = lexicon().families[body.value].kind if body is not None else kind
        at += 1
        node = node.get(lower[at]) if at < len(lower) else None
    return kind


def _is_slot(said: dict[Role, Symbol], following: Sequence[str]) -> bool:
    """Whether a phrase with these meanings is a slot; a numbering only before its number."""
    if Role.NUMBERING in said and not (following and number(following[0]) is not None):
        said = {role: symbol for role, symbol in said.items() if role not in (Role.NUMBERING, Role.TYPE)}
    if not _STRUCTURE.isdisjoint(said):
        return True
    body = said.get(Role.TYPE)
    return body is not None and bool(lexicon().families[body.value].kind)
