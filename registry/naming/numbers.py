"""Numbers in names: padded, Roman or spelled out, they are the same number.

>>> [number(word) for word in ("3", "003", "iii", "xxiv")]
[3, 3, 3, 24]
>>> [number(word) for word in ("di", "mi", "iiii", "vx", "barat", "20251122")]
[None, None, None, None, None, None]
"""

from __future__ import annotations

from itertools import product

_TENS = ("", "x", "xx", "xxx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
# Only i, v and x: c, d, l and m make words (di, mi, ...), and no gugus is numbered above 39.
ROMAN: dict[str, int] = {
    tens + ones: 10 * t + o
    for (t, tens), (o, ones) in product(enumerate(_TENS), enumerate(_ONES))
    if tens + ones
}
SPELLED = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
           "sembilan": 9, "sepuluh": 10}  # fmt: skip

MAX_DIGITS = 7
"""School numbers have up to six digits (Sumatera Utara); eight digits are an NPSN, not a number in a name."""


def number(word: str) -> int | None:
    """The number a word stands for, ``None`` when it is no number in a name."""
    if word in ROMAN:
        return ROMAN[word]
    if len(word) <= MAX_DIGITS and word.isascii() and word.isdigit():
        return int(word)
    return None
