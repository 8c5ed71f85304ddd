"""Signals that need what only the registry knows: who is named, whose host the link is on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any

import re2

from registry.organizer import Kind
from registry.reading.facts import ContactKind, EventFacts, Quote
from registry.reading.page import Page
from registry.reading.plain import PlainText, fold
from registry.reading.signals.catalogue import catalogue, link_hosts
from registry.reading.signals.find import matches
from registry.reading.signals.signal import Signal
from registry.values import dataclass

_GOVERNMENT = (Kind.MINISTRY, Kind.DINAS)
_MINISTRY = re2.compile(rb"\b(?:kementerian|kemen[a-z]+|kemdikbud[a-z]*|ditjen|dirjen|pusdatin|puslapdik)\b")
_CHAIR = re2.compile(rb"\b(?:ketua|ketua gugus|ketua mgmp|ketua kkg|koordinator)\b[^\n.]{0,40}")
_SPEAKERS = re2.compile(
    rb"\b(?:narasumber|pemateri|pembicara)\b[^\n.]{0,40}"
    rb"\b(?:guru|kepala sekolah|pengawas|guru penggerak)\b[^\n.]{0,20}"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller knows of a page.

    ``named``: some body is said to organize, known or not. ``leading``: the kinds of the recognized bodies
    that lead. ``claimed``: the kinds of all recognized bodies named. ``own_host``: the link is
    on a host of a leading body; ``government_host``: on some government host. ``stranger``: the words of an
    unknown body that is said to organize. ``imitation``: host and official target of an imitated address.
    ``registered``: a leading association has a registration number in the registry.
    """

    named: bool = False
    leading: tuple[Kind, ...] = ()
    claimed: tuple[Kind, ...] = ()
    own_host: bool = False
    government_host: bool = False
    stranger: Quote | None = None
    imitation: tuple[str, str] | None = None
    registered: bool = False


def find_context_signals(page: Page, event: EventFacts, context: Context) -> tuple[Signal, ...]:
    """N04, N06, N07, N15, N18, N20 and P01-P06 for a page of which the caller knows ``context``.

    N04 (nobody named) and N06 (only unknown bodies lead) exclude each other; both speak of sign-ups only, and
    a recognized leading body silences both. N15 and N20 need a claim of a government body away from its host.
    """
    return context_signals_in((fold(page.title, "title"), fold(page.text, "text")), page, event, context)


def context_signals_in(
    fields: tuple[PlainText, ...], page: Page, event: EventFacts, context: Context
) -> tuple[Signal, ...]:
    """``find_context_signals`` for fields that are already folded."""
    if event.page_type.tells_of_others:
        return ()
    found = [
        *_who(event, context),
        *_imitation(context),
        *_contact(event, context),
        *_recognition(fields, context),
        *_trust(fields, page, context),
    ]
    return tuple(sorted(found, key=lambda signal: signal.code))


def _signal(code: str, quote: Quote | None = None, **params: str) -> Signal:
    severity = catalogue().rules[code].severity
    if quote is None:
        return Signal(code, severity, params=dict(params))
    return Signal(code, severity, quote.text, quote.where, quote.start, quote.end, dict(params))


def _who(event: EventFacts, context: Context) -> Iterable[Signal]:
    if not event.is_training or context.leading:
        return
    if not context.named and context.stranger is None:
        yield _signal("N04")
    else:
        yield _signal("N06", context.stranger)


def _imitation(context: Context) -> Iterable[Signal]:
    if context.imitation is not None:
        host, target = context.imitation
        yield _signal("N07", Quote(host, "links", 0, len(host)), host=host, target=target)


def _contact(event: EventFacts, context: Context) -> Iterable[Signal]:
    if context.own_host or not _claims_a_ministry(context):
        return
    kinds = {contact.kind: contact.quote for contact in event.contacts}
    if ContactKind.PERSONAL_NUMBER in kinds and ContactKind.GOVERNMENT_MAIL not in kinds:
        yield _signal("N15", kinds[ContactKind.PERSONAL_NUMBER])
    if ContactKind.OTHER_MAIL in kinds and ContactKind.GOVERNMENT_MAIL not in kinds:
        yield _signal("N20", kinds[ContactKind.OTHER_MAIL])


def _claims_a_ministry(context: Context) -> bool:
    """By a recognized body, or in the name an unknown one gives itself ("Panitia PPG Kemendikdasmen")."""
    if any(kind is Kind.MINISTRY for kind in context.claimed):
        return True
    return context.stranger is not None and _MINISTRY.search(fold(context.stranger.text).folded) is not None


def _recognition(fields: tuple[PlainText, ...], context: Context) -> Iterable[Signal]:
    if context.government_host or context.own_host:
        return
    for field in fields:
        yield from _first("N18", field)


def _first(code: str, field: PlainText) -> Iterable[Signal]:
    rule = catalogue().rules[code]
    yield from islice(matches(rule, field), 1)


def _trust(fields: tuple[PlainText, ...], page: Page, context: Context) -> Iterable[Signal]:
    links = (*page.links, *((page.url,) if page.url else ()))
    for link in links:
        if link.partition("//")[2].startswith(link_hosts("P01")):
            yield Signal("P01", catalogue().rules["P01"].severity, link, "links", 0, len(link))
            break
    else:
        yield from _quoted("P01", _community_page(), fields)
    if context.own_host and context.government_host:
        yield _signal("P02")
    if Kind.DINAS in context.leading:
        yield from (signal for field in fields for signal in _first("P03", field))
    if Kind.PROFESSION in context.leading and context.registered:
        yield _signal("P04")
    if Kind.WORKING_GROUP in context.leading:
        yield from _quoted("P05", _CHAIR, fields)
    if Kind.SCHOOL in context.leading:
        yield from _quoted("P06", _SPEAKERS, fields)


@lru_cache(maxsize=1)
def _community_page() -> Any:
    hosts = "|".join(re2.escape(host) for host in link_hosts("P01"))
    return re2.compile(rf"(?:{hosts})[a-z0-9-]+".encode())


def _quoted(code: str, pattern: Any, fields: tuple[PlainText, ...]) -> Iterable[Signal]:
    for field in fields:
        if (match := pattern.search(field.folded)) is not None:
            yield _signal(code, Quote.of(field, *match.span()))
            return
