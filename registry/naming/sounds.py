"""Spellings that sound alike, and words without their vowels.

People write by the ear (Djember, Pasoeroean, Syafi'i and Safii), and shorten by leaving vowels out (Bndg,
Smrng). Both are no slips of the fingers: several letters may differ, and the word is still the same.

>>> sound("pasoeroean") == sound("pasuruan"), sound("raudhatul") == sound("raudatul")
(True, True)
>>> sound("barat") == sound("berat"), sound("bandung") == sound("badung")
(False, False)
>>> skeleton("semarang")
'smrng'
"""

from __future__ import annotations

from functools import lru_cache

# Spelling before 1972 and transliteration from Arabic; letters that most Indonesians say alike. Voiced and
# voiceless (b, p) stay apart: Bali is not Pali. Longer groups come first.
_ALIKE = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("nj", "ny"),
    ("sj", "s"),
    ("sy", "s"),
    ("dh", "d"),
    ("th", "t"),
    ("kh", "h"),
    ("v", "f"),
    ("q", "k"),
    ("y", "i"),
)
_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """How a word sounds: the same for spellings that differ by convention or by doubled letters only."""
    for written, said in _ALIKE:
        if written in word:
            word = word.replace(written, said)
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The word without its vowels."""
    return word.translate(_VOWELS)
