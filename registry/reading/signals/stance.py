"""Does the page ask for it? A demand may be denied, withdrawn, left to the reader, warned of or questioned.

>>> from registry.reading.plain import fold
>>> text = fold("Syarat: share ke 3 grup. Tidak perlu follow akun kami.")
>>> stance(text, 8, 23).value, stance(text, 37, 48).value
('asked', 'denied')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Any

import re2

from registry.reading.plain import PlainText, words_of
from registry.reading.signals.catalogue import stance_occurring, stance_patterns
from registry.values import dataclass

_REACH = 400
"""Characters to either side of a find that are looked at."""
_NEXT = 60
"""Characters of the following sentence in which a demand may be taken back."""

_SENTENCE_END = re2.compile(rb"\n|[!?]+[\"')\]]*|\.[\"')\]]*(?:\s|$)")
_SHORT = re2.compile(
    rb"(?:^|[^a-z0-9])(?:min|minimal|maks|bpk|bp|yth|dr|no|kec|kab|utk|dgn|yg|kpd|tgl|dll|s\.d|[a-z])\.$"
)
# A new clause: punctuation, or a word that turns the sentence round.
_CLAUSE = re2.compile(
    rb"[,;:()|>=]|\s[-/]\s|\b(?:tapi|tetapi|namun|melainkan|cukup|cuma|hanya|asal|asalkan|sekarang|kini|lalu|kemudian|karena|supaya|yg|yang)\b"
)
_TURN = re2.compile(rb"\b(?:tapi|tetapi|namun|melainkan|cukup|cuma|hanya|asal|asalkan|sekarang|kini)\s*$")
_SAID = re2.compile(rb"[\".!?]")
_WORDS = re2.compile(rb"[a-z0-9@'-]+")
_BARE = re2.compile(
    rb"^(?:tidak|tdk|tak|gak|ga|nggak|ngga|enggak|gk|ndak|indak|teu|ora|mboten|boten|belum|blm|bukan|tanpa|no|without)$"
)
_BARE_LEFT = re2.compile(
    rb"\b(?:tidak|tdk|tak|gak|ga|nggak|ngga|ndak|indak|teu|ora|mboten|boten|belum|blm|bukan)\s+(?:mau\s+|bisa\s+|bersedia\s+|ikut\s+)?$"
)
_QUOTED_BEFORE = re2.compile(rb'(?:"[^"\n]{1,80}"(?:\s*,)?(?:\s*(?:dan|atau|serta|maupun))?\s*){1,5}$')
_MOST_CLAUSES = 4
"""Clauses before the find's own that are asked for a denial: the head of a list."""
_FAR = 6
"""Words between a denial and what it denies, at most."""


class Stance(StrEnum):
    """How the page stands to what was found. Only ``asked`` is a demand."""

    ASKED = "asked"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    VOLUNTARY = "voluntary"
    WARNED = "warned"
    QUESTIONED = "questioned"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The sentence around a find, cut at the find, and the beginning of the next one."""

    left: bytes
    found: bytes
    right: bytes
    following: bytes
    question: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of ``stance.toml``, and which of them the surroundings of a find can hold at all."""

    patterns: Mapping[str, Any]
    possible: set[str]

    @classmethod
    def of(cls, around: _Surroundings) -> _Words:
        everything = b" ".join((around.left, around.found, around.right, around.following))
        return cls(stance_patterns(), stance_occurring().names(words_of(everything)))

    def search(self, name: str, text: bytes) -> Any:
        return self.patterns[name].search(text) if name in self.possible else None

    def finditer(self, name: str, text: bytes) -> Iterable[Any]:
        return self.patterns[name].finditer(text) if name in self.possible else ()


def stance(text: PlainText, start: int, end: int) -> Stance:
    """How the sentence around ``text.folded[start:end]`` stands to it. Linear; looks at ``_REACH`` around."""
    if _held_up(text.folded, start, end):
        return Stance.QUOTED
    around = _surroundings(text.folded, start, end)
    words = _Words.of(around)
    if words.search("warned", around.left + around.found + around.right):
        return Stance.WARNED
    pressed = words.search("pressed", around.left + around.found) is not None
    threatened = bool(
        words.search("threat", around.right + b" " + around.following) or words.search("threat", around.left)
    )
    if not pressed and (_denied_inside(around.found, words) or _denied(around.left, words, threatened)):
        return Stance.DENIED
    if _BARE_LEFT.search(around.left) and not threatened and not pressed:
        return Stance.DENIED
    if _withdrawn(around, words, threatened):
        return Stance.WITHDRAWN
    invited = words.search("voluntary", clause := _last_clause(around.left))
    if invited and not threatened and not words.search("bound", clause[invited.end() :] + around.found):
        return Stance.VOLUNTARY
    if words.search("offered", around.found) and not threatened:
        return Stance.VOLUNTARY
    if around.question and not words.search("form_field", around.left + around.found):
        return Stance.QUESTIONED
    return Stance.ASKED


