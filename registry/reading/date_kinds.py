"""What a date is for: a day of the event, the registration, or something else (a letter, a selection)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import re2

from registry.reading.dates import SettledRun, weekdays
from registry.reading.facts import DateKind, DateRun, Quote
from registry.reading.plain import PlainText
from registry.reading.vocabulary import any_of, vocabulary
from registry.values import dataclass

_LEFT = 90
"""Characters left of a date that may say what it is for."""

_BYLINE = re2.compile(
    rb"[\s|,-]*(?:(?:by|oleh)\s+)?(?:admin|redaksi|humas|editor|penulis|dibaca|views|leave a comment)\b"
)
_OVER = re2.compile(rb"\W*(?:yang |yg )?(?:lalu|silam|kemarin)\b")
_PLACE = re2.compile(rb"\s*([a-z][a-z .'-]{2,40}),\s*")
_REST = re2.compile(rb"[ \t.]*(?:\n|$)")
_SENTENCE = re2.compile(rb"[a-z0-9]{4}[.!?]\s+")
"""The end of a sentence, behind a word too long to be one of the usual abbreviations."""
_NAMESAKE = re2.compile(rb"\b(?:gor|stadion|jl|jln|jalan|lapangan|monumen|plaza|alun-alun)\.?\s*$")
"""A place that bears a date as its name: "GOR 27 September", "Jl. 17 Agustus"."""
_STOP = re2.compile(rb"[.!?]\s")
_LONE_END = re2.compile(
    rb"(?:s\s?[./]?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:(?:tanggal|tgl|hari)\.?\s*)?$"
)


@dataclass(frozen=True, slots=True)
class _Cues:
    registration: Any
    event: Any
    other: Any


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    words = vocabulary("dates")["cues"]
    return _Cues(any_of(words["registration"]), any_of(words["event"]), any_of(words["other"]))


def sort_runs(settled: Sequence[SettledRun], text: PlainText) -> list[DateRun]:
    """Give every run its kind: the nearest cue to its left decides, a list goes on as it began."""
    runs: list[DateRun] = []
    signed: set[int] = set()
    end_before = -1
    for item in settled:
        start, end = item.run.start, item.run.end
        line_start = text.folded.rfind(b"\n", 0, start) + 1
        goes_on = end_before > line_start and not _STOP.search(text.folded[end_before:start])
        left = _own_sentence(text.folded[max(line_start, end_before, start - _LEFT) : start])
        if not left.strip(b" \t-|:>(.0123456789)") and not goes_on:
            left = _label_above(text.folded, line_start) + left
        kind = (
            _told(text.folded, end)
            or _nearest(left)
            or (runs[-1].kind if goes_on and runs else DateKind.EVENT)
        )
        if kind is DateKind.EVENT and _signs(text.folded, line_start, start, end):
            signed.add(len(runs))
        quote = Quote.of(text, start, end)
        runs.append(DateRun(item.first, item.last, kind, quote, item.year_stated))
        end_before = end
    if not any(run.kind is DateKind.EVENT and at not in signed for at, run in enumerate(runs)):
        return runs
    return [replace(run, kind=DateKind.OTHER) if at in signed else run for at, run in enumerate(runs)]


def _own_sentence(left: bytes) -> bytes:
    """What stands before a date in its sentence: "Daftar di s.id/x, kuota 500 guru. 25 Maret 2026"."""
    ends = [match.end() for match in _SENTENCE.finditer(left) if not match.group().startswith(b"maks")]
    return left[ends[-1] :] if ends else left


def _told(body: bytes, end: int) -> DateKind | None:
    """The date of a post, before its author ("20 Januari 2026" - "admin"), is no day of the event; nor is one
    that is over ("15 Oktober lalu").
    """
    behind = body[end : end + 30]
    return DateKind.OTHER if _BYLINE.match(behind) or _OVER.match(behind) else None


def _signs(body: bytes, line_start: int, start: int, end: int) -> bool:
    """Whether a line holds a place and this date and nothing else, as letters do: "Manado, 6 Maret 2024"."""
    place = _PLACE.fullmatch(body[line_start:start])
    if place is None or not _REST.match(body[end : end + _LEFT]):
        return False
    return not any(word in weekdays() for word in place.group(1).split())


def _label_above(body: bytes, line_start: int) -> bytes:
    """The line above, when it is a label such as "Batas pendaftaran:"."""
    above = body[max(0, line_start - _LEFT) : line_start].strip().rsplit(b"\n", 1)[-1]
    return above + b" " if above.endswith(b":") else b""


def _nearest(left: bytes) -> DateKind | None:
    if _NAMESAKE.search(left):
        return DateKind.OTHER
    cues = _cues()
    until = _LONE_END.search(left) is not None
    if until and cues.registration.search(left) is not None:
        return DateKind.REGISTRATION  # "Registrasi gelombang awal (sampai 15 November)"
    best: tuple[int, DateKind] | None = None
    for pattern, kind in (
        (cues.event, DateKind.EVENT),
        (cues.other, DateKind.OTHER),
        (cues.registration, DateKind.REGISTRATION),
    ):
        at = max((match.end() for match in pattern.finditer(left)), default=-1)
        if at >= 0 and (best is None or at >= best[0]):
            best = at, kind
    if best is None and until:
        return DateKind.REGISTRATION
    return best[1] if best else None


def event_days(runs: Sequence[DateRun]) -> tuple[DateRun, ...]:
    """The event's runs in order of time; a run that lies inside another is dropped."""
    kept: list[DateRun] = []
    for run in sorted(
        (run for run in runs if run.kind is DateKind.EVENT), key=lambda r: (r.first, -r.last.toordinal())
    ):
        if kept and run.last <= kept[-1].last:
            continue
        kept.append(run)
    return tuple(kept)
