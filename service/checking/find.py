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
from registry.reading.styled import plain_letters
from registry.rules.organizer_classes import organizer_note
from registry.rules.use import Usefulness, usefulness
from service.checking.addresses import read_addresses
from service.checking.coverage import coverage_of, kind_of
from service.checking.decided import flags_on
from service.checking.findings import Findings, Relation, Tie
from service.checking.imitations import imitated
from service.checking.kinship import are_of_one_house
from service.checking.links import follow, judged_link, link_ties
from service.checking.logins import without_logins_at_home
from service.checking.names import Names, read_names
from service.checking.published import Published
from service.checking.quoted import only_told
from service.checking.signs import Around, Reading, find_all_signals
from service.checking.told_address import told


def find(page: Page, snapshot: Published, on: date) -> Findings:
    """Everything the decision needs.

    Raises:
        UnreadableLinkError: ``page.url`` is no http(s) address.
    """
    page = replace(page, title=plain_letters(page.title), text=plain_letters(page.text))
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
    on_own_host = any(tie.relation is Relation.HOST for tie in tied.ties)
    quotes = only_told(page, given, addresses, event.page_type, proven=on_own_host)
    meant = _and_where_they_lead([it for it in addresses.every if it.key not in quotes], snapshot)
    quoted = _and_where_they_lead([it for it in addresses.every if it.key in quotes], snapshot)
    kin = frozenset(_kin(tied.ties, names.ties, snapshot))
    around = Around(tied.ties, names, zone, imitated(meant, snapshot, on), kin)
    ties = tied.ties + tuple(tie for tie in names.ties if tie.organizer.id not in tied.organizer_ids)
    signals = find_all_signals(Reading((title, text), page, event, on), around)
    if not around.imitations and not addresses.unread:
        signals = without_logins_at_home(
            signals, (title, text), addresses.every, snapshot, on, on_page=given is not None
        )
    return Findings(
        on=on,
        event=event,
        usefulness=_usefulness(event, on, ties, names),
        link=judged,
        ties=ties,
        ambiguous=names.ambiguous,
        strangers=names.strangers,
        signals=signals,
        imitations=around.imitations,
        flags=flags_on(meant, snapshot),
        told_of=_to_be_left(quoted, snapshot, on),
        kin=kin,
        expired=tied.expired,
        coverage=coverage_of(names.strangers[0], snapshot) if names.strangers else None,
        has_text=bool(page.title.strip() or page.text.strip()),
        text_is_the_pages=given is not None,
        unread=addresses.unread if given is None else "",
        zone=zone,
        snapshot=snapshot.version,
    )


def _and_where_they_lead(links: Iterable[Link], snapshot: Published) -> tuple[Link, ...]:
    """The addresses of a page, and the targets of those that are short links somebody has opened."""

    def both() -> Iterator[Link]:
        for link in links:
            yield link
            if link.needs_resolving:
                yield follow(link, snapshot).final

    return tuple(both())


def _kin(tied: Iterable[Tie], named: Iterable[Tie], snapshot: Published) -> Iterator[str]:
    """Ids of the bodies named that belong together with one that is proven to stand behind the link."""
    owners = [tie.organizer for tie in tied if tie.proven]
    for tie in named:
        if any(are_of_one_house(tie.organizer, owner, snapshot) for owner in owners):
            yield tie.organizer.id


def _to_be_left(links: tuple[Link, ...], snapshot: Published, on: date) -> tuple[str, ...]:
    """Of the addresses that are only told of, those that imitate or were flagged."""
    imitating = [it.host for it in imitated(links, snapshot, on)]
    return tuple(dict.fromkeys([*imitating, *(told(it.address) for it in flags_on(links, snapshot))]))


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
