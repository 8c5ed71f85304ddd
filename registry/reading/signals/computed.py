"""Signals that are worked out from the facts of a page: N10, N13, N14, N17, P11."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import re2

from registry.reading.facts import EventFacts, FeeBasis, FeePurpose
from registry.reading.page import Page
from registry.reading.plain import PlainText
from registry.reading.signals.catalogue import catalogue, link_hosts
from registry.reading.signals.signal import Signal
from registry.reading.vocabulary import Phrases

MOST_JP_A_DAY = 10
"""Lesson hours a day, first to last day, above which N10 speaks: a proposal, honest adverts exceed it too."""

_SPEAKER = Phrases.of(
    (
        *("narasumber", "nara sumber", "pemateri", "pembicara", "pemantik", "keynote"),
        *("instruktur", "trainer", "fasilitator"),
    )
)
_MOST_WRITTEN = 50
"""Addresses in the text that are looked at."""
_HOUR = Phrases.of(("jam", "pukul", "pkl"))
_CLOCK = re2.compile(rb"\b\d{1,2}[.:]\d{2}\b")
_LINK = re2.compile(
    rb"https?://[^\s\"'<>|]+[^\s\"'<>|.,;:!)]|\bwww\.[^\s\"'<>|]+"
    rb"|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:ly|id|gle|com|ee|me|co|gy|at|gd|org|net|web|app|site|online|xyz)(?:/[^\s\"'<>|]*[^\s\"'<>|.,;:!)])?"
)


def computed_signals(fields: tuple[PlainText, ...], page: Page, event: EventFacts) -> list[Signal]:
    """The signals that no single phrase shows. Only sign-ups have them."""
    if not event.is_training:
        return []
    signals = (
        out_of_proportion(event),
        paid_certificate(event),
        only_short_links(fields, page),
        no_schedule(fields, event),
        complete(fields, event),
    )
    return [signal for signal in signals if signal is not None]


def out_of_proportion(event: EventFacts) -> Signal | None:
    """N10: more than ``MOST_JP_A_DAY`` lesson hours a day from the first to the last day."""
    if event.jp is None or not event.days or event.jp.hours <= MOST_JP_A_DAY * event.days:
        return None
    rule, quote = catalogue().rules["N10"], event.jp.quote
    params: dict[str, str | int] = {"jp": event.jp.hours, "days": event.days, "most": MOST_JP_A_DAY}
    return Signal("N10", rule.severity, quote.text, quote.where, quote.start, quote.end, params)


def paid_certificate(event: EventFacts) -> Signal | None:
    """N13: the certificate is paid for, by a price or a donation, although joining is not."""
    fee = event.fee
    if fee is None or not fee.for_certificate or fee.purpose is FeePurpose.REGISTRATION:
        return None
    rule, quote = catalogue().rules["N13"], fee.quote
    price = (
        "seikhlasnya" if fee.basis is FeeBasis.VOLUNTARY else f"Rp{fee.amount_idr or 0:,}".replace(",", ".")
    )
    return Signal("N13", rule.severity, quote.text, quote.where, quote.start, quote.end, {"price": price})


def only_short_links(fields: tuple[PlainText, ...], page: Page) -> Signal | None:
    """N14: every address on the page is a short link or a free form. Never suffices alone."""
    given = [*page.links, *([page.url] if page.url else [])]
    if not all(_says_nothing(link) for link in given):
        return None
    written: list[tuple[PlainText, int, int]] = []
    for field in fields:
        for match in _LINK.finditer(field.folded) if b"." in field.folded else ():
            if len(written) == _MOST_WRITTEN:
                break
            if not _says_nothing(match.group().decode()):
                return None
            written.append((field, *match.span()))
    rule = catalogue().rules["N14"]
    if written:
        field, start, end = written[0]
        first, last = field.span(start, end)
        return Signal("N14", rule.severity, field.original[first:last], field.where, first, last)
    if not given:
        return None
    return Signal("N14", rule.severity, given[0], "links", 0, len(given[0]))


def _says_nothing(link: str) -> bool:
    try:
        parts = urlsplit(link if "//" in link else f"//{link}")
    except ValueError:
        return False
    host = (parts.hostname or "").removeprefix("www.")
    return any(
        host + parts.path == known or (host + parts.path + "/").startswith(known + "/") for known in _hosts()
    )


@lru_cache(maxsize=1)
def _hosts() -> tuple[str, ...]:
    return link_hosts("N14")


def no_schedule(fields: tuple[PlainText, ...], event: EventFacts) -> Signal | None:
    """N17: neither a clock time nor a speaker is named."""
    if _named(_SPEAKER, fields) or _named(_HOUR, fields):
        return None
    if any(_CLOCK.search(field.folded) is not None for field in fields):
        return None
    return (
        Signal("N17", catalogue().rules["N17"].severity) if not event.runs or len(event.runs) == 1 else None
    )


def complete(fields: tuple[PlainText, ...], event: EventFacts) -> Signal | None:
    """P11: day, speaker, cost and a contact are all there."""
    if not (event.runs and event.fee and event.contacts and _named(_SPEAKER, fields)):
        return None
    quote = event.runs[0].quote
    return Signal("P11", catalogue().rules["P11"].severity, quote.text, quote.where, quote.start, quote.end)


def _named(phrases: Phrases, fields: tuple[PlainText, ...]) -> bool:
    return any(phrases.occur(field) for field in fields)
