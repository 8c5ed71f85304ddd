"""What a named body does on the page: it organizes, hosts, supports, sends a speaker, or is merely named.

Every name is judged by the words directly left and right of it; when nobody is said to organize, the name the
page stands under does (title, first line, signature, "webinar MGMP ...").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import re2

from registry.matching.answer import NameMatch, Outcome
from registry.matching.matcher import Matcher
from registry.naming.parse import parse
from registry.reading.around import Around, around, in_address, in_quotation, is_place, of_speaker
from registry.reading.leading import choose_leader
from registry.reading.mention import Mention, Role
from registry.reading.namesakes import whose_own
from registry.reading.page import Page
from registry.reading.plain import PlainText, fold
from registry.reading.role_cues import acts, cues, nearest
from registry.reading.sender import sends
from registry.reading.strangers import find_said, find_stranger

# "webinar oleh X", "diselenggarakan oleh X", but not "dibuka oleh X".
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
OWN_WORDS = 2
"""Own words that a name without a type word must have before the registry is asked for it."""
_OR = re2.compile(rb"\batau\s+$")


def assign_roles(
    page: Page, mentions: Iterable[Mention], matcher: Matcher | None = None
) -> tuple[Mention, ...]:
    """The same mentions, in the same order, each with its role. Linear in the page and the mentions.

    When none of them leads, a body whose name says no type may be added at the end (see ``strangers``);
    ``matcher`` is asked whether the registry knows it by that name.
    A mention outside of what is read of a long page stays ``mentioned``.
    """
    return roles_in((fold(page.title, "title"), fold(page.text, "text")), page, mentions, matcher)


def roles_in(
    folded: Iterable[PlainText], page: Page, mentions: Iterable[Mention], matcher: Matcher | None = None
) -> tuple[Mention, ...]:
    """``assign_roles`` for fields that are already folded."""
    given = list(mentions)
    fields = {field.where: field for field in folded}
    roles: list[Role | None] = []
    joined: list[bool] = []
    before: Mention | None = None
    for number, mention in enumerate(given):
        field = fields.get(mention.where)
        role, beside = None, False
        if field is not None and mention.end <= len(field.original):
            same = before if before is not None and before.where == mention.where else None
            stands = around(field, mention, same)
            beside = stands.joined
            role = _role(field, mention, stands, roles[-1] if same is not None else None)
            if same is not None and roles[-1] is None and _acts_for_another(stands, role):
                roles[-1] = Role.ORGANIZER
            given[number] = whose_own(field.original, mention, role, same.end if same is not None else 0)
        roles.append(role)
        joined.append(beside)
        before = mention
    # who is said to lead comes before who only may
    stranger = None if Role.ORGANIZER in roles else find_said(page, tuple(given), clearly=True)
    if stranger is None:
        told = choose_leader(given, roles, joined, fields)
    else:
        told = [role or Role.MENTIONED for role in roles]
    answered = tuple(replace(mention, role=role) for mention, role in zip(given, told, strict=True))
    stranger = stranger or find_stranger(page, answered)
    if stranger is None:
        return _with_whom(answered, fields)
    return (*answered, replace(stranger, match=_known_as(stranger, matcher)))


def _with_whom(mentions: tuple[Mention, ...], fields: Mapping[str, PlainText]) -> tuple[Mention, ...]:
    """When nobody leads, and nobody else is named at its side, "kelas menulis bersama X" is X's own."""
    if any(mention.role in (Role.ORGANIZER, Role.HOST) for mention in mentions):
        return mentions
    for at, mention in enumerate(mentions):
        field = fields.get(mention.where)
        if mention.role is not Role.PARTNER or field is None:
            continue
        start = field.place(mention.start)
        if cues().with_whom.search(field.folded[max(0, start - 40) : start]) is not None:
            return (*mentions[:at], replace(mention, role=Role.ORGANIZER), *mentions[at + 1 :])
    return mentions


