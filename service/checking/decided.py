"""What admins decided about the addresses of a page: flagged, or cleared of imitating anybody."""

from __future__ import annotations

from collections.abc import Iterable

from registry.decision import Action, Decision, subjects_of
from registry.hosts.link import Link
from service.checking.findings import Flagged
from service.checking.published import Published


def decision_on(link: Link, snapshot: Published) -> Decision | None:
    """The most particular decision about a link: about the page itself, its host, the tree above."""
    for subject in subjects_of(link):
        if (found := snapshot.decision(subject)) is not None:
            return found
    return None


def flags_on(links: Iterable[Link], snapshot: Published) -> tuple[Flagged, ...]:
    """The flagged addresses, each decision once."""
    found: dict[str, Flagged] = {}
    for link in links:
        decision = decision_on(link, snapshot)
        if decision is not None and decision.action is Action.FLAG:
            found.setdefault(decision.subject, Flagged(link.url, decision))
    return tuple(found.values())
