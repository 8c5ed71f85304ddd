"""Who writes: a letter of somebody is signed, or says in whose name it is written; a text about somebody is
not.
"""

from __future__ import annotations

import re2

from registry.reading.leading import ONLY_SIGNS
from registry.reading.mention import Mention
from registry.reading.plain import PlainText
from registry.reading.role_cues import cues

LETTER = 1_500
"""Characters of the longest text that may be a letter; the last line of a longer one is no signature."""

_SENTENCE = re2.compile(rb"[.!?|]\s+|\s-+\s")


def sends(field: PlainText, mention: Mention, left: bytes) -> bool:
    """Whether somebody of the body writes in its name: "Saya Budi, staf Dinas ...", or "Tim Sertifikat X" at
    the end. ``left``: folded, what stands before the name on its line, up to the name before.
    """
    if len(field.folded) > LETTER:
        return False
    last = ONLY_SIGNS.search(field.folded[field.place(mention.end) :]) is not None
    signs = last and cues().office.fullmatch(_SENTENCE.split(left)[-1].strip(b" |,-")) is not None
    return signs or cues().introduces.search(left) is not None