def _known_as(stranger: Mention, matcher: Matcher | None) -> NameMatch:
    """Whom the registry knows by a name without a type word. One word is not enough, nor a word that belongs
    to no name: "Undangan Terbuka" is not Universitas Terbuka.
    """
    name = parse(stranger.quote)
    if matcher is None or len(name.own) < OWN_WORDS or name.soft:
        return stranger.match
    match = matcher.match_parsed(name)
    return match if match.outcome is Outcome.MATCH else stranger.match


def _role(field: PlainText, mention: Mention, stands: Around, role_before: Role | None) -> Role | None:
    """The role the words around say, or ``None`` when they say nothing."""
    left, right = stands.left, stands.right
    if cues().event.search(left) and not in_address(field, mention):
        return None  # "webinar IGI", "Klinik Guru PGRI": the page stands under it
    if cues().title.search(left) and not cues().with_whom.search(left) and not _of_teachers(mention, left):
        event = cues().for_teachers.search(left) is not None and not is_place(mention)
        return None if event or sends(field, mention, left) else Role.SPEAKER_AFFILIATION
    if cues().says.search(left):
        return Role.SPEAKER_AFFILIATION
    if in_address(field, mention):
        return Role.MENTIONED
    if in_quotation(field, mention, stands.line):
        return Role.MENTIONED
    for role in (Role.HOST, Role.SPEAKER_AFFILIATION):
        if cues().right[role].search(right[:30]):
            return role
    if cues().right[Role.MENTIONED].match(right.lstrip(b" *_,")):
        return Role.MENTIONED
    if stands.bracketed and role_before is not None:
        return role_before
    if cues().parent.search(left[-30:]) or _OR.search(left) or right.lstrip(b" ,").startswith(b"atau "):
        return Role.MENTIONED
    said = nearest(left)
    if cues().person.match(mention.quote.lower().encode()) and said is not Role.ORGANIZER:
        return said or Role.MENTIONED
    return _acting(field, mention, stands, role_before, said)


def _of_teachers(mention: Mention, left: bytes) -> bool:
    """ "Webinar Perlindungan Guru PGRI Jawa Tengah" names no speaker: PGRI employs no teachers."""
    return left.endswith(b"guru ") and cues().of_teachers.match(mention.quote.lower().encode()) is not None


def _acting(
    field: PlainText, mention: Mention, stands: Around, role_before: Role | None, said: Role | None
) -> Role | None:
    """The role of a name by the verb beside it, the name before it and the nearest cue."""
    left = stands.left
    leads = acts(Role.ORGANIZER, stands.right)
    if stands.joined and role_before is not None:
        if stands.comma and leads and role_before is not Role.ORGANIZER:
            return Role.ORGANIZER  # "Didukung X, Y mengadakan ..."
        return Role.PARTNER if role_before is Role.ORGANIZER else role_before
    if stands.first and cues().joint.search(left):
        return Role.ORGANIZER
    if said is Role.HOST:
        return Role.HOST if is_place(mention) and not leads else Role.ORGANIZER if leads else None
    if said is not Role.PARTNER and (by := _BY.search(left)) is not None:
        return _actor(by.group(1))
    if said in (None, Role.MENTIONED) and leads:
        return Role.ORGANIZER
    if said is None and of_speaker(field, mention, stands.line):
        return Role.SPEAKER_AFFILIATION
    return said


def _actor(verb: bytes) -> Role:
    """Of "... oleh X": who "opened" does not organize; who holds it, or "webinar oleh X" does."""
    passive = verb.startswith((b"di", b"ter"))
    return Role.MENTIONED if passive and not verb.startswith(_ORGANIZED) else Role.ORGANIZER


def _acts_for_another(stands: Around, role: Role | None) -> bool:
    """Whether the verb right of a parent body is that of the name before: "X, di bawah Y, mengundang"."""
    parent = role is Role.MENTIONED and cues().parent.search(stands.left[-30:]) is not None
    return parent and acts(Role.ORGANIZER, stands.right)
