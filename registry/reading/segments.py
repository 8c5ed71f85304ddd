"""Sentences of folded text: the room in which a negation, a question mark or a warning has its say."""

from __future__ import annotations

import re2

from registry.reading.plain import PlainText

# A sentence ends at a line break, or at ". ! ?" before a blank; not behind an abbreviation, and not between
# "min." and the number it belongs to.
_END = re2.compile(rb"\n|[!?]+[\"')\]]*|\.+[\"')\]]*(?:\s|$)")
_ABBREVIATION = re2.compile(
    rb"(?:^|[^a-z0-9])(?:s\.?d|a\.n|u\.p|bpk|ibu|yth|sdr|dr|drs|dra|prof|ir|hj?|s\.pd|m\.pd|s\.si|kab|kec|kel|prov|jl|no|nomor|tgl|hlm|min|minimal"
    rb"|maks|max|dll|dkk|dsb|dst|rp|pkl|ttd|tlp|telp|hp|wa|cp|ext|vol|st|sdn|smpn|sman|smkn|dgn|utk|yg|kpd|sbg|thn|bln|jam|dg|ke|[a-z])\.$"
)
_REACH = 300
_ITEM = re2.compile(rb"^\s*(?:[-|>+]|\(?\d{1,2}[.)]|\(?[a-z][.)]\s)")
_ITEMS = 8
"""Lines above an item in which the heading of its list is looked for."""


def sentence_around(text: PlainText, position: int) -> tuple[int, int]:
    """Begin and end of the sentence around a position, at most ``_REACH`` characters to either side."""
    low = max(0, position - _REACH)
    body = text.folded[low : position + _REACH]
    at = position - low
    start, end = 0, len(body)
    for match in _END.finditer(body):
        if body[match.start() : match.start() + 1] == b"." and _goes_on(body, match.start(), match.end()):
            continue
        if match.end() <= at:
            start = match.end()
        elif match.start() >= at:
            end = match.end()
            break
    return low + start, low + end


def sentence_of(text: PlainText, position: int) -> bytes:
    """The sentence around a position of the folded text, at most ``_REACH`` characters to either side."""
    start, end = sentence_around(text, position)
    return text.folded[start:end]


def is_item(line: bytes) -> bool:
    """Whether a folded line begins as an item of a list does."""
    return _ITEM.search(line[:8]) is not None


def list_above(text: PlainText, position: int) -> list[bytes]:
    """The lines above an item of a list, the nearest first, up to the first that is none: its heading.

    A heading may itself begin with a sign. Empty when the line at ``position`` is no item.

    >>> from registry.reading.plain import fold
    >>> text = fold("Syarat peserta:\\n- isi formulir\\n- bagikan ke grup")
    >>> list_above(text, 40), list_above(text, 3)
    ([b'- isi formulir', b'syarat peserta:'], [])
    """
    body = text.folded
    begin = body.rfind(b"\n", 0, position) + 1
    if not is_item(body[begin : begin + 8]):
        return []
    found: list[bytes] = []
    for line in reversed(body[max(0, begin - 1_000) : max(0, begin - 1)].split(b"\n")):
        if line.strip():
            found.append(line)
            if not is_item(line) or len(found) == _ITEMS:
                break
    return found


def _goes_on(body: bytes, start: int, end: int) -> bool:
    """Whether a full stop belongs to an abbreviation: "min. 3 grup"."""
    following = body[end : end + 1]
    left = body[max(0, start - 10) : start + 1]
    return bool(_ABBREVIATION.search(left)) and (following.isalnum() or following == b"(")
