"""Who leads: of those said to organize the one whose page it is, and one of the others when nobody is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import re2

from registry.matching.answer import Outcome
from registry.matching.keys import slot_text
from registry.naming.parse import parse
from registry.reading.around import in_address, is_place
from registry.reading.mention import Mention, Role
from registry.reading.plain import PlainText
from registry.reading.role_cues import cues

_LABEL = re2.compile(
    rb"(?:penyelenggara|pelaksana|diselenggarakan oleh|diadakan oleh|digelar oleh|dilaksanakan oleh)\W*$"
)
_HEAD = re2.compile(rb"\b(?:kepala|oleh)\s+$")
_TOP = 1_500
"""Folded characters in which a second organizer may be named; below, a text tells of others."""
_OFTEN = 3
_LISTED = 3
"""Schools, each on a line of its own, are a list of those who come or have won."""
_SHORT = 600
"""Characters of a message. What is written at length names many who do not act; a message, who sends it."""
_WORDS = re.compile(r"\w+")
ONLY_SIGNS = re2.compile(rb"^[^a-z0-9]*$")
_EVENT_NAME = re2.compile(
    rb"(?:webinar|workshop|lokakarya|bimtek|pelatihan|diklat|seminar|zoom|kelas|agenda|rapat|pertemuan|pekan|iht|dari)\b"
    rb"[^.:!?\n]{0,60}$"
)
_MEMBERS = re2.compile(
    rb"\b(?:mengundang|undangan|undang|panggilan|yth|kpd|kepada|ibu|bapak|bunda|rekan)\b\.?[^.\n]{0,30}\banggota\s+$"
)


def choose_leader(
    given: Sequence[Mention],
    said: Sequence[Role | None],
    joined: Sequence[bool],
    fields: Mapping[str, PlainText],
) -> list[Role]:
    """The roles with the leader chosen. Others that seem to act further down are named, unless a label says
    they organize; who is ``joined`` to the leader is a partner.
    """
    roles = list(said)
    leading = [index for index, role in enumerate(roles) if role is Role.ORGANIZER]
    first = next((i for i in leading if _labelled(fields[given[i].where], given[i])), None)
    if first is None:
        known = _named_most([m for m in given if m.match.organizer_id], given, fields)
        acting = next(iter(leading), None)
        if known is not None and _is_hall(known, given, roles):
            known = None
        if known is not None and leading and not any(_same(given[it], given[known]) for it in leading):
            known = None  # named most, but it is another one that acts
        first = known if known is not None else acting
        if first is not None and given[first].match.outcome is Outcome.NONE:
            headed = (
                i
                for i, mention in enumerate(given)
                if roles[i] is not Role.PARTNER and _headed(fields[mention.where], mention)
            )
            first = next(headed, first)
        if first is not None:
            roles[first] = Role.ORGANIZER
    if first is None and (first := _stands_under(given, roles, fields)) is not None:
        while joined[first] and roles[first - 1] is None and _leads(given[first - 1]):
            first -= 1  # "MKKS X dan Dinas Y": the first of them, though only the second is known
        roles[first] = Role.ORGANIZER
    leader = given[first] if first is not None else None
    for index, mention in enumerate(given):
        if roles[index] is Role.ORGANIZER and leader is not None and not _same(mention, leader):
            field = fields[mention.where]
            if not _labelled(field, mention):
                roles[index] = Role.MENTIONED
                for beside in range(index + 1, len(roles)):
                    if not joined[beside] or roles[beside] is not Role.PARTNER:
                        break
                    roles[beside] = Role.MENTIONED  # it acted with who did not lead
    final: list[Role] = []
    for mention, role, beside in zip(given, roles, joined, strict=True):
        if role is not None:
            final.append(role)
        elif leader is not None and _same(mention, leader):
            final.append(Role.ORGANIZER)
        elif beside and final[-1] in (Role.ORGANIZER, Role.PARTNER):
            final.append(Role.PARTNER)
        else:
            final.append(Role.MENTIONED)
    return final


def _same(one: Mention, other: Mention) -> bool:
    """The same body, by the registry, by its words or by its slots ("Kombel Tumbuh", "Komunitas Tumbuh")."""
    if one.match.organizer_id or other.match.organizer_id:
        return one.match.organizer_id == other.match.organizer_id
    a, b = (set(_WORDS.findall(mention.quote.casefold())) for mention in (one, other))
    return a <= b or b <= a or _slots(one.quote) == _slots(other.quote)


@lru_cache(maxsize=256)
def _slots(quote: str) -> str:
    name = parse(quote)
    return f"{slot_text(name)}{name.items}" if name.type else quote


def _labelled(field: PlainText, mention: Mention) -> bool:
    start = field.place(mention.start)
    return start < _TOP and _LABEL.search(field.folded[max(0, start - 40) : start]) is not None


def _named_most(
    among: Sequence[Mention], given: Sequence[Mention], fields: Mapping[str, PlainText]
) -> int | None:
    """The body named three times and twice as often as any other: the text is its own."""
    named: dict[str, list[int]] = {}
    for mention in among:
        if not in_address(fields[mention.where], mention):
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
    given: Sequence[Mention], roles: Sequence[Role | None], fields: Mapping[str, PlainText]
) -> int | None:
    """Who leads when nobody is said to: a known body before an unknown one, and of these the one that stands
    alone on a line, belongs to the event's name, or comes first. Unknown words need one of the first two."""
    free = [index for index, role in enumerate(roles) if role is None]
    listed = [
        index
        for index in free
        if is_place(given[index]) and _alone_on_line(fields[given[index].where], given[index])
    ]
    if len(listed) >= _LISTED:
        free = [index for index in free if index not in listed]
    known = [index for index in free if given[index].match.outcome is not Outcome.NONE]
    fit = [index for index in free if index in known or _leads(given[index])]
    heads = [
        index
        for index, mention in enumerate(given)
        if roles[index] is not Role.PARTNER and _headed(fields[mention.where], mention)
    ]
    for test in (_opens_text, _alone_on_line, _in_event_name):
        for index in known if heads else fit:
            field = fields.get(given[index].where)
            if field is not None and test(field, given[index]):
                return index
    alone = len(given) == 1 and sum(len(field.folded) for field in fields.values()) <= _SHORT
    chosen = [
        index
        for index in known
        if alone or given[index].match.outcome is Outcome.MATCH or not is_place(given[index])
    ]
    chosen = chosen or heads or [index for index in fit if index not in known]
    if chosen:
        return chosen[0]
    often = _named_most(given, given, fields)
    if often is not None and not _is_hall(often, given, roles):
        return often
    for index in free:
        if alone or (not is_place(given[index]) and _alone_on_line(fields[given[index].where], given[index])):
            return index
    members = (i for i, mention in enumerate(given) if _of_members(fields.get(mention.where), mention))
    return next(members, None)


