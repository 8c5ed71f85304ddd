"""Turning what a person types into a full-text query that cannot fail."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12


def fts_query(text: str) -> str | None:
    """An FTS5 query: every word must occur, the last one may be unfinished. ``None`` when there is no word.

    >>> fts_query('Disdik "Kab" Ban')
    '"Disdik" "Kab" "Ban"*'
    """
    words = _WORD.findall(text[:400])[:_MOST_WORDS]
    return " ".join(f'"{word}"' for word in words) + "*" if words else None