def _held_up(body: bytes, start: int, end: int) -> bool:
    """Whether the find stands between quotation marks of its line and is held up: "isinya '...'", or with a
    warning behind it. What an organizer merely sets in quotation marks is its own demand.
    """
    if body.count(b'"', start, end) % 2:  # it reaches into a quotation: "isinya sama: 'share ...'"
        start = body.rfind(b'"', start, end) + 1
    low, high = body.rfind(b"\n", 0, start) + 1, body.find(b"\n", end)
    before = body[max(low, start - _REACH) : start]
    behind = body[end : high if high >= 0 else len(body)][:_REACH]
    if before.count(b'"') % 2 == 0 or b'"' not in behind:
        return False
    opened, closed = start - len(before) + before.rfind(b'"'), end + behind.find(b'"') + 1
    if (listed := _QUOTED_BEFORE.search(before[: opened - start])) is not None:
        opened = start - len(before) + listed.start()  # 'mengenali "kirim kode", dan "share ke grup"'
    lead = body[max(0, opened - _NEXT) : opened]
    told = list(stance_patterns()["told"].finditer(lead))
    if told and _SAID.search(lead[told[-1].end() :]) is None:
        return True
    around = body[closed : closed + _REACH // 2]
    names = stance_occurring().names(words_of(around))
    return "warned" in names and stance_patterns()["warned"].search(around) is not None


def _withdrawn(around: _Surroundings, words: _Words, threatened: bool) -> bool:
    """Taken back behind the find, or told as a thing of the past before it."""
    after = around.right + b" . " + around.following
    match = words.search("withdrawn", after)
    if match is not None:
        beyond = match.start() > len(around.right)
        for_some = beyond and words.search("for_some", around.following) is not None
        if not (beyond and (threatened or for_some or _of_another(after[match.end() :], around.found))):
            return True
    past = words.search("past", around.left)
    if past is None:
        return False
    # "barusan ada kode masuk, tolong dibacakan": what was is told, what is asked for is asked for now
    return words.search("asking", around.left[past.end() :] + around.found + around.right) is None


def _denied(left: bytes, words: _Words, threatened: bool) -> bool:
    """A denial in the find's own clause, or at the head of a list ("tanpa follow, like, share")."""
    if "denied" not in words.possible:
        return False
    for distance, clause in enumerate(reversed(_clauses(left))):
        if distance and _TURN.search(clause):  # "tidak ada biaya, hanya share": the denial ended there
            return False
        matches = list(words.finditer("denied", clause))
        if matches:
            last = matches[-1]
            far = len(_WORDS.findall(clause[last.end() :]))
            bare = _BARE.search(last.group().split()[0]) is not None and len(last.group().split()) == 1
            if bare and threatened:
                return False
            return far <= (2 if bare else _FAR)
        if len(_WORDS.findall(clause)) > (3 if distance else 4) or distance == _MOST_CLAUSES:
            return False
    return False


def _denied_inside(found: bytes, words: _Words) -> bool:
    """The find reaches back over its own denial: "cukup isi biodata, tanpa perlu sebar ke 3 grup"."""
    return any(
        words.search("act", found[match.end() : match.end() + 16]) is not None
        for match in words.finditer("denied", found)
    )


def _of_another(behind: bytes, found: bytes) -> bool:
    """ "Share ke 3 grup. Tidak perlu follow": what is taken back is something else."""
    act = stance_patterns()["act"].match(behind.lstrip())
    return act is not None and act.group() not in found


def _clauses(left: bytes) -> list[bytes]:
    ends = [0, *(match.end() for match in _CLAUSE.finditer(left)), len(left)]
    return [left[a:b] for a, b in pairwise(ends) if b > a or b == len(left)]


def _last_clause(left: bytes) -> bytes:
    clauses = _clauses(left)
    return clauses[-1] if clauses else b""


def _surroundings(body: bytes, start: int, end: int) -> _Surroundings:
    low, high = max(0, start - _REACH), min(len(body), end + _REACH)
    begin = low
    for match in _SENTENCE_END.finditer(body, low, start):
        if not _abbreviated(body, match.start()):
            begin = match.end()
    finish = high
    question = False
    for match in _SENTENCE_END.finditer(body, end, high):
        if not _abbreviated(body, match.start()):
            finish = match.end()
            question = b"?" in match.group()
            break
    return _Surroundings(
        body[begin:start], body[start:end], body[end:finish], body[finish : finish + _NEXT], question
    )


def _abbreviated(body: bytes, dot: int) -> bool:
    return body[dot : dot + 1] == b"." and _SHORT.search(body[max(0, dot - 9) : dot + 1]) is not None
