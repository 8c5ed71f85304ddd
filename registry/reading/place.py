"""Where it happens, and for how long a day: "Tempat: SMPN 1 Kepanjen", "via Zoom", "09.00 - 11.30 WIB"."""

from __future__ import annotations

import re2

from registry.reading.facts import Duration, Mode, Place, Quote
from registry.reading.plain import PlainText
from registry.reading.vocabulary import Phrases

_ONLINE = Phrases.of(
    (
        *("zoom", "gmeet", "google meet", "youtube", "daring", "online", "webinar", "virtual"),
        *("google classroom", "live streaming"),
    )
)
_ON_SITE = re2.compile(
    rb"\b(?:luring|tatap muka|offline|aula|gedung|hotel|ruang [a-z]+|menginap|konsumsi|snack)\b"
)
_NAMED = re2.compile(
    rb"\b(?:tempat|lokasi|bertempat di|berlokasi di|venue)\b\s*[:=]?\s*(?:di\s+)?"
    rb"(?P<name>[a-z0-9][^\n|,;]{2,60})"
    rb"|\bdi\s+(?P<school>(?:sdn|smpn|sman|smkn|sd|smp|sma|smk|aula|gedung|hotel|ruang|balai)\s+[^\n|,;.]{2,40})"
)
_CLOCK = re2.compile(
    rb"\b(?P<h1>[01]?\d|2[0-3])[.:](?P<m1>[0-5]\d)\s*(?:wib|wita|wit)?\s*(?:-|s\s?[./]?\s?d\.?|sampai|hingga)\s*"
    rb"(?P<h2>[01]?\d|2[0-3])[.:](?P<m2>[0-5]\d)\b"
)


def read_place(text: PlainText) -> Place | None:
    """How one takes part, and the place as written when one is named."""
    online, on_site, named = (
        _ONLINE.search(text),
        _ON_SITE.search(text.folded),
        _NAMED.search(text.folded),
    )
    if named is not None and (name := named.group(b"name")) is not None and _ONLINE.pattern.search(name):
        named = None
    if not (online or on_site or named):
        return None
    mode = Mode.BOTH if online and (on_site or named) else Mode.ONLINE if online else Mode.ON_SITE
    match = named or on_site or online
    group = 0 if named is None else 1 if named.group(b"name") is not None else 2
    start, end = text.span(*match.span(group))
    quote = Quote(text.original[start:end].strip(), text.where, start, end)
    return Place(mode, quote.text if named is not None else None, quote)


def read_duration(text: PlainText) -> Duration | None:
    """Minutes from begin to end, where both are written and the end comes later on the same day."""
    match = _CLOCK.search(text.folded)
    if match is None:
        return None
    begin = int(match.group(b"h1")) * 60 + int(match.group(b"m1"))
    finish = int(match.group(b"h2")) * 60 + int(match.group(b"m2"))
    if finish <= begin:
        return None
    return Duration(finish - begin, Quote.of(text, *match.span()))
