"""A slip in a short name, told from another name.

In three or four letters every abbreviation has honest neighbours (IGI, IBI, IAI). What tells a slip from a
name is how it differs: a neighbouring key, two letters swapped, one left out or slipped in, a digit, a vowel
for a vowel. Any other letter makes another name. Of the 944 names of three and four letters that popular
sites in ``.id`` carry, 18 would be taken for such a slip in an official name below ``or.id`` if nobody knew
them, 47 if any letter counted (``benchmarks.hosts --popular``, 2026-11-27)."""

from __future__ import annotations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # the keyboard sold in Indonesia
_VOWELS = frozenset("aeiou")


def is_slip(text: str, official: str) -> bool:
    """Whether a name at optimal string alignment distance 1 can come from a slip.

    >>> is_slip("igu", "igi"), is_slip("jre", "jer"), is_slip("gri", "pgri")  # key, swapped, left out
    (True, True, True)
    >>> is_slip("w9z", "wiz"), is_slip("jser", "jer"), is_slip("idae", "idai")  # digit, letter more, vowel
    (True, True, True)
    >>> is_slip("ipi", "igi"), is_slip("der", "mer")
    (False, False)
    """
    if len(text) != len(official) or sorted(text) == sorted(official):
        return True
    written, meant = next(pair for pair in zip(text, official, strict=True) if pair[0] != pair[1])
    vowels = written in _VOWELS and meant in _VOWELS
    return written.isdigit() or vowels or written in _NEIGHBOURS.get(meant, "")


def _neighbours() -> dict[str, str]:
    """Each letter → the letters a finger can hit instead: beside it, and two in the row above and below,
    since each row is shifted by half a key.

    ``g`` → ``fhtyvb``"""
    found: dict[str, str] = {}
    for number, row in enumerate(_ROWS):
        for at, letter in enumerate(row):
            above = _ROWS[number - 1][at : at + 2] if number else ""
            below = _ROWS[number + 1][max(0, at - 1) : at + 1] if number + 1 < len(_ROWS) else ""
            found[letter] = row[max(0, at - 1) : at] + row[at + 1 : at + 2] + above + below
    return found


_NEIGHBOURS = _neighbours()
