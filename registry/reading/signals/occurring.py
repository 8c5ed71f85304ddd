"""Which signals can be on a page at all, by the words that occur there: the others are not searched for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Needs = tuple[frozenset[bytes], ...]
"""What one pattern cannot do without: a word of each set."""


class Occurring:
    """Signals by the words their patterns need.

    >>> index = Occurring({"N01": [(frozenset({b"share", b"bagikan"}), frozenset({b"grup"}))], "N08": [()]})
    >>> sorted(index.codes(frozenset({b"share", b"ke", b"grup"}))), sorted(index.codes(frozenset({b"grup"})))
    (['N01', 'N08'], ['N08'])
    """

    def __init__(self, needs: Mapping[str, Iterable[Needs]]) -> None:
        numbers: dict[frozenset[bytes], int] = {}
        self._always: set[str] = set()
        self._by_rarest: dict[int, list[tuple[frozenset[int], str]]] = {}
        for code, patterns in needs.items():
            for pattern in dict.fromkeys(patterns):
                if not pattern:
                    self._always.add(code)
                    continue
                needed = frozenset(numbers.setdefault(one, len(numbers)) for one in pattern)
                rarest = numbers[min(pattern, key=len)]
                self._by_rarest.setdefault(rarest, []).append((needed, code))
        self._sets_of: dict[bytes, list[int]] = {}
        for words, number in numbers.items():
            for word in words:
                self._sets_of.setdefault(word, []).append(number)

    def codes(self, words: frozenset[bytes]) -> set[str]:
        """The signals of which every word of some pattern is among ``words``."""
        met: set[int] = set()
        for word in words & self._sets_of.keys():
            met.update(self._sets_of[word])
        found = set(self._always)
        for number in met & self._by_rarest.keys():
            for needed, code in self._by_rarest[number]:
                if code not in found and needed <= met:
                    found.add(code)
        return found
