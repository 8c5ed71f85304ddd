"""Running text as words with their places and the breaks between them; what is not asked for is not worked
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np

from registry.naming.lexicon import lexicon
from registry.reading.first_words import phrase_words
from registry.reading.spans import rules
from registry.reading.telling import Telling

# One class, no repetition of alternatives: linear. Most texts have no apostrophes: cheaper.
_WORD = re.compile(r"([^\W_]+(?:['`’][^\W_]+)*)")
_BARE_WORD = re.compile(r"([^\W_]+)")
_IN_WORDS = bytes(byte < 128 and chr(byte).isalnum() for byte in range(256))
_WORDS_ONLY = bytes(byte if _IN_WORDS[byte] else 32 for byte in range(256))
_APOSTROPHES = "'`’"
_LOST_BLANK = re.compile(r"[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z]{2})")
MIN_HUNG_ON = 3
"""Letters that must follow a head that is written together with the next word."""
_TIED = frozenset("./@:_-")
MAX_ADDRESS = 80
"""Characters looked at on each side of a word to see whether it is part of an address."""

READ_LIMIT = 20_000
"""Characters in which mentions are looked for; the rest of a longer text is not."""


class Words:
    """The words of a text (``original``), by number: ``written`` as they are, ``lower`` in small letters.

    ``distinct``: every word once, as it is written.
    """

    def __init__(self, text: str) -> None:
        self.original = text
        read = text[:READ_LIMIT]
        self.written, self._bounds = _words_of(read)
        self.distinct = frozenset(self.written)
        if joined := _lost_blanks().among(self.distinct):
            self._bounds = list(_parted(self.written, self._bounds, joined))
            self.written = [
                read[start:end] for start, end in zip(self._bounds[::2], self._bounds[1::2], strict=True)
            ]
            self.distinct = frozenset(self.written)
        self.lower = " ".join(self.written).lower().split(" ") if self.written else []
        self._gaps: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.written)

    def start(self, at: int) -> int:
        """Where a word begins in the text."""
        return self._bounds[2 * at]

    def end(self, at: int) -> int:
        """Where a word ends in the text."""
        return self._bounds[2 * at + 1]

    def _behind(self, at: int) -> str:
        """What stands between a word and the next one."""
        last = 2 * at + 2 == len(self._bounds)
        return self.original[self._bounds[2 * at + 1] : READ_LIMIT if last else self._bounds[2 * at + 2]]

    def between(self, first: int, last: int) -> str:
        """The words from one to another, as they are written, parted by blanks."""
        return " ".join(self.written[first : last + 1])

    def is_full_stop(self, at: int) -> bool:
        """Whether a full stop and a blank part a word from the next one."""
        end = self.end(at)
        return self.original[end : end + 1] == "." and self.original[end + 1 : end + 2].isspace()

    def is_tied(self, at: int) -> bool:
        """Whether nothing but a hyphen parts a word from the next one: "Sitio-tio"."""
        return at >= 0 and self._behind(at) == "-"

    def is_line_start(self, at: int) -> bool:
        """Whether nothing but signs stands before a word on its line."""
        start = self.start(at)
        before = self.original[max(0, start - MAX_ADDRESS) : start]
        return not any(char.isalnum() for char in before.rpartition("\n")[2])

    def is_line_end(self, at: int) -> bool:
        """Whether one line break, and no other sign, parts a word from the next one."""
        if at + 1 >= len(self):
            return False
        return self._behind(at).strip(" \t\r*_~") == "\n"

    def is_small(self, at: int) -> bool:
        """Whether a word is written in small letters only."""
        return self.written[at].islower()

    def mixed(self) -> bool:
        """Whether the text has both capital and small letters, so that capitals mean something."""
        return not self.original.isupper() and not self.original.islower()

    def is_colon(self, at: int) -> bool:
        """Whether a colon parts a word from the next one."""
        end = self.end(at)
        return self.original[end : end + 2].strip() == ":"

    def gap(self, at: int) -> str:
        """What parts a word from the next one.

        ``""`` nothing that matters, ``,`` a comma, ``&``, ``(``, ``)`` also with a comma or dash behind it,
        ``-`` a dash with blanks around it,
        ``.`` an end (full stop, line, sign, end of text).
        """
        if (found := self._gaps.get(at)) is None:
            if at + 1 >= len(self):
                return "."
            found = self._gaps[at] = _gap(self._behind(at), self.lower[at])
        return found

    def in_address(self, at: int) -> bool:
        """Whether a word is part of an address, a handle or a hashtag; there it names nobody.

        >>> words = Words("lihat guru.kemdikbud.go.id Kab.Garut #PGRI")
        >>> [words.lower[at] for at in range(len(words)) if not words.in_address(at)]
        ['lihat', 'kab', 'garut']
        """
        start, end = self.start(at), self.end(at)
        before, after = self.original[start - 1 : start] if start else "", self.original[end : end + 1]
        if before in ("@", "#"):
            return True
        if before not in _TIED and after not in _TIED:
            return False
        low = self.original[max(0, start - MAX_ADDRESS) : start].split()
        high = self.original[start : end + MAX_ADDRESS].split()
        tied = "" if self.original[start - 1 : start].isspace() or not low else low[-1]
        return _is_address((tied + high[0]).lower())


def _words_of(text: str) -> tuple[list[str], list[int]]:
    """The words, and where each begins and ends, in turn."""
    if text.isascii() and not any(sign in text for sign in _APOSTROPHES):
        coded = b" " + text.encode() + b" "
        inside = np.frombuffer(coded.translate(_IN_WORDS), np.bool_)
        return (
            coded.translate(_WORDS_ONLY).decode().split(),
            np.flatnonzero(inside[1:] != inside[:-1]).tolist(),
        )
    pieces = (_WORD if any(sign in text for sign in _APOSTROPHES) else _BARE_WORD).split(text)
    return pieces[1::2], list(accumulate(map(len, pieces[:-1])))


def _parted(written: Sequence[str], bounds: Sequence[int], joined: Mapping[str, int]) -> Iterator[int]:
    """The bounds, with joined words as two that have nothing between them."""
    for at, word in enumerate(written):
        start, end = bounds[2 * at : 2 * at + 2]
        if word in joined:
            lost = start + joined[word]
            yield from (start, lost, lost, end)
        else:
            yield from (start, end)


@lru_cache(maxsize=1)
def _lost_blanks() -> Telling[int]:
    return Telling(_blank_lost)


def _blank_lost(word: str) -> int:
    """Where a blank was lost beside a word that begins names or says a level, else 0.

    >>> _blank_lost("PengurusPGRI"), _blank_lost("SMKKab"), _blank_lost("KOMBELJUARA"), _blank_lost("YouTube")
    (8, 3, 6, 0)
    """
    if not (word.islower() or word.isupper() or word.istitle()):
        for lost in _LOST_BLANK.finditer(word):
            at = lost.end()
            if word[:at].lower() in phrase_words() or word[at:].lower() in phrase_words():
                return at
    if (lower := word.lower()).startswith(_glued()) and lower not in lexicon().known:
        size = max(len(it) for it in _glued() if lower.startswith(it))
        if len(lower) >= size + MIN_HUNG_ON:
            return size
    return 0


@lru_cache(maxsize=1)
def _glued() -> tuple[str, ...]:
    return tuple(rules()["glued"])


def _is_address(chunk: str) -> bool:
    """Whether characters without a blank among them are an address.

    >>> _is_address("https://s.id/x"), _is_address("guru.kemdikbud.go.id"), _is_address("nama@x.id,")
    (True, True, True)
    >>> _is_address("kab.garut"), _is_address("disdik.")
    (False, False)
    """
    if "://" in chunk or "@" in chunk or chunk.startswith("www."):
        return True
    labels = chunk.strip(".,;:)(!?\"'*_").partition("/")[0].split(".")
    return len(labels) > 1 and all(labels) and labels[-1] in rules()["address_ends"]


def _gap(between: str, before: str) -> str:
    """What the characters between two words mean for a name.

    >>> _gap(" ", "dinas"), _gap(". ", "kab"), _gap(". ", "garut"), _gap(" - ", "igi"), _gap("-", "igtki")
    ('', '', '.', '-', '')
    """
    if between == " ":
        return ""
    bare = between.strip(" \t*_~\"'“”‘’`")
    if "\n" in between or "\r" in between:
        return "."
    if not bare:
        return ""
    if bare[0] == "." and (before in rules()["abbreviations"] or between == "."):
        bare = bare[1:].strip()
        if not bare:
            return ""
    if bare in ("&", "+"):
        return "&"
    if bare in ("/", "'", "’"):
        return ""
    if bare in ("-", "–", "—"):
        return "-" if " " in between else ""
    if bare[0] == ")" and bare[1:].strip() in ("", "-", "–", ","):
        return f"){bare[1:].strip()}".replace("–", "-")
    return bare if bare in (",", "(") else "."
