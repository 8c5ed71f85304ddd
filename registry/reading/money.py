"""Amounts of money as they are written: "Rp 50.000,-", "IDR 50.000", "50rb", "1,5 juta", "75.000"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from registry.reading.plain import PlainText
from registry.values import dataclass

_UNIT = r"\s*(?:rb|ribu|rebu|ewu|k|jt|juta)\b(?:an\b)?"
_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d)?"
# A bare number is no money: it needs a currency in front, a unit behind, or thousands set apart.
_AMOUNT = re2.compile(
    rf"(?:\brp\s*\.?\s*|\bidr\s*)({_NUMBER})({_UNIT})?(?:\s*,-)?"
    rf"|\b(\d{{1,3}}(?:[.,]\d{{3}})+)({_UNIT})?(?:\s*,-)?"
    rf"|\b(\d+(?:[.,]\d)?)({_UNIT})(?:\s*,-)?".encode()
)
_GROUPED = re.compile(rb"\d{1,3}(?:[.,]\d{3})+")
_MOST = 20_000_000
"""Rupiah above this are no fee of a training."""
_LONGEST = 12
"""Characters; a longer number is no price and might be too large for any number."""
_FEW = 1_000
"""Rupiah below this are no price either (except 0)."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole rupiah and where they stand in folded text. ``currency``: with "Rp"; ``unit``: with "ribu"."""

    rupiah: int
    start: int
    end: int
    currency: bool
    unit: bool


def amounts(text: PlainText) -> Iterator[Amount]:
    """All amounts in order of the text that could be a price.

    >>> from registry.reading.plain import fold
    >>> [it.rupiah for it in amounts(fold("Rp 50.000,- atau 75rb; 2026, pukul 09.00, 1,5 juta, Rp0"))]
    [50000, 75000, 1500000, 0]
    """
    for match in _AMOUNT.finditer(text.folded):
        named, named_unit, grouped, grouped_unit, bare, bare_unit = match.groups()
        unit = (named_unit or grouped_unit or bare_unit or b"").strip()
        value = _rupiah(named or grouped or bare, unit)
        if (
            value is not None
            and (value == 0 or _FEW <= value <= _MOST)
            and not _struck_out(text, *match.span())
        ):
            yield Amount(value, match.start(), match.end(), named is not None, bool(unit))


def _rupiah(digits: bytes, unit: bytes) -> int | None:
    grouped = _GROUPED.fullmatch(digits) is not None
    if len(digits) > _LONGEST:
        return None
    if not unit:
        return int(float(digits.replace(b".", b"").replace(b",", b"")))
    if grouped:  # "50.000 ribu" is a slip of which nobody knows what was meant
        return None
    return int(float(digits.replace(b",", b".")) * (1_000_000 if unit[:1] == b"j" else 1_000))


def _struck_out(text: PlainText, start: int, end: int) -> bool:
    """WhatsApp's ``~Rp150.000~`` is a price that no longer holds."""
    first, last = text.span(start, end)
    return (
        text.original[max(0, first - 4) : first].find("~") >= 0
        and text.original[last : last + 4].find("~") >= 0
    )
