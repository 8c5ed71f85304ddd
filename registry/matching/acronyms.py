"""Acronyms: "IGPPL Limapuluh Kota" for Ikatan Guru Penulis dan Penggiat Literasi Limapuluh Kota.

Professional bodies are mostly called by their initials. Those that the vocabulary does not know are filed as
one more spelling of the body, when its name also names its region: initials alone are shared by too many
("APSI" may be a body of school supervisors or of art teachers).

>>> from registry.matching.registered import read_registered
>>> acronym(read_registered("Ikatan Guru Penulis dan Penggiat Literasi Kabupaten Garut", 3205)).words
('igppl',)
>>> acronym(read_registered("Ikatan Guru Penulis dan Penggiat Literasi", 0)) is None
True
"""

from __future__ import annotations

from dataclasses import replace

from registry.matching.registered import Registered
from registry.naming.lexicon import lexicon
from registry.naming.slots import Name, Place

SHORTEST, LONGEST = 5, 9
"""Initials: four letters are shared by too many bodies, and nobody says more than nine."""


def acronym(entry: Registered) -> Registered | None:
    """The entry under its initials; ``None`` when they say nothing or something else."""
    typed = " ".join(e.words for e in entry.name.evidence if e.slot == "type")
    words = [*typed.split(), *(item for item in entry.name.items if isinstance(item, str))]
    initials = "".join(word[0] for word in words if word.isalpha())
    if not typed or not SHORTEST <= len(initials) <= LONGEST or len(words) != len(initials):
        return None
    if not entry.named or not entry.words or initials in lexicon().known:
        return None
    places = [item for item in entry.name.items if isinstance(item, Place)]
    name = Name(initials, items=[initials, *places])
    return replace(entry, name=name, words=(initials,))
