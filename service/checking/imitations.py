"""Addresses that imitate a recognized organizer's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from registry.decision import Action
from registry.hosts.link import Link
from registry.hosts.lookalike.finding import Lookalike, Severity
from service.checking.decided import decision_on
from service.checking.findings import Imitation
from service.checking.published import Published


def imitated(links: Iterable[Link], snapshot: Published, on: date) -> tuple[Imitation, ...]:
    """One for each host that imitates. One that has an owner, or that an admin cleared, imitates nobody."""
    found: dict[str, Imitation] = {}
    for link in links:
        if link.host in found or snapshot.hosts.owners(link, on):
            continue
        if (decided := decision_on(link, snapshot)) is not None and decided.action is Action.CLEAR:
            continue
        lookalike = snapshot.hosts.lookalike(link)
        if lookalike is not None and lookalike.severity is not Severity.SHADOW:
            found[link.host] = _imitation(lookalike, link, snapshot)
    return tuple(found.values())


def _imitation(lookalike: Lookalike, link: Link, snapshot: Published) -> Imitation:
    organizer = snapshot.organizer(lookalike.organizer_id) if lookalike.organizer_id else None
    return Imitation(
        host=link.host,
        official=lookalike.target,
        claimed=organizer.name if organizer else lookalike.claimed or lookalike.target,
        technique=lookalike.technique.value,
        exact=lookalike.severity is Severity.DANGER,
    )
