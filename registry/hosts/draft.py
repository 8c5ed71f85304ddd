"""From organizers and data files to the rows of a host index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from registry.hosts.known import HostCaveat, protected_hosts
from registry.hosts.link import UnreadableLinkError
from registry.hosts.lookalike.names import Name
from registry.hosts.lookalike.strength import shared_names, strength
from registry.hosts.ownership import hosts_of
from registry.hosts.reader import read_link
from registry.hosts.suffixes import split_host
from registry.organizer import Host, Kind, Organizer

_NATIONAL = frozenset({Kind.MINISTRY, Kind.PROFESSION, Kind.DINAS})


def embedded_names() -> frozenset[str]:
    """The glued names of all embedded protected hosts."""
    return frozenset(name.text for name in protected_names(()))


class Draft:
    """What is collected from a stream of organizers; hosts that can be nobody's own are refused with a
    reason."""

    def __init__(self) -> None:
        self.hosts: list[tuple[str, Host]] = []
        self.names: list[Name] = []
        self.offices: dict[str, list[str | None]] = {}
        self.refused: list[tuple[str, str, str]] = []

    def add(self, organizer: Organizer) -> None:
        """Take one organizer's hosts in."""
        own: list[str] = []
        for host in hosts_of(organizer):
            try:
                link = read_link(host.name)
            except UnreadableLinkError as error:
                self.refused.append((organizer.id, host.name, str(error)))
                continue
            if link.platform is not None and not link.tenant:
                self.refused.append((organizer.id, host.name, "a shared platform is nobody's own host"))
                continue
            self.hosts.append((organizer.id, host))
            if host.relation == "own" and host.confidence != "C" and not link.tenant:
                own.append(host.name)
                self.names.extend(_names(host.name, organizer))
        if organizer.kind is Kind.DINAS and organizer.region and organizer.parent is None:
            self.offices[f"dinas:{organizer.region}"] = [
                organizer.id,
                organizer.name,
                own[0] if own else None,
            ]


def _names(host: str, organizer: Organizer) -> Iterator[Name]:
    zone = split_host(host)[1]
    if text := name_text(host, zone):
        rank = strength(text, shared=shared_names(), national=organizer.kind in _NATIONAL)
        yield Name(text, host, zone, organizer.id, organizer.name, organizer.region, rank)


def protected_names(caveats: Iterable[HostCaveat]) -> Iterator[Name]:
    """The embedded official names of others, without those whose host is known not to be what it looks
    like."""
    untrusted = {
        item.host for item in caveats if item.caveat in ("not_a_school", "self_declared", "unconfirmed")
    }
    for fact in protected_hosts():
        zone = split_host(fact.host)[1]
        text = name_text(fact.host, zone)
        if text and fact.host not in untrusted:
            central = fact.kind == "government" and fact.region is None and fact.host.count(".") == 2
            rank = strength(text, shared=shared_names(), national=central)
            yield Name(text, fact.host, zone, None, fact.owner, fact.region, rank)


def name_text(host: str, zone: str) -> str:
    """The glued name of a host: ``disdik.jabarprov.go.id`` in ``go.id`` → ``disdikjabarprov``."""
    return host.removesuffix(zone).replace(".", "").replace("-", "") if zone else ""
