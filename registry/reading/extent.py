"""How far a name may go: where it must end, and where it may have ended before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from registry.naming.lexicon import SILENT, Role, lexicon
from registry.naming.numbers import number
from registry.naming.places import place_names
from registry.reading.words import Word, rules

MAX_WORDS = 18
"""No name goes on longer than this in running text."""
MAX_BRACKET = 6
_LINKS = frozenset(("dan", "serta", "atau"))
_STRUCTURE = frozenset((Role.MARKER, Role.LEVEL, Role.SUBJECT, Role.STATUS, Role.TYPE, Role.BRANCH))


class Extent:
    """The words from a head on, up to where the name must have ended."""

    def __init__(self, words: Sequence[Word], lower: list[str], at: int, size: int, mixed: bool) -> None:
        self.words = words
        self.lower = lower
        self.at = at
        self.size = size
        self.mixed = mixed
        self.last = self._last()

    def quote(self, last: int) -> str:
        """The words as written, up to and with ``last``."""
        return " ".join(word.text for word in self.words[self.at : last + 1])

    def ends(self) -> Iterator[int]:
        """The words with which the name may end, the longest first; no place and no number is ever cut
        off.
        """
        floor = self._floor()
        for last in range(self.last, floor - 1, -1):
            if self.lower[last] not in SILENT:
                yield last

    def is_clear(self) -> bool:
        """Whether the text itself shows a name: in mixed case, by capital letters."""
        return not self.mixed or not self.words[self.at].text.islower()

    def _floor(self) -> int:
        """The first word with which the name may end: the head, and all places and numbers belong to it."""
        places, trie = place_names(), lexicon().trie
        floor = position = self.at + self.size - 1
        while position < self.last:
            position += 1
            size, _ = places.longest(self.lower[position : self.last + 1], 0)
            if size:
                position += size - 1
                floor = position
            elif (
                number(self.lower[position]) is not None
                or _STRUCTURE & trie.get(self.lower[position], {}).get("", {}).keys()
            ):
                floor = position
        return floor

    def _last(self) -> int:
        """The word behind which the name cannot go on."""
        position = self.at
        limit = min(self.at + MAX_WORDS, len(self.words)) - 1
        while position < limit:
            gap = self.words[position].gap
            after = position + 1
            if gap == "(":
                closing = self._bracket(after)
                if not closing:
                    break
                if self.words[closing].gap != ")" or closing >= limit or not self._belongs(closing + 1):
                    return closing
                position = closing + 1
                continue
            if gap == "&" and (self._begins(after) or not self._belongs(after)):
                break
            if gap and gap != "&" and not (gap in (",", "-") and self._goes_on(after)):
                break
            if position >= self.at + self.size - 1 and not self._belongs(after):
                break
            position = after
        while position > self.at and self.lower[position] in SILENT:
            position -= 1
        return position

    def _bracket(self, inside: int) -> int:
        """The last word of a bracket that says the name again in short, 0 when it says something else."""
        for position in range(inside, min(inside + MAX_BRACKET, len(self.words))):
            if self.words[position].gap[:1] == ")":
                short = position == inside and self.words[inside].text.isupper()
                return position if short or head(self.lower, self.words, inside) else 0
        return 0

    def _goes_on(self, after: int) -> bool:
        """Whether a name goes on behind a comma or a dash: with a place, its level, or a department."""
        word = self.lower[after]
        symbols = lexicon().trie.get(word, {}).get("", {})
        if Role.MARKER in symbols or Role.SUFFIX in symbols:
            return True
        if self.words[self.at].lower in ("direktorat", "ditjen", "kementerian"):
            return not self.words[after].text.islower()
        return place_names().longest(self.lower, after)[0] > 0 and not self.words[after].text.islower()

    def _belongs(self, position: int) -> bool:
        """Whether the word can be part of the name."""
        word = self.words[position]
        if word.lower in rules()["stops"]:
            return False
        if word.lower == "di" and word.lower + self._lower_at(position + 1) in lexicon().nicknames:
            return True
        if word.lower in _LINKS:
            after = position + 1
            return (
                after < len(self.words) and not word.gap and self._belongs(after) and not self._begins(after)
            )
        if self.mixed and word.text.islower() and not word.text.isdigit():
            return word.lower in lexicon().known or bool(place_names().codes(word.lower))
        return True

    def _lower_at(self, position: int) -> str:
        return self.lower[position] if position < len(self.lower) else ""

    def _begins(self, position: int) -> bool:
        """Whether another body's name begins here ("… dan PGRI Garut")."""
        size = head(self.lower, self.words, position)
        return bool(size) and not self.words[position].text.islower()


def may_begin(word: str) -> bool:
    """Whether any head begins with this word (in lower case)."""
    return word in _heads()


def head(lower: Sequence[str], words: Sequence[Word], at: int) -> int:
    """How many words from here on say what sort of body follows; 0 when none does."""
    node = _heads().get(lower[at])
    size = step = 0
    while node is not None:
        step += 1
        if "" in node:
            size = step
        if at + step >= len(lower) or words[at + step - 1].gap:
            break
        node = node.get(lower[at + step])
    return size


@lru_cache(maxsize=1)
def _heads() -> dict[str, Any]:
    """The phrases with which a body's name can begin, as a trie over words as they stand in a text."""
    trie: dict[str, Any] = {}
    lex = lexicon()

    def walk(node: dict[str, Any], path: list[str]) -> None:
        for word, child in node.items():
            if not word:
                continue
            symbols = child.get("", {})
            if Role.TYPE in symbols or Role.LEVEL in symbols:
                _plant(trie, [*path, word])
            walk(child, [*path, word])

    walk(lex.trie, [])
    for short, longs in lex.long.items():
        for _, long in longs:
            symbols = lex.trie.get(long[0], {}).get("", {})
            if len(long) > 1 and (Role.LEVEL in symbols or Role.TYPE in symbols):
                _plant(trie, [short])
    return trie


def _plant(trie: dict[str, Any], path: Sequence[str]) -> None:
    node = trie
    for word in path:
        node = node.setdefault(word, {})
    node[""] = True
