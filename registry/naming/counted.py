"""Misspelled words that count what the number behind them says: "guggsu i", "perie 2024-2027".

>>> counting_word("guggsu", Neighbours("i")), counting_word("perie", Neighbours("2024"))
('gugus', 'periode')
>>> counting_word("karwa", Neighbours("3"))
''
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.naming.joined import Neighbours
from registry.naming.lexicon import Role, lexicon
from registry.naming.near_words import SHORTEST, nearest
from registry.naming.numbers import number

TWO_SLIPS = 6
"""From this length on two slips are forgiven, in names without words of their own also before."""


def counting_word(word: str, near: Neighbours) -> str:
    """The one word that it comes close to and that the number behind it makes likely, else empty."""
    if near.following.isdigit() and len(near.following) == 4 and near.following.startswith("20"):
        return nearest(word, _counting(Role.PERIOD), 2)
    if number(near.following) is None or len(word) < SHORTEST:
        return ""
    slips = 2 if near.plain or len(word) >= TWO_SLIPS else 1  # "TK Bina Karwa 3" is no Korda
    found = [it for it in _counting(Role.NUMBERING) if OSA.distance(word, it, score_cutoff=slips) <= slips]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=2)
def _counting(role: Role) -> list[str]:
    """The longer words of this role: gugus, rayon; periode, tahun."""
    lex = lexicon()
    return [word for word in sorted(lex.known) if len(word) >= SHORTEST and role in lex.roles_of(word)]
