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


def phrase_roles(words: Sequence[str], lex: Lexicon) -> frozenset[Role]:
    """What these words say together: the roles of the phrase that they are."""
    node: dict[str, Any] | None = lex.trie
    for word in words:
        node = node.get(word) if node else None
    return frozenset((node or {}).get("", ()))


def begins(word: str, following: str, lex: Lexicon) -> bool:
    """Whether a phrase begins with these two words."""
    return following in lex.trie.get(word, {})
