"""Is this a sign-up that somebody could join, or a report, a warning, an attendance list?

Cues from ``registry/data/reading/page_type.toml`` are counted (each once, twice in the title); the decision
is a short list of questions in ``_decide``, from the most telling to the least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from registry.reading.facts import PageType, Quote
from registry.reading.plain import PlainText
from registry.reading.vocabulary import vocabulary

_GAP = r"(?:[^a-z0-9\n]+[a-z0-9'-]+){0,4}[^a-z0-9\n]+"
_EVIDENCE = 5
_HEADED_ATTENDANCE = 9
_PIECE = re.compile(rb"[-./_][a-z0-9]")
_ATTENDANCE = re.compile(rb"\W*(?:form(?:ulir)?\s+|link\s+)?(?:daftar hadir|presensi|absensi)\b")
_ANSWER = re2.compile(rb"\bjawab(?:an)?\s*:")


@dataclass(frozen=True, slots=True)
class _Group:
    weight: int
    pattern: Any


@dataclass(frozen=True, slots=True)
class Reading:
    """The decision with the words it rests on; ``scores`` by group for explanations."""

    page_type: PageType
    evidence: tuple[Quote, ...]
    scores: Mapping[str, int]


@lru_cache(maxsize=1)
def _groups() -> dict[str, _Group]:
    return {
        name: _Group(data["weight"], _compile(data["cues"])) for name, data in vocabulary("page_type").items()
    }


def _compile(cues: Sequence[str]) -> Any:
    def one(cue: str) -> str:
        cue = cue.replace(" ... ", "\0")
        parts = (
            r"\s+".join(re2.escape(word).replace(r"\#", r"\d[\d.]*") for word in part.split())
            for part in cue.split("\0")
        )
        return _GAP.join(parts)

    ordered = sorted(cues, key=len, reverse=True)
    return re2.compile(rf"\b(?:{'|'.join(one(cue) for cue in ordered)})\b".encode())


def read_page_type(title: PlainText, text: PlainText, dated: bool) -> Reading:
    """Decide what the page is for. ``dated``: some date was found on it."""
    fields = [(field, times) for field, times in ((title, 2), (text, 1)) if field.folded]
    scores: dict[str, int] = {}
    found: dict[str, list[Quote]] = {}
    for name, group in _groups().items():
        seen: set[bytes] = set()
        for field, times in fields:
            for match in group.pattern.finditer(field.folded):
                if match.group() in seen or _still_to_come(name, field, match.start()):
                    continue
                if _in_address(field.folded, match.start(), match.end()):
                    continue
                seen.add(match.group())
                scores[name] = scores.get(name, 0) + group.weight * times
                start, end = field.span(match.start(), match.end())
                found.setdefault(name, []).append(Quote(field.original[start:end], field.where, start, end))
    headed = title.folded or text.folded
    if _ATTENDANCE.match(headed[:60]) and not scores.get("signup", 0) > _HEADED_ATTENDANCE:
        scores["attendance"] = scores.get("attendance", 0) + _HEADED_ATTENDANCE
    page_type, groups = _decide(scores, text, dated)
    evidence = tuple(quote for name in groups for quote in found.get(name, ()))[:_EVIDENCE]
    return Reading(page_type, evidence, scores)


def _still_to_come(name: str, field: PlainText, start: int) -> bool:
    """ "akan dibuka secara resmi" tells of nothing that has happened."""
    return name in ("told", "report") and field.folded[max(0, start - 6) : start].endswith(b"akan ")


def _in_address(body: bytes, start: int, end: int) -> bool:
    """ "pendaftaran-webinar.my.id" invites nobody."""
    return (
        body[max(0, start - 1) : start] in (b"/", b"@", b".") or _PIECE.match(body[end : end + 2]) is not None
    )


def _decide(scores: Mapping[str, int], text: PlainText, dated: bool) -> tuple[PageType, tuple[str, ...]]:
    def score(name: str) -> int:
        return scores.get(name, 0)

    signup, told = score("signup"), score("told") + score("report")
    invites = signup + score("coming")
    answered = _ANSWER.search(text.folded) is not None
    if score("question") and not answered and invites < score("question") + 9:
        return PageType.QUESTION, ("question",)
    if score("survey") and signup <= score("survey") and told < 6:
        return PageType.SURVEY, ("survey",)
    for name, page_type in (
        ("certificate_pickup", PageType.CERTIFICATE_PICKUP),
        ("attendance", PageType.ATTENDANCE),
        ("reminder", PageType.REMINDER),
        ("result", PageType.RESULT),
        ("warning", PageType.WARNING),
    ):
        if score(name) and signup < score(name):
            return page_type, (name,)
    if score("call_other") and (score("call_other") >= 10 or score("call_other") >= signup):
        return PageType.CALL_OTHER, ("call_other",)
    if score("article") and invites < score("article") * 2:
        return PageType.ARTICLE, ("article",)
    if told >= 3 and told >= signup:
        return (PageType.REPORT if score("report") else PageType.NEWS), ("report", "told")
    if score("event") and (signup >= 3 or (score("coming") >= 2 and dated)):
        return PageType.SIGNUP, ("signup", "coming", "event")
    return PageType.OTHER, ()
