"""How far a name may go: where it must end, and where it may have ended before."""

from __future__ import annotations

from collections.abc import Sequence

from registry.naming.lexicon import SILENT, Role, Symbol, lexicon
from registry.naming.numbers import number
from registry.naming.parse import parse
from registry.naming.places import place_names
from registry.reading.heads import head, symbols
from registry.reading.words import Words, rules

MAX_WORDS = 18
"""No name goes on longer than this in running text."""
MAX_BRACKET = 6
MAX_BEFORE, MAX_PHRASE = 7, 8
_LINKS = frozenset(("dan", "serta", "atau"))
_WITH_SCHOOL = frozenset(("kombel", "komunitas"))
_WITH_COMMAS = frozenset(("direktorat", "ditjen", "kementerian"))
"""Bodies whose names hold commas: Direktorat Jenderal Guru, Tenaga Kependidikan, dan Pendidikan Guru."""
_UNMISTAKABLE = frozenset(("dinas", "profession", "working_group"))
_STRUCTURE = frozenset(
    (Role.MARKER, Role.LEVEL, Role.SUBJECT, Role.STATUS, Role.BRANCH, Role.NUMBERING, Role.SUFFIX)
)
"""Words with these roles belong to a name wherever they stand in it."""


class Extent:
    """The words from a head on, up to where the name must have ended.

    ``at`` and ``size``: where the head is and how many words it has. ``last``: the word behind which the name
    cannot go on. ``floor``: the first word with which it may end. ``certain``: capitals show that it is a
    name.
    """

    def __init__(self, words: Words, at: int, size: int, *, mixed: bool) -> None:
        self._words = words
        self.at = at
        self.size = size
        self._capitals = mixed and not words.is_small(at)  # a name begun in small letters goes on in them
        self.certain = self._capitals or not mixed
        self.last = self._last()
        self.floor = self._floor()

    @property
    def told(self) -> bool:
        """Whether a place, a number or another slot behind the head tells where the name may end."""
        return self.floor >= self.at + self.size

    def quote(self, last: int) -> str:
        """The words as written, up to and with ``last``."""
        return " ".join(self._words.text(position) for position in range(self.at, last + 1))

    def ends(self) -> list[int]:
        """The words with which the name may end, the longest first; no place and no number is cut off."""
        return [last for last in range(self.last, self.floor - 1, -1) if self._may_end(last)]

    def _may_end(self, position: int) -> bool:
        word = self._words.lower[position]
        if position in (self.at, self.floor):
            return True
        return word not in SILENT and Role.MARKER not in symbols(word)

    def places_before(self) -> str:
        """The places right before the name, as written ("Kab. Garut: MGMP ..."), empty when there are
        none.
        """
        words, found = self._words, ""
        for start in range(self.at - 1, max(-1, self.at - 1 - MAX_BEFORE), -1):
            if words.gap(start) == "." and not words.is_colon(start):
                break
            before = " ".join(words.text(position) for position in range(start, self.at))
            items = parse(before).items
            if items and not any(isinstance(item, str) for item in items):
                found = before
        return found

    def _floor(self) -> int:
        """The first word with which the name may end: the head, and all places and numbers belong to it."""
        places, lower = place_names(), self._words.lower[: self.last + 1]
        floor = position = self.at + self.size - 1
        while position < self.last:
            position += 1
            size = places.longest(lower, position)[0] or slot_size(lower, position)
            if size == 1 and Role.MARKER in symbols(lower[position]):
                continue  # a marker says nothing without its place
            if size:
                position += size - 1
                floor = position
            elif number(lower[position]) is not None:
                floor = position
        return floor

    def _last(self) -> int:
        """The word behind which the name cannot go on."""
        words, position = self._words, self.at
        limit = min(self.at + MAX_WORDS, len(words)) - 1
        while position < limit:
            gap, after = words.gap(position), position + 1
            if gap == "(":
                closing = self._bracket(after)
                if not closing:
                    break
                behind = words.gap(closing)[1:]
                goes_on = self._goes_on(behind, closing + 1) if behind else words.gap(closing) == ")"
                if closing >= limit or not goes_on or not self._belongs(closing + 1):
                    return closing
                after = closing + 1
            elif gap and not self._goes_on(gap, after):
                break
            if position >= self.at + self.size - 1:
                if phrase := self._phrase_size(after):
                    after = min(limit, after + phrase - 1)
                elif not self._belongs(after):
                    break
            position = after
        while position > self.at and words.lower[position] in SILENT:
            position -= 1
        return position

    def _phrase_size(self, start: int) -> int:
        """How many words from here on are one slot of several words ("bimbingan dan konseling"), else 0."""
        size = slot_size(self._words.lower[start : start + MAX_PHRASE], 0)
        whole = size > 1 and not any(self._words.gap(start + step) for step in range(size - 1))
        return size if whole else 0

    def _bracket(self, inside: int) -> int:
        """The last word of a bracket that says the name again in short, 0 when it says something else."""
        words = self._words
        for position in range(inside, min(inside + MAX_BRACKET, len(words))):
            if words.gap(position)[:1] == ")":
                short = position == inside and words.text(inside).isupper()
                return position if short or head(words, inside) else 0
        return 0

    def _goes_on(self, gap: str, after: int) -> bool:
        """Whether a name goes on behind a comma or a dash: with a place, its level, a department, the school
        of a community; always behind a bare type and a dash ("Kombel - SDN 1 Ciawi").
        """
        if gap == "&":
            return not self._begins(after) and self._belongs(after)
        if gap not in (",", "-"):
            return False
        words = self._words
        if {Role.MARKER, Role.SUFFIX} & symbols(words.lower[after]).keys():
            return True
        if gap == "-" and after == self.at + self.size:
            return self._belongs(after)
        first = words.lower[self.at]
        if gap == "-" and first in _WITH_SCHOOL and head(words, after):
            return True
        if first in _WITH_COMMAS and not self._begins(after):
            return words.lower[after] in _LINKS or not words.is_small(after)
        return place_names().longest(words.lower, after)[0] > 0 and not words.is_small(after)

    def _belongs(self, position: int) -> bool:
        """Whether the word can be part of the name."""
        words = self._words
        word = words.lower[position]
        if word in rules()["stops"]:
            if word == "di":
                return word + words.lower[min(position + 1, len(words) - 1)] in lexicon().nicknames
            if not (self._capitals and word in rules()["capital_goes_on"] and not words.is_small(position)):
                return False
        if word in _LINKS:
            return self._linked(position + 1) and not words.gap(position)
        if words.in_address(position):
            return False
        if self._capitals and words.is_small(position):
            if word in rules()["small_inside"] and not words.gap(position) and position + 1 < len(words):
                return not words.is_small(position + 1)
            return bool(slot_size(words.lower, position)) or bool(place_names().codes(word))
        return True

    def _linked(self, after: int) -> bool:
        """Whether the name goes on behind "dan": not with another body ("… dan PGRI Garut", "… dan pengurus
        MGMP") and not with another region.
        """
        words = self._words
        if after >= len(words) or not self._belongs(after):
            return False
        if Role.MARKER in symbols(words.lower[after]) or Role.FILLER in symbols(words.lower[after]):
            return False
        return not self._begins(after) and not (after + 1 < len(words) and self._begins(after + 1))

    def _begins(self, position: int) -> bool:
        """Whether another body's name begins here; in small letters only when the word is no ordinary one."""
        if not head(self._words, position):
            return False
        if not self._words.is_small(position):
            return True
        body = symbols(self._words.lower[position]).get(Role.TYPE)
        return body is not None and lexicon().families[body.value].kind in _UNMISTAKABLE


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


def _is_slot(said: dict[Role, Symbol], following: Sequence[str]) -> bool:
    """Whether a phrase with these meanings is a slot; a numbering only before its number."""
    if Role.NUMBERING in said and not (following and number(following[0]) is not None):
        said = {role: symbol for role, symbol in said.items() if role not in (Role.NUMBERING, Role.TYPE)}
    if not _STRUCTURE.isdisjoint(said):
        return True
    body = said.get(Role.TYPE)
    return body is not None and bool(lexicon().families[body.value].kind)
