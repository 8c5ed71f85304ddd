"""Plain text for reading: every character becomes one ASCII byte, so that patterns are simple and linear.

A pasted message is full of emoji, bold markers, zero-width characters and letters of other alphabets that
look Latin. The reader works on a *folded* copy and every find is given back as a span of the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property

from registry.values import dataclass

READ_LIMIT = 40_000
"""Characters of one field that are read. A longer text is cut here and the result says so (``truncated``):
a sign-up page or message has at most a few thousand, and the time of a check must stay bounded."""

SEPARATOR = "|"
"""Stands for an emoji, a bullet or another symbol: it parts what is left and right of it, like a comma."""

# Signs that stand for an ASCII one; look-alike letters of other alphabets (a Cyrillic letter in "share").
_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("*_~", " "),
    **dict.fromkeys("\r\f\v\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\ufe0e\ufe0f\u20e3", " "),
    "…": ".",
    "／": "/",
    "⁄": "/",
    "×": "x",
}
_LOOK_ALIKES = dict(
    zip("авсԁеһіјкӏмоорԛгѕтуԝхүαβεικνορτυχı", "abcdehijklmoopqrstuwxyabeiknoptuxi", strict=True)
)
_FIXED = {ord(key): value for key, value in (_SIGNS | _LOOK_ALIKES).items()}
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII = bytes(ord(_FIXED.get(byte, chr(byte)).lower()) if 0 < byte < 128 else 32 for byte in range(256))
_PARTS = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))


def _one(char: str) -> str:
    """What a character becomes: one ASCII character, nothing (marks, zero width), or a few (ligatures)."""
    lowered = char.lower()
    for candidate in (char, lowered):
        if (fixed := _FIXED.get(ord(candidate[0]))) is not None:
            return fixed
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Cs"):
        return ""
    folded = unicodedata.normalize("NFKD", char).lower()
    kept = "".join(c for c in folded if c.isascii() and c.isprintable())
    if kept.strip():
        return kept
    return " " if category.startswith(("Z", "C")) or kept else SEPARATOR


@dataclass(frozen=True)
class PlainText:
    """A field of a page (``where``: ``title`` or ``text``) and its folded copy.

    ``folded`` is lower-case ASCII, one byte per character of ``original`` except for characters that vanish
    or widen; ``span`` translates back. ``truncated`` says that ``original`` was cut at ``READ_LIMIT``.
    """

    where: str
    original: str
    folded: bytes
    truncated: bool = False
    _folded_at: tuple[int, ...] = ()
    _original_at: tuple[int, ...] = ()

    @cached_property
    def lowered(self) -> str:
        """The folded text as ``str``."""
        return self.folded.decode("ascii")

    @cached_property
    def words(self) -> frozenset[bytes]:
        """The runs of letters and digits that occur. What needs another word need not be searched for."""
        return words_of(self.folded)

    def origin(self, position: int) -> int:
        """The index in ``original`` of a position in ``folded``."""
        if not self._folded_at:
            return position
        step = bisect_right(self._folded_at, position) - 1
        found = position if step < 0 else self._original_at[step] + position - self._folded_at[step]
        following = self._original_at[step + 1] if step + 1 < len(self._original_at) else len(self.original)
        return min(found, following)

    def place(self, index: int) -> int:
        """The position in ``folded`` of an index in ``original``; the inverse of ``origin``."""
        step = bisect_right(self._original_at, index) - 1
        if step < 0:
            return min(index, self._folded_at[0] if self._folded_at else len(self.folded))
        return min(self._folded_at[step] + index - self._original_at[step], len(self.folded))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``original`` that a span of ``folded`` stands for."""
        return self.origin(start), self.origin(end)


def words_of(folded: bytes) -> frozenset[bytes]:
    """The runs of letters and digits in folded text."""
    return frozenset(folded.translate(_PARTS).split())


def fold(text: str, where: str = "text") -> PlainText:
    """Fold a field; only its first ``READ_LIMIT`` characters are read. Linear in what is read."""
    cut = text[:READ_LIMIT]
    if cut.isascii():
        return PlainText(where, cut, cut.encode().translate(_ASCII), len(text) > READ_LIMIT)
    table = dict(_FIXED)
    odd: dict[str, str] = {}
    for char in set(_NON_ASCII.findall(cut)):
        folded = _one(char)
        if len(folded) == 1:
            table[ord(char)] = folded
        else:
            odd[char] = folded
    if not odd:
        return PlainText(where, cut, _ascii(cut.translate(table)), len(text) > READ_LIMIT)
    folded_at: list[int] = []
    original_at: list[int] = []
    pieces: list[str] = []
    length = last = 0
    for match in re.finditer("[" + re.escape("".join(odd)) + "]", cut):
        before, wide = cut[last : match.start()], odd[match.group()]
        pieces += (before, wide)
        length += len(before) + len(wide)
        last = match.end()
        folded_at.append(length)
        original_at.append(last)
    pieces.append(cut[last:])
    body = _ascii("".join(pieces).translate(table))
    return PlainText(where, cut, body, len(text) > READ_LIMIT, tuple(folded_at), tuple(original_at))


def _ascii(text: str) -> bytes:
    return text.encode("ascii", "replace").lower().replace(b"\x00", b" ")
