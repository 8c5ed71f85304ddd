"""Which patterns can be found on a page at all, by the words that occur there: no other is searched for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Said = tuple[bytes, ...]
"""The words of one way to say something."""
Needs = tuple[frozenset[Said], ...]
"""What one pattern cannot do without: of each set, one way to say it."""


class Occurring(Generic[Name]):
    """Names (of signals, of stances) by the words their patterns need.

    >>> to_share = frozenset({(b"share",), (b"wa", b"blast")})
    >>> index = Occurring({"N01": [(to_share, frozenset({(b"grup",)}))], "N08": [()]})
    >>> sorted(index.names(frozenset({b"share", b"ke", b"grup"})))
    ['N01', 'N08']
    >>> sorted(index.names(frozenset({b"wa", b"grup"})))
    ['N08']
    """

    def __init__(self, needs: Mapping[Name, Iterable[Needs]]) -> None:
        numbers: dict[frozenset[Said], int] = {}
        self._always: set[Name] = set()
        self._by_rarest: dict[int, list[tuple[frozenset[int], Name]]] = {}
        for name, patterns in needs.items():
            for pattern in dict.fromkeys(patterns):
                if not pattern:
                    self._always.add(name)
                    continue
                needed = frozenset(numbers.setdefault(one, len(numbers)) for one in pattern)
                rarest = numbers[min(pattern, key=len)]
                self._by_rarest.setdefault(rarest, []).append((needed, name))
        self._by_word: dict[bytes, list[int]] = {}
        self._by_phrase: dict[bytes, list[tuple[frozenset[bytes], int]]] = {}
        for ways, number in numbers.items():
            for said in ways:
                if len(said) == 1:
                    self._by_word.setdefault(said[0], []).append(number)
                else:
                    self._by_phrase.setdefault(max(said, key=len), []).append((frozenset(said), number))
        self._words, self._phrase_words = frozenset(self._by_word), frozenset(self._by_phrase)
        self._rarest = frozenset(self._by_rarest)

    def names(self, words: frozenset[bytes]) -> set[Name]:
        """The names of which everything that some pattern needs is said with ``words``."""
        there: set[int] = set()
        for word in self._words & words:
            there.update(self._by_word[word])
        for word in self._phrase_words & words:
            there.update(number for said, number in self._by_phrase[word] if said <= words)
        found = set(self._always)
        for number in self._rarest & there:
            for needed, name in self._by_rarest[number]:
                if name not in found and needed <= there:
                    found.add(name)
        return found
