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
        self._patterns = tuple(
            (
                code,
                tuple(
                    {
                        frozenset(numbers.setdefault(one, len(numbers)) for one in pattern)
                        for pattern in patterns
                    }
                ),
            )
            for code, patterns in needs.items()
        )
        self._sets_of: dict[bytes, list[int]] = {}
        for words, number in numbers.items():
            for word in words:
                self._sets_of.setdefault(word, []).append(number)

    def codes(self, words: frozenset[bytes]) -> set[str]:
        """The signals of which every word of some pattern is among ``words``."""
        met: set[int] = set()
        for word in words & self._sets_of.keys():
            met.update(self._sets_of[word])
        return {code for code, patterns in self._patterns if any(needed <= met for needed in patterns)}
