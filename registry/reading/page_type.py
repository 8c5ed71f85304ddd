"""Is this a sign-up that somebody could join, or a report, a warning, an attendance list?

Cues from ``registry/data/reading/page_type.toml`` are counted (each once, twice in the title); the decision
is a short list of questions in ``_decide``, from the most telling to the least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

import re2

from registry.reading.cues import CueLists
from registry.reading.facts import PageType, Quote
from registry.reading.plain import PlainText
from registry.reading.vocabulary import vocabulary
from registry.values import dataclass

_EVIDENCE = 5
_HEADED_ATTENDANCE = 9
_COMING = 4
"""Words of a coming event (two of them) that invite in a long text that tells nobody how to sign up."""
_COMING_SOON = 2
"""The same (one of them) where an address stands."""
_PLAINLY = 6
"""Of the same (three of them): an event with its day, hour and price invites, whatever else is said of it."""
_INVITES = 6
"""Of an invitation and its event that stands above a warning: "Panitia tidak pernah meminta kata sandi"."""
_NOTE = 600
"""Characters of a message that says what, who and when, and leaves the invitation to the reader."""
_ATTENDANCE = re.compile(rb"\W*(?:form(?:ulir)?\s+|link\s+)?(?:daftar hadir|presensi|absensi)\b")
_DATELINE = re.compile(rb"\s*[a-z][a-z ]{2,24}\s?\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)\s*-")
"""How a newspaper begins: "BREBES (26/5) - "."""
_ADDRESS = re2.compile(
    rb"https?:|[a-z0-9]\.[a-z]{2,8}/[a-z0-9]|(?:\+?62|\b0)[ .-]?8[0-9x](?:[ .-]?[0-9x]){5}"
)
"""That there is one, or a mobile number; which they are is read elsewhere."""
_ANSWER = re2.compile(rb"\bjawab(?:an)?\s*:")


@dataclass(frozen=True, slots=True)
class Reading:
    """The decision with the words it rests on; ``scores`` by group for explanations.

    ``way_in``: an address or a number stands there, and no word that it is another's. ``invites``: whatever
    the page is, it says itself when to come or how to sign up.
    """

    page_type: PageType
    evidence: tuple[Quote, ...]
    scores: Mapping[str, int]
    way_in: bool = False
    invites: bool = False


@lru_cache(maxsize=1)
def _weights() -> dict[str, int]:
    return {name: group["weight"] for name, group in vocabulary("page_type").items()}


@lru_cache(maxsize=1)
def _cues() -> CueLists:
    return CueLists(
        {name: group["cues"] for name, group in vocabulary("page_type").items()},
        # "akan dibuka secara resmi" has not happened; a webinar "anti hoaks" warns of nothing, nor does who
        # does what a circular says; "dapat undangan dan absensi" is what is given
        not_behind={
            "attendance": ("dan ", "& ", "+ "),
            "told": ("akan ", "ruang "),
            "article": ("ambil ",),
            "report": ("akan ",),
            "event": ("wali ",),
            "call_other": ("bukan ",),
            "warning": ("anti ", "menindaklanjuti ", "menindak lanjuti ", "berdasarkan "),
        },
    )


@lru_cache(maxsize=4)
def _listed(name: str) -> frozenset[bytes]:
    """Warning cues of one list: ``slogans`` or ``of_another``."""
    return frozenset(word.encode() for word in vocabulary("page_type")["warning"][name])


def read_page_type(title: PlainText, text: PlainText, dated: bool) -> Reading:
    """Decide what the page is for. ``dated``: some date was found on it."""
    fields = [(field, times) for field, times in ((title, 2), (text, 1)) if field.folded]
    scores: dict[str, int] = {}
    found: dict[str, list[tuple[PlainText, int, int]]] = {}
    seen: set[tuple[str, bytes]] = set()
    for field, times in fields:
        for name, places in _cues().said(field).items():
            for start, end in places:
                cue = name, field.folded[start:end]
                if cue not in seen:
                    seen.add(cue)
                    scores[name] = scores.get(name, 0) + _weights()[name] * times
                    found.setdefault(name, []).append((field, start, end))
    headed = title.folded or text.folded
    if _ATTENDANCE.match(headed[:60]) and not scores.get("signup", 0) > _HEADED_ATTENDANCE:
        scores["attendance"] = scores.get("attendance", 0) + _HEADED_ATTENDANCE
    if _DATELINE.match(text.folded):
        scores["told"] = scores.get("told", 0) + _weights()["told"]
    invitation = scores.get("signup", 0) + scores.get("event", 0)
    closes = invitation >= _INVITES and _stands_first("signup", "warning", found)
    if closes or _is_slogan(found, dated):
        scores["warning"] = 0
    page_type, groups = _decide(scores, text, dated)
    rests_on = islice((place for name in groups for place in found.get(name, ())), _EVIDENCE)
    way_in = _way_in(text, found)
    invites = (way_in and "signup" in found) or (
        dated and "event" in found and scores.get("coming", 0) >= (_COMING_SOON if way_in else _COMING)
    )
    return Reading(page_type, tuple(Quote.of(*place) for place in rests_on), scores, way_in, invites)


def _is_slogan(found: Mapping[str, Sequence[tuple[PlainText, int, int]]], dated: bool) -> bool:
    """Whether all that warns are slogans, and they stand below an event or beside a dated sign-up."""
    if any(
        field.folded[start:end] not in _listed("slogans") for field, start, end in found.get("warning", ())
    ):
        return False
    return (dated and "signup" in found) or _stands_first("event", "warning", found)


def _way_in(text: PlainText, found: Mapping[str, Sequence[tuple[PlainText, int, int]]]) -> bool:
    warned = {field.folded[start:end] for field, start, end in found.get("warning", ())}
    return warned.isdisjoint(_listed("of_another")) and _ADDRESS.search(text.folded) is not None


def _stands_first(one: str, other: str, found: Mapping[str, Sequence[tuple[PlainText, int, int]]]) -> bool:
    """Whether both groups are there and a cue of the one stands above all of the other."""

    def first(group: str) -> tuple[bool, int]:
        return min((field.where != "title", start) for field, start, _ in found[group])

    return one in found and other in found and first(one) < first(other)


def _decide(scores: Mapping[str, int], text: PlainText, dated: bool) -> tuple[PageType, tuple[str, ...]]:
    def score(name: str) -> int:
        return scores.get(name, 0)

    signup, told = score("signup"), score("told") + score("report")
    invites = signup + score("coming")
    plain = dated and score("event") > 1 and score("coming") >= _PLAINLY
    draws = signup + (score("coming") // 2 if plain else 0)
    if score("question") and invites < score("question") + 9 and not _ANSWER.search(text.folded):
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
        if score(name) and draws < score(name):
            return page_type, (name,)
    if score("call_other") and (score("call_other") >= 10 or score("call_other") >= draws):
        return PageType.CALL_OTHER, ("call_other",)
    if score("article") and invites <= score("article") * 2:
        return PageType.ARTICLE, ("article",)
    if told >= 3 and told >= signup:
        return (PageType.REPORT if score("report") else PageType.NEWS), ("report", "told")
    short = len(text.folded) <= _NOTE
    if score("event") and (signup >= 3 or (dated and score("coming") >= (2 if short else _COMING))):
        return PageType.SIGNUP, ("signup", "coming", "event")
    if score("event") and dated and not (told or score("over")) and short:
        return PageType.SIGNUP, ("event",)
    return PageType.OTHER, ()
