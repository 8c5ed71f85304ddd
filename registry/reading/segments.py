"""Sentences of folded text: the room in which a negation, a question mark or a warning has its say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import re2

from registry.reading.plain import PlainText

# A sentence ends at a line break, or at ". ! ?" before a blank; not behind an abbreviation, and not between
# "min." and the number it belongs to.
_END = re2.compile(rb"\n|[!?]+[\"')\]]*|\.+[\"')\]]*(?:\s|$)")
_ABBREVIATION = re2.compile(
    rb"(?:^|[^a-z0-9])(?:s\.?d|a\.n|u\.p|bpk|ibu|yth|sdr|dr|drs|dra|prof|ir|hj?|s\.pd|m\.pd|s\.si|kab|kec|kel|prov|jl|no|nomor|tgl|hlm|min|minimal"
    rb"|maks|max|dll|dkk|dsb|dst|rp|pkl|ttd|tlp|telp|hp|wa|cp|ext|vol|st|sdn|smpn|sman|smkn|dgn|utk|yg|kpd|sbg|thn|bln|jam|dg|ke|[a-z])\.$"
)


def sentence_bounds(text: PlainText) -> tuple[int, ...]:
    """Where the sentences begin, in folded positions; the first is 0."""
    body = text.folded
    bounds = [0]
    for match in _END.finditer(body):
        end = match.end()
        if body[match.start() : match.start() + 1] == b"." and _goes_on(body, match.start(), end):
            continue
        if end > bounds[-1]:
            bounds.append(end)
    return tuple(bounds)


def _goes_on(body: bytes, start: int, end: int) -> bool:
    following = body[end : end + 1]
    left = body[max(0, start - 10) : start + 1]
    return bool(_ABBREVIATION.search(left)) and (following.isalnum() or following == b"(")


def sentence_at(bounds: Sequence[int], position: int, length: int) -> tuple[int, int]:
    """The sentence around a position: its begin and end."""
    index = bisect_right(bounds, position) - 1
    return bounds[index], bounds[index + 1] if index + 1 < len(bounds) else length


def sentence_of(text: PlainText, position: int) -> bytes:
    """The sentence around a position of the folded text, at most 300 characters to either side."""
    body = text.folded[max(0, position - 300) : position + 300]
    at = min(position, 300)
    start = end = None
    for match in _END.finditer(body):
        if match.end() <= at:
            start = match.end()
        elif match.start() >= at:
            end = match.end()
            break
    return body[start or 0 : end or len(body)]
