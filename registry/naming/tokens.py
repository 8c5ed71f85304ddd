"""The words of a name, ready to be read: joined letters and digits apart, short forms written out.

>>> tokens("SMPN2 Sei.Beremas")
['smp', 'negeri', '2', 'sungai', 'beremas']
>>> tokens("K3S Kec. Cibiru"), tokens("P4TK-SB")
(['k3s', 'kec', 'cibiru'], ['p4tk', 'sb'])
>>> tokens("Sleman, D.I. Yogyskarta")
['sleman', 'yogyskarta']
"""

from __future__ import annotations

import re

from registry.naming.lexicon import SILENT, Lexicon, lexicon
from registry.naming.text import normalize

# Linear: each character is read once, by one of two disjoint classes.
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_ANYWHERE: frozenset[str] = frozenset()
MAX_TOKENS = 64
"""The longest registered name has 24 words; what comes after the 64th is not read."""


def tokens(text: str, lex: Lexicon | None = None, choice: int = 0) -> list[str]:
    """The words of a text that count, short forms written out.

    ``choice``: which meaning a short form with several gets (SDI: SD Inpres or SD Islam), the first by
    default.
    """
    lex = lex or lexicon()
    long = lex.long
    found: list[str] = []
    split = normalize(text).split()[:MAX_TOKENS]
    if "d" in split:
        split = _istimewa(split)
    for position, word in enumerate(split):
        if word in SILENT and word + "".join(split[position + 1 : position + 2]) not in lex.nicknames:
            continue  # "di Bandung" loses its "di", "DI Yogyakarta" does not
        whole = word.isalpha() or word.isdigit() or word in lex.known
        parts = (word,) if whole else _apart(word, lex)
        for part in parts:
            if part in long:
                meanings = [out for where, out in long[part] if where == _ANYWHERE] or [(part,)]
                found.extend(meanings[min(choice, len(meanings) - 1)])
            else:
                found.append(part)
    return found


def _istimewa(split: list[str]) -> list[str]:
    """ "D.I." is "DI", not a D and the number one."""
    return [
        "di" if word == "d" and following == "i" else word
        for before, word, following in zip(["", *split], split, [*split[1:], ""], strict=False)
        if not (before == "d" and word == "i")
    ]


def _apart(word: str, lex: Lexicon) -> tuple[str, ...]:
    """A word of letters and digits in its parts; "K3S" stays whole, also where it touches another word."""
    for known in lex.mixed:
        if word.startswith(known):
            return known, *_PARTS.findall(word[len(known) :])
        if word.endswith(known):
            return *_PARTS.findall(word[: -len(known)]), known
    return tuple(_PARTS.findall(word))
