"""What stands around a name: left of it back to the name before, right of it in its sentence, its line."""

from __future__ import annotations

import re

import re2

from registry.reading.mention import Mention
from registry.reading.plain import PlainText
from registry.reading.role_cues import cues, joins
from registry.reading.segments import is_item, list_above
from registry.values import dataclass

_NEAR = 60
"""Characters left of a name that may say what it does."""
_AHEAD = 70
"""Characters right of a name in which its verb may stand."""
_JOINT = 30
"""Characters between two names that act together."""
_LINE = 300
"""Characters of a line looked at to its left."""
_SENTENCE = re2.compile(rb"\n|[!?]|\.\s")
_NOTHING = re2.compile(rb"\b(?:bersama|dengan)(?: surat)? ini\b")
"""An opening of letters that names no partner: "Bersama ini kami ..."."""
_LABEL = re2.compile(rb"[a-z][a-z /]{2,30}[:=]")
_GLUED = re2.compile(rb"[a-z0-9][/@][a-z0-9._/-]*[a-z0-9]$")
"""What stands before a name that is glued to an address: "s.id/kelasIGI"."""
_LINK = 80
_SCHOOL = re2.compile(
    rb"^(?:sd|smp|sma|smk|mi\b|mts|ma\b|slb|tk\b|paud|univ|stkip|ikip|gedung|balai|bb|bp|lpmp|slcc)"
)


@dataclass(frozen=True, slots=True)
class Around:
    """``left`` and ``right`` of a name, folded; ``line``: all left of it on its line.

    ``joined``: only "dan", "&", "bersama" stands between it and the name before; ``comma``: only a comma
    does; ``bracketed``: only an opening bracket does. ``first``: no other name stands before it in the
    sentence.
    """

    left: bytes
    right: bytes
    line: bytes
    joined: bool
    comma: bool
    bracketed: bool
    first: bool


def around(field: PlainText, mention: Mention, before: Mention | None) -> Around:
    """What stands around this name in its field; ``before`` is the name before it."""
    body = field.folded
    start, end = field.place(mention.start), field.place(mention.end)
    floor = field.place(before.end) if before is not None else 0
    begin = body.rfind(b"\n", 0, start) + 1
    left = body[max(floor, begin, start - _NEAR) : start]
    near = before is not None and floor >= begin and len(left) <= _JOINT
    between = left.strip()
    same = before is not None and floor >= begin and not _SENTENCE.search(body[floor:start])
    return Around(
        left=_NOTHING.sub(b"", left),
        right=_SENTENCE.split(body[end : end + _AHEAD], 1)[0],
        line=body[max(begin, start - _LINE) : start],
        joined=near and joins(left),
        comma=near and between == b",",
        bracketed=near and between == b"(",
        first=not same,
    )


def in_address(field: PlainText, mention: Mention) -> bool:
    """The name is a piece of a link, its words, or an e-mail address, or a person's number hangs on it."""
    start, end = field.place(mention.start), field.place(mention.end)
    body = field.folded
    return (
        body[max(0, start - 1) : start] in (b".", b"@", b"/", b"#")
        or _GLUED.search(body[max(0, start - _LINK) : start]) is not None
        or re.match(rb"[.@/][a-z0-9]", body[end : end + 2]) is not None
        or re.match(rb"[^\n\]]{0,20}\]\(http", body[end : end + 30]) is not None
        or re.search(r"\d{4}", mention.quote) is not None
    )


def in_quotation(field: PlainText, mention: Mention, line: bytes) -> bool:
    """The name stands inside of a quotation, behind other words: "Peran KKG dalam ..." is a theme."""
    before, quote, inside = line.rpartition(b'"')
    end = field.place(mention.end)
    closed = b'"' in field.folded[end : end + _LINE].split(b"\n", 1)[0]
    return bool(quote) and closed and before.count(b'"') % 2 == 0 and bool(re.search(rb"[a-z]", inside))


def of_speaker(field: PlainText, mention: Mention, line: bytes) -> bool:
    """The name belongs to a speaker: its line, or the list it stands in, is labelled so, or a titled person
    stands before it.
    """
    labels = _LABEL.findall(line)
    if (labels and cues().speakers.search(labels[-1])) or cues().titled.search(line):
        return True
    above = [] if labels else list_above(field, field.place(mention.start))
    return bool(above) and not is_item(above[-1]) and cues().speakers.search(above[-1]) is not None


def is_place(mention: Mention) -> bool:
    """Only a school, a university or a centre is a place; "di Dinas ..." names whom one asks."""
    return _SCHOOL.search(mention.quote.lower().encode()) is not None
