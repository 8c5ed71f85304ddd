"""Many patterns, all looked for in one pass over a text: which of them it holds, not where."""

from __future__ import annotations

from collections.abc import Iterable

import re2

MEMORY = 16 << 20
"""Bytes that the states of one set may take; pages need some hundred thousand. A full set starts anew."""


class PatternSet:
    """Linear in the text, however many patterns there are.

    Made for lists of words and phrases. Patterns with long gaps have so many states that every new text
    brings new ones: those are better searched for one by one.

    >>> PatternSet([rb"\\bwebinar\\b", rb"\\bgratis\\b", rb"\\bjp\\b"]).held(b"webinar 2 jp")
    [0, 2]
    """

    def __init__(self, patterns: Iterable[bytes]) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.max_mem = MEMORY
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns:
            self._set.Add(pattern)
        self._set.Compile()

    def held(self, body: bytes) -> list[int]:
        """The numbers of the patterns that match somewhere, in their order."""
        return sorted(self._set.Match(body) or ())
