"""Days told by their distance: "besok", "lusa", "Sabtu ini", "Jumat depan". Used where no date is written."""

from __future__ import annotations

from datetime import date, timedelta

import re2

from registry.reading.facts import DateKind, DateRun, Quote
from registry.reading.plain import PlainText
from registry.reading.vocabulary import alternatives, vocabulary

_FEW = 3
_OFFSETS = {
    b"hari ini": 0,
    b"malam ini": 0,
    b"nanti malam": 0,
    b"ntar malam": 0,
    b"nanti sore": 0,
    b"sore ini": 0,
    b"siang ini": 0,
    b"besok": 1,
    b"bsk": 1,
    b"lusa": 2,
}


def _pattern() -> str:
    days = alternatives(
        word for words in vocabulary("dates")["weekdays"].values() for word in words if len(word) > 3
    )
    near = "|".join(word.decode() for word in _OFFSETS)
    return rf"\b(?:(?P<near>{near})|(?P<day>{days})\s+(?P<which>ini|besok|depan|nanti))\b"


_DAY = re2.compile(_pattern().encode())
_NOT_EVENT = re2.compile(
    rb"(?:lambat|sebelum|sampai|s\.d\.?|ditutup|berlaku|hingga|terakhir|transfer|mulai|konfirmasi|daftar)\W*(?:hari\W*)?$"
)


def relative_runs(text: PlainText, on: date) -> list[DateRun]:
    """Event days told relative to ``on``; "ini" is the coming such weekday, "depan" the one of next week."""
    weekdays = {w.encode(): int(n) for n, words in vocabulary("dates")["weekdays"].items() for w in words}
    runs: list[DateRun] = []
    for match in _DAY.finditer(text.folded):
        if _NOT_EVENT.search(text.folded[max(0, match.start() - 24) : match.start()]):
            continue
        if near := match.group(b"near"):
            day = on + timedelta(days=_OFFSETS[near])
        else:
            day = _weekday(on, weekdays[match.group(b"day")], match.group(b"which"))
        quote = Quote.of(text, *match.span())
        runs.append(DateRun(day, day, DateKind.EVENT, quote, year_stated=False))
        if len(runs) == _FEW:
            break
    return runs


def _weekday(on: date, weekday: int, which: bytes) -> date:
    coming = on + timedelta(days=(weekday - on.weekday()) % 7)
    if which != b"depan":
        return coming
    monday_next = on + timedelta(days=7 - on.weekday())
    return monday_next + timedelta(days=weekday)