def _is_hall(index: int, given: Sequence[Mention], roles: Sequence[Role | None]) -> bool:
    """Each time a body is named, it is the place where something happens."""
    return all(role is Role.HOST for it, role in zip(given, roles, strict=True) if _same(it, given[index]))


def _of_members(field: PlainText | None, mention: Mention) -> bool:
    """Only its members are invited, by nobody else: "Mengundang anggota KKG Gugus 3 ..."."""
    if field is None or (mention.match.outcome is Outcome.NONE and not _leads(mention)):
        return False
    start = field.place(mention.start)
    return _MEMBERS.search(field.folded[max(0, start - 60) : start]) is not None


def _leads(mention: Mention) -> bool:
    return cues().leads.match(mention.quote.lower().encode()) is not None


def _headed(field: PlainText, mention: Mention) -> bool:
    """A report tells of the head of the body that holds it: "dibuka oleh Kepala X"; speakers do not count."""
    start = field.place(mention.start)
    left = field.folded[max(0, start - 60) : start].rsplit(b"\n", 1)[-1]
    speaks = cues().left[Role.SPEAKER_AFFILIATION].search(left) is not None
    return mention.match.organizer_id is not None and not speaks and _HEAD.search(left) is not None


def _opens_text(field: PlainText, mention: Mention) -> bool:
    return field.where == "text" and ONLY_SIGNS.search(field.folded[: field.place(mention.start)]) is not None


def _alone_on_line(field: PlainText, mention: Mention) -> bool:
    start, end = field.place(mention.start), field.place(mention.end)
    line = field.folded.rfind(b"\n", 0, start) + 1
    stop = field.folded.find(b"\n", end)
    rest = field.folded[end : stop if stop >= 0 else len(field.folded)]
    return bool(ONLY_SIGNS.search(field.folded[max(line, start - 40) : start])) and bool(
        ONLY_SIGNS.search(rest[:40])
    )


def _in_event_name(field: PlainText, mention: Mention) -> bool:
    start = field.place(mention.start)
    return _EVENT_NAME.search(field.folded[max(0, start - 80) : start]) is not None
