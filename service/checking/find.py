"""Look at a page with everything the registry knows: links, names, event, signals. Concludes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from registry.hosts.link import Link
from registry.hosts.reader import read_link
from registry.reading.event import read_fields
from registry.reading.facts import EventFacts
from registry.reading.mentions import find_mentions
from registry.reading.page import Page
from registry.reading.plain import fold
from registry.reading.roles import roles_in
from registry.rules.organizer_classes import organizer_note
from registry.rules.use import Usefulness, usefulness
from service.checking.addresses import read_addresses
from service.checking.coverage import coverage_of, kind_of
from service.checking.decided import flags_on
from service.checking.findings import Findings, Tie
from service.checking.imitations import imitated
from service.checking.links import follow, judged_link, link_ties
from service.checking.names import Names, read_names
from service.checking.published import Published
from service.checking.signs import Around, Reading, find_all_signals


def find(page: Page, snapshot: Published, on: date) -> Findings:
    """Everything the decision needs.

    Raises:
        UnreadableLinkError: ``page.url`` is no http(s) address.
    """
    given = read_link(page.url) if page.url else None
    addresses = read_addresses(page, given)
    title, text = fold(page.title, "title"), fold(page.text, "text")
    event = read_fields(title, text, on)
    fields = (("title", page.title), ("text", page.text))
    named = [it for where, text in fields for it in find_mentions(text, where, snapshot.matcher)]
    with_roles = roles_in((title, text), page, named, snapshot.matcher)
    names = read_names(with_roles, snapshot, not event.page_type.tells_of_others)
    judged = judged_link(given, addresses.ways_in, snapshot, on)
    tied = link_ties(judged, snapshot, on)
    zone = snapshot.hosts.suffix_class(judged.final) if judged and not judged.unresolved else None
    everywhere = tuple(_and_where_they_lead(addresses.every, snapshot))
    around = Around(tied.ties, names, zone, imitated(everywhere, snapshot, on))
    ties = tied.ties + tuple(tie for tie in names.ties if tie.organizer.id not in tied.organizer_ids)
    return Findings(
        on=on,
        event=event,
        usefulness=_usefulness(event, on, ties, names),
        link=judged,
        ties=ties,
        ambiguous=names.ambiguous,
        strangers=names.strangers,
        signals=find_all_signals(Reading((title, text), page, event, on), around),
        imitations=around.imitations,
        flags=flags_on(everywhere, snapshot),
        expired=tied.expired,
        coverage=coverage_of(names.strangers[0], snapshot) if names.strangers else None,
        has_text=bool(page.title.strip() or page.text.strip()),
        text_is_the_pages=given is not None,
        unread=addresses.unread if given is None else "",
        zone=zone,
        snapshot=snapshot.version,
    )


def _and_where_they_lead(links: Iterable[Link], snapshot: Published) -> Iterator[Link]:
    """The addresses of a page, and the targets of those that are short links somebody has opened."""
    for link in links:
        yield link
        if link.needs_resolving:
            yield follow(link, snapshot).final


def _usefulness(event: EventFacts, on: date, ties: tuple[Tie, ...], names: Names) -> Usefulness:
    """By the rules in force, with what secondary sources say of the organizer's class (S006-S009)."""
    use = usefulness(event, on)
    if use.period is None or not event.is_training:
        return use
    kinds = [
        *(tie.organizer.kind for tie in ties if tie.proven or tie.leads),
        *(candidate.kind for name in names.ambiguous for candidate in name.candidates),
        *(kind_of(name) for name in names.strangers),
    ]
    note = organizer_note(kinds[0] if kinds else None, use.day, named=bool(kinds))
    return replace(use, notes=(*use.notes, note))
