"""Lesson hours a page claims: "32 JP", "40 jam pelajaran", "sertifikat 32 jam"."""

from __future__ import annotations

import re2

from registry.reading.facts import Jp, Quote
from registry.reading.plain import PlainText

_JP = re2.compile(
    rb"\b(?P<n>\d{1,3})(?:\s*\([a-z\s]{3,40}\))?\s*-?\s*(?:jp|jpl|jam\s*(?:pelajaran|pelatihan|pembelajaran|diklat|pel\b))"
    rb"(?P<per>\s*(?:/|per|setiap|tiap|se)\s*-?(?:hari|tahun|minggu|bulan|pertemuan))?\b"
    rb"|\b(?:jp|jam pelajaran)\s*[:=]\s*(?P<n2>\d{1,3})\b"
    rb"|\b(?:sertifikat|piagam)\s+(?:setara\s+|senilai\s+)?(?P<n3>[1-9]\d{1,2})\s*jam\b"
)
_MOST = 1000
"""JP above this is no claim about one training."""


def read_jp(text: PlainText) -> Jp | None:
    """The hours claimed for the whole event, or ``None``.

    The first claim counts, unless a later one is the sum of all others ("10 JP + 22 JP = 32 JP").
    Hours per day, meeting or year are no claim for the event.
    """
    claims: list[Jp] = []
    if b"jp" not in text.folded and b"jam" not in text.folded:
        return None
    for match in _JP.finditer(text.folded):
        hours = int(match.group(b"n") or match.group(b"n2") or match.group(b"n3"))
        if match.group(b"per") or not 0 < hours <= _MOST:
            continue
        claims.append(Jp(hours, Quote.of(text, *match.span())))
        if len(claims) == 20:
            break
    if not claims:
        return None
    rest = sum(claim.hours for claim in claims)
    return next((claim for claim in claims if len(claims) > 2 and claim.hours * 2 == rest), claims[0])
