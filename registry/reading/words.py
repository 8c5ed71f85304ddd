"""Where a name may begin and end in running text: words with their places, and the breaks between them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# One class, no repetition of alternatives: linear.
_WORD = re.compile(r"[^\W_]+(?:['`’][^\W_]+)*")

READ_LIMIT = 20_000
"""Characters in which mentions are looked for; the rest of a longer text is not."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, in lower case, where it stands, and whether a name may go on behind it.

    ``gap``: what parts it from the next word: ``""`` nothing that matters, ``,`` a comma, ``&``, ``(``,
    ``)``, ``-`` a dash with blanks around it, ``.`` an end (full stop, line, sign, end of text).
    """

    text: str
    lower: str
    start: int
    end: int
    gap: str


@lru_cache(maxsize=1)
def rules() -> dict[str, frozenset[str]]:
    """The lists of ``spans.toml``."""
    text = files("registry.data").joinpath("names", "spans.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def split(text: str) -> list[Word]:
    """The words of a text, in order."""
    found = list(_WORD.finditer(text, 0, READ_LIMIT))
    words = []
    for i, match in enumerate(found):
        follows = found[i + 1].start() if i + 1 < len(found) else None
        lower = match.group().lower()
        gap = _gap(text[match.end() : follows] if follows is not None else ".", lower)
        words.append(Word(match.group(), lower, match.start(), match.end(), gap))
    return words


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
    return bare[0] if bare in (",", "(", ")") or bare in ("),", ").") else "."
