"""The small pattern language of the signal files, turned into linear-time patterns (RE2) for folded text.

A pattern is a row of items: a word, ``{name}`` from the vocabulary, ``a|b`` either of them, ``word?`` that
may be missing, ``two_words`` as one item, ``word*`` with any ending, ``#`` a number, ``..`` up to two words,
``...`` up to four,
``....`` up to eight. Items are parted by anything but letters and digits; a pattern never crosses
a line or a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import re2

from registry.reading.signals.occurring import Needs, Said

_BETWEEN = r"[^a-z0-9\n?]+"
_WORD = r"[a-z0-9][a-z0-9'@-]*"
_GAPS = {"..": 2, "...": 4, "....": 8}
_ALNUM = re.compile(r"[a-z0-9]+")
_NUMBER = r"\d{1,4}"
_MEMORY = 64 << 20


def compile_patterns(patterns: Sequence[str], words: Mapping[str, Sequence[str]]) -> Any:
    """One pattern that finds any of ``patterns`` in folded text (``bytes``).

    Raises:
        ValueError: a pattern names an unknown word list; the message says which.
    """
    options = re2.Options()
    options.max_mem = _MEMORY
    source = "|".join(f"(?:{translate(pattern, words)})" for pattern in patterns)
    return re2.compile(rf"\b(?:{source})\b".encode(), options)


def translate(pattern: str, words: Mapping[str, Sequence[str]]) -> str:
    """One pattern as RE2 source."""
    source = ""
    pending = ""  # what stands between the last item and the next
    for item in pattern.split():
        if item in _GAPS:
            pending = rf"{_BETWEEN}(?:{_WORD}{_BETWEEN}){{0,{_GAPS[item]}}}"
        elif item.endswith("?"):
            before = pending or (_BETWEEN if source else "")
            source += rf"(?:{before}{_item(item[:-1], words)})?"
        else:
            source += (pending or (_BETWEEN if source else "")) + _item(item, words)
            pending = ""
    return source


def needs(pattern: str, words: Mapping[str, Sequence[str]]) -> Needs:
    """What must occur on a page for the pattern to be found: of each set, all words of one of its members.

    >>> needs("share ... {to} # grup|wa_group wajib?", {"to": ["ke", "kepada"]}) == (
    ...     frozenset({(b"share",)}),
    ...     frozenset({(b"ke",), (b"kepada",)}),
    ...     frozenset({(b"grup",), (b"wa", b"group")}),
    ... )
    True
    """
    items = (item for item in pattern.split() if item not in _GAPS and not item.endswith("?"))
    sets = (frozenset(_telling(part, words) for part in _split(item)) for item in items)
    return tuple(frozenset(it for inner in found for it in inner) for found in sets if all(found))


def _telling(part: str, words: Mapping[str, Sequence[str]]) -> frozenset[Said]:
    """The words of each way to say a part; empty when any of them has no fixed word."""
    if part.startswith("{"):
        ways = [_telling(word, words) for word in words[part.strip("{}")]]
        return frozenset(it for way in ways for it in way) if all(ways) else frozenset()
    fixed = _ALNUM.findall(part)
    if part.startswith("#") or part.endswith("*") or not fixed:
        return frozenset()
    return frozenset((tuple(word.encode() for word in fixed),))


def _item(item: str, words: Mapping[str, Sequence[str]]) -> str:
    return "(?:" + "|".join(_either(part, words) for part in _split(item)) + ")"


def _split(item: str) -> Iterable[str]:
    return item.split("|")


def _either(part: str, words: Mapping[str, Sequence[str]]) -> str:
    if part.startswith("{"):
        name = part.strip("{}")
        if name not in words:
            raise ValueError(f"unknown word list {{{name}}}; known: {', '.join(sorted(words))}")
        return "|".join(_either(word, words) for word in sorted(words[name], key=len, reverse=True))
    if part.startswith("#"):
        return _NUMBER + str(re2.escape(part[1:]))
    if part.endswith("*"):
        return str(re2.escape(part[:-1])) + "[a-z0-9'._-]*"
    return r"[^a-z0-9\n]+".join(re2.escape(word) for word in part.replace("_", " ").split())
