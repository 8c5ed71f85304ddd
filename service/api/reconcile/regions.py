"""The region a spreadsheet's column names: by code, by full name, or as people write it."""

from __future__ import annotations

from registry.matching.keys import trusted
from registry.naming.parse import parse
from registry.naming.places import to_code, within
from registry.region import gazetteer


def one_region(text: str) -> str | None:
    """The code of the one region that is meant, ``None`` when it may be several or none.

    >>> one_region("3204"), one_region("Kab. Garut"), one_region("Kec. Cileunyi, Kab Bandung")
    ('32.04', '32.05', '32.04.05')
    >>> one_region("Bandung"), one_region("entah")
    (None, None)
    """
    try:
        return gazetteer().find(text).code
    except ValueError:
        name = parse(text)
    if not name.places or len(name.places) != len(name.items):
        return None
    codes, _ = trusted(name, 0)
    smallest = codes[0] if codes else 0
    return to_code(smallest) if codes and all(within(smallest, code) for code in codes) else None
