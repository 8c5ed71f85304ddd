"""What the words around a word expect of it: which vocabulary words go on with a phrase, or begin one.

>>> from registry.naming.lexicon import lexicon
>>> "kerja" in continuing(["panitia", "kelompok"], lexicon())
True
>>> begins("akidah", "akhlak", lexicon()), begins("belajar", "mengajar", lexicon())
(True, False)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from registry.naming.lexicon import Lexicon, Role

LONGEST_PHRASE = 8


def continuing(before: Sequence[str], lex: Lexicon) -> set[str]:
    """The words that go on with a phrase which the last of these words began."""
    found: set[str] = set()
    for start in range(max(0, len(before) - LONGEST_PHRASE), len(before)):
        node: dict[str, Any] | None = lex.trie
        for word in before[start:]:
            node = node.get(word) if node else None
        found.update(word for word in node or () if word)
    return found


def preceding(following: str, lex: Lexicon) -> list[str]:
    """The words that begin a phrase whose second word is this, in order."""
    return [word for word, node in lex.trie.items() if following in node] if following else []


def begins(word: str, following: str, lex: Lexicon) -> bool:
    """Whether a phrase begins with these two words."""
    return following in lex.trie.get(word, {})


def roles(word: str, lex: Lexicon) -> frozenset[Role]:
    """What a word says by itself: its roles as a phrase of one word, also of what it is short for."""
    found = set(lex.trie.get(word, {}).get("", {}))
    for where, long in lex.long.get(word, ()):
        if not where:
            found.update(lex.trie.get(long[0], {}).get("", {}))
    return frozenset(found)
