"""Look at a page with everything the registry knows: links, names, event, signals. Concludes nothing."""

from __future__ import annotations

from datetime import date

from registry.hosts.reader import read_link
from registry.reading.event import read_event
from registry.reading.mentions import find_mentions
from registry.reading.page import Page
from registry.reading.roles import assign_roles
from registry.rules.use import usefulness
from service.checking.addresses import read_addresses
from service.checking.coverage import coverage_of
from service.checking.findings import Findings
from service.checking.imitations import imitated
from service.checking.links import judged_link, link_ties
from service.checking.names import read_names
from service.checking.published import Published
from service.checking.signs import Around, find_all_signals


def find(page: Page, snapshot: Published, on: date) -> Findings:
    """Everything the decision needs.

    Raises:
        UnreadableLinkError: ``page.url`` is no http(s) address.
    """
    given = read_link(page.url) if page.url else None
    addresses = read_addresses(page)
    event = read_event(page, on)
    fields = (("title", page.title), ("text", page.text))
    named = [it for where, text in fields for it in find_mentions(text, where, snapshot.matcher)]
    names = read_names(assign_roles(page, named), snapshot, not event.page_type.tells_of_others)
    judged = judged_link(given, addresses.ways_in, snapshot, on)
    tied = link_ties(judged, snapshot, on)
    zone = snapshot.hosts.suffix_class(judged.final) if judged and not judged.unresolved else None
    around = Around(tied.ties, names, zone, imitated(addresses.every, snapshot, on))
    ties = tied.ties + tuple(tie for tie in names.ties if tie.organizer.id not in tied.organizer_ids)
    return Findings(
        on=on,
        event=event,
        usefulness=usefulness(event, on),
        link=judged,
        ties=ties,
        ambiguous=names.ambiguous,
        strangers=names.strangers,
        signals=find_all_signals(page, event, on, around),
        imitations=around.imitations,
        expired=tied.expired,
        coverage=coverage_of(names.strangers[0], snapshot) if names.strangers else None,
        has_text=bool(page.title.strip() or page.text.strip()),
        text_is_the_pages=given is not None,
        zone=zone,
        snapshot=snapshot.version,
    )
