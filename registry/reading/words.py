"""Running text as words with their places and the breaks between them; what is not asked for is not worked
out.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

# One class, no repetition of alternatives: linear.
_WORD = re.compile(r"[^\W_]+(?:['`’][^\W_]+)*")
_TIED = frozenset("./@:_-")
MAX_ADDRESS = 80
"""Characters looked at on each side of a word to see whether it is part of an address."""

READ_LIMIT = 20_000
"""Characters in which mentions are looked for; the rest of a longer text is not."""


@lru_cache(maxsize=1)
def rules() -> dict[str, frozenset[str]]:
    """The lists of ``spans.toml``."""
    text = files("registry.data").joinpath("names", "spans.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


class Words:
    """The words of a text, by number. ``lower`` holds them in small letters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [match.span() for match in _WORD.finditer(text, 0, READ_LIMIT)]
        self.lower = [text[start:end].lower() for start, end in self._spans]
        self._gaps: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._spans)

    def start(self, at: int) -> int:
        """Where a word begins in the text."""
        return self._spans[at][0]

    def end(self, at: int) -> int:
        """Where a word ends in the text."""
        return self._spans[at][1]

    def text(self, at: int) -> str:
        """A word as it is written."""
        start, end = self._spans[at]
        return self._text[start:end]

    def is_small(self, at: int) -> bool:
        """Whether a word is written in small letters only."""
        return self._text[self._spans[at][0]].islower() and self.text(at).islower()

    def mixed(self) -> bool:
        """Whether the text has both capital and small letters, so that capitals mean something."""
        return not self._text.isupper() and not self._text.islower()

    def is_colon(self, at: int) -> bool:
        """Whether a colon parts a word from the next one."""
        end = self._spans[at][1]
        return self._text[end : end + 2].strip() == ":"

    def gap(self, at: int) -> str:
        """What parts a word from the next one.

        ``""`` nothing that matters, ``,`` a comma, ``&``, ``(``, ``)`` also with a comma or dash behind it,
        ``-`` a dash with blanks around it,
        ``.`` an end (full stop, line, sign, end of text).
        """
        if (found := self._gaps.get(at)) is None:
            last = at + 1 >= len(self)
            between = "." if last else self._text[self._spans[at][1] : self._spans[at + 1][0]]
            found = self._gaps[at] = _gap(between, self.lower[at])
        return found

    def in_address(self, at: int) -> bool:
        """Whether a word is part of an address, a handle or a hashtag; there it names nobody.

        >>> words = Words("lihat guru.kemdikbud.go.id Kab.Garut #PGRI")
        >>> [words.lower[at] for at in range(len(words)) if not words.in_address(at)]
        ['lihat', 'kab', 'garut']
        """
        start, end = self._spans[at]
        before, after = self._text[start - 1 : start] if start else "", self._text[end : end + 1]
        if before in ("@", "#"):
            return True
        if before not in _TIED and after not in _TIED:
            return False
        low = self._text[max(0, start - MAX_ADDRESS) : start].split()
        high = self._text[start : end + MAX_ADDRESS].split()
        tied = "" if self._text[start - 1 : start].isspace() or not low else low[-1]
        return _is_address((tied + high[0]).lower())


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
    if bare == "." and (before in rules()["abbreviations"] or between == "."):
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
