"""Which patterns can be found on a page at all, by the words that occur there: no other is searched for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Needs = tuple[frozenset[bytes], ...]
"""What one pattern cannot do without: a word of each set."""


class Occurring(Generic[Name]):
    """Names (of signals, of stances) by the words their patterns need.

    >>> index = Occurring({"N01": [(frozenset({b"share", b"bagikan"}), frozenset({b"grup"}))], "N08": [()]})
    >>> sorted(index.names(frozenset({b"share", b"ke", b"grup"}))), sorted(index.names(frozenset({b"grup"})))
    (['N01', 'N08'], ['N08'])
    """

    def __init__(self, needs: Mapping[Name, Iterable[Needs]]) -> None:
        numbers: dict[frozenset[bytes], int] = {}
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
        self._sets_of: dict[bytes, list[int]] = {}
        for words, number in numbers.items():
            for word in words:
                self._sets_of.setdefault(word, []).append(number)

    def names(self, words: frozenset[bytes]) -> set[Name]:
        """The names of which every word of some pattern is among ``words``."""
        met: set[int] = set()
        for word in words & self._sets_of.keys():
            met.update(self._sets_of[word])
        found = set(self._always)
        for number in met & self._by_rarest.keys():
            for needed, name in self._by_rarest[number]:
                if name not in found and needed <= met:
                    found.add(name)
        return found
