"""How far a name may go: where it must end, and where it may have ended before."""

from __future__ import annotations

import re

from registry.naming.lexicon import SILENT, Role
from registry.naming.numbers import number
from registry.naming.parse import parse
from registry.naming.places import place_names
from registry.reading.alone import LINKS, may_end_place
from registry.reading.belonging import Belonging, kind_at, slot_size
from registry.reading.first_words import near_head
from registry.reading.heads import head, symbols
from registry.reading.spans import rules
from registry.reading.telling import MAX_WORD
from registry.reading.words import Words

MAX_WORDS = 18
"""No name goes on longer than this in running text."""
MAX_BRACKET = 6
MAX_BEFORE = 7
_GOVERNMENTS = frozenset(("pemerintah", "pemkab", "pemkot", "pemprov"))
"""What begins the line of a letterhead above that of an office: its region is the office's."""
_NO_SCHOOL = frozenset(("dinas", "working_group"))
"""Kinds of bodies after which no school is named, as some are after PGRI."""
_YEAR = re.compile(r"20[0-4]\d")
_BEHIND = LINKS | {"nomor", "no"}
_WITH_SCHOOL = frozenset(("kombel", "komunitas"))
_WITH_COMMAS = frozenset(("direktorat", "ditjen", "kementerian"))
"""Bodies whose names hold commas: Direktorat Jenderal Guru, Tenaga Kependidikan, dan Pendidikan Guru."""


