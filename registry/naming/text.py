"""From what people type to plain words: one normal form for every name, on both sides of the comparison.

The steps are pure and idempotent: ``normalize(normalize(x)) == normalize(x)`` for any Unicode text.

>>> normalize("DISDIKPORA Kab.Banjar")
'disdikpora kab banjar'
>>> normalize("Ma`arif NU — Qur’an")
'maarif nu quran'
>>> normalize("Kombel SahabatPembaTIK DIY")
'kombel sahabat pembatik diy'
"""

from __future__ import annotations

import re
import unicodedata

MAX_CHARS = 20_000
"""Longer texts are cut: no organizer's name is longer, and the time spent on hostile input stays bounded."""

# Bounded by construction: fixed-width patterns, no repetition.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
# "P.G.R.I." is PGRI; single letters only, so that "S.Pd." and "B.Ing" stay what they are.
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W\d_]))?")
# Letters that close up around an apostrophe: Ma'arif, Qur'an, Mu`allimin.
_APOSTROPHES = dict.fromkeys(map(ord, "'`´’‘ʼʻ′＇"), None)
_ASCII = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
_ASCII.update({ord("'"): None, ord("`"): None})  # type: ignore[dict-item]


def normalize(text: str) -> str:
    """The text in lower-case words of letters and digits, separated by single spaces.

    Compatibility forms are folded (full-width letters, ligatures), diacritics and apostrophes dropped, joined
    capitals split (``SahabatPembaTIK``), every other character becomes a space. Letters outside ASCII stay
    letters: a name written with look-alike Cyrillic letters equals no Indonesian name.
    """
    text = text[:MAX_CHARS]
    if text.count(".") > 1:
        text = _DOTTED.sub(lambda letters: letters.group().replace(".", "") + " ", text)
    if text.isascii():
        return " ".join(_CAMEL.sub(" ", text).translate(_ASCII).lower().split())
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    text = _CAMEL.sub(" ", text)
    for _ in range(3):  # folding can produce characters that fold again; three rounds reach the fixed point
        folded = _fold(text)
        if folded == text:
            break
        text = folded
    return text


def _fold(text: str) -> str:
    """One round of case folding and stripping of everything that is neither letter nor digit."""
    text = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFKC", "".join(kept)).casefold().split())[:MAX_CHARS]


def words(text: str) -> list[str]:
    """The words of a text in normal form; letters and digits that touch are still one word (``smpn2``)."""
    return normalize(text).split()
