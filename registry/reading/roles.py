"""What a named body does on the page: it organizes, hosts, supports, sends a speaker, or is merely named.

Every name is judged by the words directly left and right of it; when nobody is said to organize, the name the
page stands under does (title, first line, signature, "webinar MGMP ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import re2

from registry.matching.answer import Outcome
from registry.reading.mention import Mention, Role
from registry.reading.page import Page
from registry.reading.plain import PlainText, fold
from registry.reading.strangers import find_stranger
from registry.reading.vocabulary import any_of, vocabulary

_NEAR = 60
"""Characters left of a name that may say what it does; a colon's label may stand further left on the line."""
_AHEAD = 70
"""Characters right of a name in which its verb may stand."""

_SENTENCE = re2.compile(rb"\n|[!?]|\.\s")
_LABEL = re2.compile(
    rb"(?:penyelenggara|pelaksana|diselenggarakan oleh|diadakan oleh|digelar oleh|dilaksanakan oleh)\W*$"
)
# "webinar oleh X", "diselenggarakan oleh X", but not "dibuka oleh X".
_HEAD = re2.compile(rb"\b(?:kepala|oleh)\s+$")
_BY = re2.compile(rb"([a-z]*)[^a-z]*\boleh\s*(?:tim\s+)?[^a-z]*$")
_ORGANIZED = (
    b"diselenggara",
    b"diadakan",
    b"digelar",
    b"dilaksanakan",
    b"dipersembahkan",
    b"diinisiasi",
    b"digagas",
)
_TOP = 1_500
"""Folded characters in which a second organizer may be named; below, a text tells of others."""
_OFTEN = 3
_WORDS = re.compile(r"\w+")
_ONLY_SIGNS = re2.compile(rb"^[^a-z0-9]*$")
_EVENT_NAME = re2.compile(
    rb"(?:webinar|workshop|lokakarya|bimtek|pelatihan|diklat|seminar|zoom|kelas|agenda|rapat|pertemuan|pekan|iht|dari)\b"
    rb"[^.:!?\n]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class _Cues:
    left: dict[Role, Any]
    right: dict[Role, Any]
    title: Any
    parent: Any
    joins: Any
    leads: Any
    person: Any


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    data = vocabulary("roles")
    title = re2.compile(rb"(?:" + bytes(any_of(data["left"]["title"]).pattern) + rb")(?:\s+[a-z]+)?[\s(:-]*$")
    return _Cues(
        {
            Role(name): any_of(words)
            for name, words in data["left"].items()
            if name not in ("title", "parent")
        },
        {Role(name): any_of(words) for name, words in data["right"].items()},
        title,
        any_of(data["left"]["parent"]),
        any_of(word for word in data["between"]["joins"] if word[0].isalnum()),
        any_of(data["leads"]["words"]),
        any_of(data["leads"]["person"]),
    )


def assign_roles(page: Page, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The same mentions, in the same order, each with its role. Linear in the page and the mentions.

    When none of them leads, a body that no list knows may be added at the end (see ``strangers``).
    A mention outside of what is read of a long page stays ``mentioned``.
    """
    given = tuple(mentions)
    fields = {"title": fold(page.title, "title"), "text": fold(page.text, "text")}
    roles: list[Role | None] = []
    before: Mention | None = None
    for mention in given:
        field = fields.get(mention.where)
        role = None
        if field is not None and mention.end <= len(field.original):
            same = before if before is not None and before.where == mention.where else None
            role = _role(field, mention, same, roles[-1] if same is not None else None)
        roles.append(role)
        before = mention
    answered = _with_fallback(given, roles, fields)
    stranger = find_stranger(page, answered)
    return answered if stranger is None else (*answered, stranger)


def _role(
    field: PlainText, mention: Mention, before: Mention | None, role_before: Role | None
) -> Role | None:
    """The role the words around say, or ``None`` when they say nothing."""
    around = _around(field, mention, before)
    cues = _cues()
    if _in_address(field, mention) or cues.title.search(around.left):
        return Role.SPEAKER_AFFILIATION if cues.title.search(around.left) else Role.MENTIONED
    for role in (Role.HOST, Role.SPEAKER_AFFILIATION):
        if cues.right[role].search(around.right[:30]):
            return role
    if cues.parent.search(around.left[-30:]):
        return Role.MENTIONED
    nearest = _nearest(around.left, cues.left)
    if cues.person.match(mention.quote.lower().encode()) and nearest is not Role.ORGANIZER:
        return nearest or Role.MENTIONED
    acts = _acts(cues.right[Role.ORGANIZER], around.right)
    if around.joined and role_before is not None:
        return Role.PARTNER if role_before is Role.ORGANIZER else role_before
    if nearest is Role.HOST:
        return Role.HOST if _is_place(mention) and not acts else Role.ORGANIZER if acts else None
    if nearest is not Role.PARTNER and (by := _BY.search(around.left)) is not None:
        return _actor(by.group(1))
    if nearest is Role.MENTIONED and acts:
        return Role.ORGANIZER
    if nearest is None and acts:
        return Role.ORGANIZER
    return nearest


def _actor(verb: bytes) -> Role:
    """Of "... oleh X": who "opened" does not organize; who holds it, or "webinar oleh X" does."""
    passive = verb.startswith((b"di", b"ter"))
    return Role.MENTIONED if passive and not verb.startswith(_ORGANIZED) else Role.ORGANIZER


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands left of a name on its line, back to the name before, and right of it in its sentence."""

    left: bytes
    right: bytes
    joined: bool  # only "dan", "&", "bersama" stands between it and the name before


def _around(field: PlainText, mention: Mention, before: Mention | None) -> _Around:
    body = field.folded
    start, end = field.place(mention.start), field.place(mention.end)
    floor = field.place(before.end) if before is not None else 0
    line = body.rfind(b"\n", 0, start) + 1
    left = body[max(floor, line, start - _NEAR) : start]
    right = _SENTENCE.split(body[end : end + _AHEAD], 1)[0]
    return _Around(left, right, before is not None and floor >= line and len(left) <= 30 and _joins(left))


def _in_address(field: PlainText, mention: Mention) -> bool:
    """The name is a piece of a link or an e-mail address, or a person's number hangs on it."""
    start, end = field.place(mention.start), field.place(mention.end)
    body = field.folded
    return (
        body[max(0, start - 1) : start] in (b".", b"@", b"/", b"#")
        or re.match(rb"[.@/][a-z0-9]", body[end : end + 2]) is not None
        or re.search(r"\d{4}", mention.quote) is not None
    )


def _is_place(mention: Mention) -> bool:
    """Only a school, a university or a centre is a place; "di Dinas ..." names whom one asks."""
    quote = mention.quote.lower()
    return bool(
        re.search(
            r"^(?:sd|smp|sma|smk|mi\b|mts|ma\b|slb|tk\b|paud|univ|stkip|ikip|gedung|balai|bb|bp|lpmp|slcc)",
            quote,
        )
    )


def _nearest(left: bytes, cues: dict[Role, Any]) -> Role | None:
    """The cue that ends nearest to the name; on a tie the longer one, which says more."""
    best: tuple[int, int, Role] | None = None
    for role, pattern in cues.items():
        for match in pattern.finditer(left):
            gap = left[match.end() :]
            if re.search(rb"[.!?;]\s|\|", gap) or len(gap.split()) > _reach(role):
                continue
            found = (match.end(), match.end() - match.start(), role)
            if best is None or found[:2] >= best[:2]:
                best = found
    return best[2] if best else None


def _reach(role: Role) -> int:
    """Words that may stand between a cue and the name."""
    return {Role.SPEAKER_AFFILIATION: 9, Role.MENTIONED: 1, Role.HOST: 2}.get(role, 3)


def _acts(pattern: Any, right: bytes) -> bool:
    match = pattern.search(right)
    return match is not None and len(right[: match.start()].split()) <= 9


def _joins(between: bytes) -> bool:
    words = between.strip(b" ,()|-")
    return words in (b"&", b"+", b"") or _cues().joins.fullmatch(words) is not None


def _with_fallback(
    given: Sequence[Mention], roles: list[Role | None], fields: dict[str, PlainText]
) -> tuple[Mention, ...]:
    """One body leads: others that seem to act further down are named, unless a label says they organize."""
    leading = [index for index, role in enumerate(roles) if role is Role.ORGANIZER]
    first = next((i for i in leading if _labelled(fields[given[i].where], given[i])), None)
    if first is None:
        known = _named_most([m for m in given if m.match.organizer_id], given, fields)
        acting = next(iter(leading), None)
        first = known if known is not None else acting
        if first is not None and given[first].match.outcome is Outcome.NONE:
            headed = (i for i, mention in enumerate(given) if _headed(fields[mention.where], mention))
            first = next(headed, first)
        if first is not None:
            roles[first] = Role.ORGANIZER
    if first is None and (first := _stands_under(given, roles, fields)) is not None:
        roles[first] = Role.ORGANIZER
    leader = given[first] if first is not None else None
    for index, mention in enumerate(given):
        if roles[index] is Role.ORGANIZER and leader is not None and not _same(mention, leader):
            field = fields[mention.where]
            if not _labelled(field, mention):
                roles[index] = Role.MENTIONED
    return tuple(
        replace(mention, role=_final(mention, role, leader))
        for mention, role in zip(given, roles, strict=True)
    )


def _final(mention: Mention, role: Role | None, leader: Mention | None) -> Role:
    if role is not None:
        return role
    return Role.ORGANIZER if leader is not None and _same(mention, leader) else Role.MENTIONED


def _same(one: Mention, other: Mention) -> bool:
    """The same body, by the registry or by its words."""
    if one.match.organizer_id or other.match.organizer_id:
        return one.match.organizer_id == other.match.organizer_id
    a, b = (set(_WORDS.findall(mention.quote.casefold())) for mention in (one, other))
    return a <= b or b <= a


def _labelled(field: PlainText, mention: Mention) -> bool:
    start = field.place(mention.start)
    return start < _TOP and _LABEL.search(field.folded[max(0, start - 40) : start]) is not None


def _named_most(
    among: Sequence[Mention], given: Sequence[Mention], fields: dict[str, PlainText]
) -> int | None:
    """The body named three times and twice as often as any other: the text is its own."""
    named: dict[str, list[int]] = {}
    for mention in among:
        if not _in_address(fields[mention.where], mention):
            named.setdefault(mention.match.organizer_id or mention.quote.casefold(), []).append(
                given.index(mention)
            )
    by_count = sorted(named.values(), key=len, reverse=True)
    if (
        not by_count
        or len(by_count[0]) < _OFTEN
        or (len(by_count) > 1 and len(by_count[1]) * 2 > len(by_count[0]))
    ):
        return None
    return by_count[0][0]


def _stands_under(
    given: Sequence[Mention], roles: Sequence[Role | None], fields: dict[str, PlainText]
) -> int | None:
    """Who leads when nobody is said to: a known body before an unknown one, and of these the one that stands
    alone on a line, belongs to the event's name, or comes first. Unknown words need one of the first two."""
    free = [index for index, role in enumerate(roles) if role is None]
    known = [index for index in free if given[index].match.outcome is not Outcome.NONE]
    fit = [
        index for index in free if index in known or _cues().leads.match(given[index].quote.lower().encode())
    ]
    heads = [index for index, mention in enumerate(given) if _headed(fields[mention.where], mention)]
    for test in (_opens_text, _alone_on_line, _in_event_name):
        for index in known if heads else fit:
            field = fields.get(given[index].where)
            if field is not None and test(field, given[index]):
                return index
    chosen = known or heads or fit
    if chosen:
        return chosen[0]
    often = _named_most(given, given, fields)
    return often if often is not None else next(iter(free), None)


def _headed(field: PlainText, mention: Mention) -> bool:
    """A report tells of the head of the body that holds it: "dibuka oleh Kepala X"; speakers do not count."""
    start = field.place(mention.start)
    left = field.folded[max(0, start - 60) : start].rsplit(b"\n", 1)[-1]
    speaks = _cues().left[Role.SPEAKER_AFFILIATION].search(left) is not None
    return mention.match.organizer_id is not None and not speaks and _HEAD.search(left) is not None


def _opens_text(field: PlainText, mention: Mention) -> bool:
    return (
        field.where == "text" and _ONLY_SIGNS.search(field.folded[: field.place(mention.start)]) is not None
    )


def _alone_on_line(field: PlainText, mention: Mention) -> bool:
    start, end = field.place(mention.start), field.place(mention.end)
    line = field.folded.rfind(b"\n", 0, start) + 1
    stop = field.folded.find(b"\n", end)
    rest = field.folded[end : stop if stop >= 0 else len(field.folded)]
    return bool(_ONLY_SIGNS.search(field.folded[max(line, start - 40) : start])) and bool(
        _ONLY_SIGNS.search(rest[:40])
    )


def _in_event_name(field: PlainText, mention: Mention) -> bool:
    start = field.place(mention.start)
    return _EVENT_NAME.search(field.folded[max(0, start - 80) : start]) is not None
