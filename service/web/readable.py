"""Strangers' text made fit for showing: it neither turns lines around nor piles marks over others."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_MARKS = 2
"""Combining marks kept on one letter; no writing that teachers paste needs more, "zalgo" text has dozens."""

_CONTROLS = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""Controls, marks and overrides of writing direction, and invisible tag characters."""


def readable(value: Any) -> Any:
    """The same strings, lists and mappings without what would disturb the page around them.

    >>> readable({"quote": "daftar \u202egro.ecnaf\u202c s\u0301\u0302\u0303\u0304\u0305e\u0301", "jp": 32})
    {'quote': 'daftar gro.ecnaf s\u0301\u0302é', 'jp': 32}
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {name: readable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [readable(part) for part in value]
    return value


def _text(text: str) -> str:
    if text.isascii():
        return _CONTROLS.sub("", text)
    kept, marks = [], 0
    for char in unicodedata.normalize("NFC", _CONTROLS.sub("", text)):
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= _MARKS:
            kept.append(char)
    return "".join(kept)