class Extent:
    """The words from a head on, up to where the name must have ended.

    ``at`` and ``size``: where the head is and how many words it has. ``last``: the word behind which the name
    cannot go on. ``floor``: the first word with which it may end. ``certain``: capitals show that it is a
    name. ``soft``: as in :class:`Belonging`. ``stopped``: the word that ended it.
    """

    def __init__(self, words: Words, at: int, size: int, *, mixed: bool, soft: bool = False) -> None:
        self._words = words
        self.at = at
        self.size = size
        self._capitals = mixed and has_capitals(words, at, size)
        self._belonging = Belonging(words, capitals=self._capitals, soft=soft)
        self.certain = self._capitals or not mixed
        self.stopped = ""
        self.last = self._last()
        self.floor = self._floor()

    @property
    def told(self) -> bool:
        """Whether a place, a number or another slot behind the head tells where the name may end."""
        return self.floor >= self.at + self.size

    def quote(self, last: int) -> str:
        """The words as written, up to and with ``last``."""
        return self._words.between(self.at, last)

    def ends(self) -> list[int]:
        """The words with which the name may end, the longest first; no place and no number is cut off."""
        return [last for last in range(self.last, self.floor - 1, -1) if self._may_end(last)]

    def _may_end(self, position: int) -> bool:
        word = self._words.lower[position]
        if position in (self.at, self.floor):
            return True
        return word not in SILENT and Role.MARKER not in symbols(word)

    def places_before(self, since: int) -> str:
        """The places right before the name, from the word ``since`` on, as written ("Kab. Garut: MGMP ...");
        empty when there are none.
        """
        words, found = self._words, ""
        if self.at <= since or not may_end_place(words.lower[self.at - 1]):
            return found
        for start in range(self.at - 1, max(since - 1, self.at - 1 - MAX_BEFORE), -1):
            if words.lower[start] in SILENT or (words.gap(start) == "." and not words.is_colon(start)):
                break
            before = words.between(start, self.at - 1)
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
        words, position, placed = self._words, self.at, False
        limit = min(self.at + MAX_WORDS, len(words)) - 1
        while position < limit:
            gap, after = words.gap(position), position + 1
            if self._is_over(position) or self._is_day(after):
                break
            if gap == "(":
                closing = self._bracket(after)
                if not closing:
                    break
                behind = words.gap(closing)[1:]
                goes_on = self._goes_on(behind, closing + 1) if behind else words.gap(closing) == ")"
                if closing >= limit or not goes_on or not self._belonging.belongs(closing + 1):
                    return closing
                after = closing + 1
            elif gap and not self._goes_on(gap, after):
                if not self._on_next_line(position, placed=placed):
                    break
                placed = placed and words.lower[self.at] not in _GOVERNMENTS  # the office's name begins
            if position >= self.at + self.size - 1:
                if placed and words.lower[after] in _BEHIND:
                    break  # a name that has said its region does not go on with "dan" or a letter's number
                placed = placed or self._belonging.is_marked(after)
                if phrase := self._belonging.phrase(after):
                    after = min(limit, after + phrase - 1)
                elif not self._belonging.belongs(after):
                    self.stopped = words.lower[after]
                    break
            position = after
        while position > self.at and words.lower[position] in SILENT:
            position -= 1
        return position

    def _is_over(self, position: int) -> bool:
        """Whether the sentence ends here: behind a level or subject with a full stop ("MGMP IPA SMP. Guru",
        but not "TK. Pertiwi"), or where a level is followed by another body ("pengawas SMP Dinas ...").
        """
        words = self._words
        said = symbols(words.lower[position])
        if position >= self.at + self.size:
            return words.is_full_stop(position) and not {Role.LEVEL, Role.SUBJECT}.isdisjoint(said)
        if kind_at(words.lower, position + 1) not in _NO_SCHOOL:
            return False
        return words.is_full_stop(position) or (Role.LEVEL in said and Role.TYPE not in said)

    def _is_day(self, at: int) -> bool:
        """Whether a date begins here: "Dinas Pendidikan Kota Bandung 5 Desember 2026", "PGRI Siak 2026",
        "jenjang SD 9-13 Februari".
        """
        lower = self._words.lower
        if _YEAR.fullmatch(lower[at]):
            return True
        if not lower[at].isdigit():
            return False
        behind = at + 2 if at + 1 < len(lower) and lower[at + 1].isdigit() else at + 1
        return behind < len(lower) and lower[behind] in rules()["soft"]

    def _on_next_line(self, position: int, *, placed: bool) -> bool:
        """Whether the next line goes on with the region of the name ("MGMP IPA SMP", "KABUPATEN SIAK") or,
        as in letterheads, with the office of the government ("PEMERINTAH KOTA BANDUNG", "DINAS PENDIDIKAN").
        """
        words = self._words
        if position < self.at + self.size - 1 or not words.is_line_end(position):
            return False
        if not words.is_line_start(self.at):
            return False
        if words.lower[self.at] in _GOVERNMENTS:
            return kind_at(words.lower, position + 1) == "dinas"
        return not placed and self._belonging.is_marked(position + 2)

    def _bracket(self, inside: int) -> int:
        """The last word of a bracket that says the name again in short, 0 when it says something else."""
        words = self._words
        for position in range(inside, min(inside + MAX_BRACKET, len(words))):
            if words.gap(position)[:1] == ")":
                short = position == inside and words.written[inside].isupper()
                return position if short or head(words, inside) else 0
        return 0

    def _goes_on(self, gap: str, after: int) -> bool:
        """Whether a name goes on behind a comma or a dash: with a place, its level, a department, the school
        of a community; always behind a bare type and a dash ("Kombel - SDN 1 Ciawi").
        """
        words, belonging = self._words, self._belonging
        if gap == "&":
            return not belonging.begins(after) and belonging.belongs(after)
        if gap not in (",", "-"):
            return False
        if words.lower[after] in LINKS and after + 1 < len(words) and not words.gap(after):
            return Role.SUFFIX in symbols(words.lower[after + 1])  # "Pemuda, dan Olahraga"
        if {Role.MARKER, Role.SUFFIX} & symbols(words.lower[after]).keys():
            return True
        if gap == "-" and after == self.at + self.size:
            return belonging.belongs(after)
        first = words.lower[self.at][:MAX_WORD]
        if gap == "-" and (near_head(first) or first) in _WITH_SCHOOL and head(words, after):
            return True
        if first in _WITH_COMMAS and not belonging.begins(after):
            return words.lower[after] in LINKS or not words.is_small(after)
        small = self._capitals and words.is_small(after)
        return not small and place_names().longest(words.lower, after)[0] > 0


def has_capitals(words: Words, at: int, size: int) -> bool:
    """Whether a name is written with capitals, that of a community also behind its first words ("komunitas
    GCE Banten"). Another one that begins in small letters goes on in them.
    """
    after = at + size
    if not words.is_small(at):
        return True
    if after >= len(words) or words.gap(after - 1) or not words.written[after][0].isupper():
        return False
    return kind_at(words.lower, at) == "community"


def stopped_softly(extent: Extent) -> bool:
    """Whether the name ended with a word that also stands in names: "komunitas tumbuh bersama"."""
    return extent.stopped in rules()["capital_goes_on"] or extent.stopped in rules()["soft"]
