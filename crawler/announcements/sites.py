"""Which sites are visited: the hosts that are known to belong to one organizer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from crawler.announcements.site import OrganizerSite
from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from registry.organizer import Organizer, Status


def sites_of(organizers: Iterable[Organizer], on: date) -> Iterator[OrganizerSite]:
    """The sites to visit on a day: own hosts in force, well attested, of active organizers, each owned by one
    only (with or without ``www.``). No other host counts as an organizer's own on a visit either.

    Hosts on shared platforms are left out: what stands on ``somebody.blogspot.com`` is a claim of that
    somebody.
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    own: defaultdict[str, list[str]] = defaultdict(list)
    for organizer in organizers:
        if organizer.status is not Status.INACTIVE:
            for host in organizer.hosts:
                if host.is_surely_own(on) and _is_own_name(host.name):
                    own[organizer.id].append(host.name)
                    owners[host.name.removeprefix("www.")].add(organizer.id)
    for organizer_id, names in own.items():
        alone = tuple(name for name in names if len(owners[name.removeprefix("www.")]) == 1)
        for name in alone:
            yield OrganizerSite(name, organizer_id, alone)


def _is_own_name(name: str) -> bool:
    try:
        link = read_link(f"https://{name}/")
    except UnreadableLinkError:
        return False
    return link.platform is None
