"""Typed reading of one name: text → type, levels, subjects, numbers, places and own words.

One pass from left to right over the words. The longest phrase of the vocabulary wins; what a phrase means
depends on what has been read before it ("PGRI" is a type in "PGRI Garut" and an own word in "SMK PGRI
Garut").

>>> name = parse("MGMP B.Ing SMP Kota Sby")
>>> name.type, name.subjects, name.levels, name.places[0].codes
('mgmp', ('bahasa_inggris',), ('smp',), (3578,))
"""

from __future__ import annotations

from registry.naming.lexicon import Lexicon, lexicon
from registry.naming.places import place_names
from registry.naming.read_words import read_words
from registry.naming.reading import PlaceReader
from registry.naming.slots import Name
from registry.naming.tokens import tokens


def parse(text: str, lex: Lexicon | None = None, places: PlaceReader | None = None) -> Name:
    """The slots of one name. Reads any text; words it cannot place are own words, none is dropped
    silently.
    """
    lex = lex or lexicon()
    return read_words(text, tokens(text, lex), lex, places or place_names())


def parse_otherwise(text: str) -> Name | None:
    """The name with its short forms in their second meaning; ``None`` when every short form has only one."""
    lex = lexicon()
    folded = text.casefold()
    if not any(short in folded for short in lex.several):
        return None
    other = tokens(text, lex, choice=1)
    return read_words(text, other, lex, place_names()) if other != tokens(text, lex) else None
