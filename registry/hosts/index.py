"""The host index of a snapshot: who owns a host, and whom it imitates. Built once, opened memory-mapped by
every process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from registry.hosts.known import (
    Caveat,
    embedded_caveats,
    is_never_flagged,
    protected_hosts,
)
from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.lookalike import Lookalike, Severity
from registry.hosts.lookalike.case import Case, Office
from registry.hosts.lookalike.confusables import table_version
from registry.hosts.lookalike.judge import findings
from registry.hosts.lookalike.names import Name, NameBook, write_names
from registry.hosts.lookalike.strength import shared_names, strength
from registry.hosts.lookalike.view import view
from registry.hosts.lookalike.vocabulary import vocabulary
from registry.hosts.ownership import Ownership, OwnershipTable, hosts_of, write_ownership
from registry.hosts.platforms import platforms
from registry.hosts.reader import read_link
from registry.hosts.suffixes import split_host, suffix_class
from registry.organizer import Host, Kind, Organizer

FORMAT = 1
_NATIONAL = frozenset({Kind.MINISTRY, Kind.PROFESSION, Kind.DINAS})


class HostCaveat(Protocol):
    """Anything with a host and a caveat about it."""

    @property
    def host(self) -> str: ...
    @property
    def caveat(self) -> str: ...


class IndexFormatError(ValueError):
    """The folder holds no host index this version can read; build it anew."""


@dataclass(frozen=True, slots=True)
class IndexCounts:
    """What was built: registered hosts, names to compare with, and hosts left out with the reason for
    each."""

    hosts: int
    names: int
    refused: tuple[tuple[str, str, str], ...]  # organizer id, host, reason


def build_index(
    organizers: Iterable[Organizer], folder: Path, *, caveats: Iterable[HostCaveat] | None = None
) -> IndexCounts:
    """Build the host index of a stream of organizers into a folder (made if missing).

    ``caveats`` default to the embedded ones. A host that cannot be anybody's own (a shared platform, no
    host name) is left out and reported, never an error: one bad row must not stop a publication."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = tuple(caveats) if caveats is not None else embedded_caveats()
    draft = _Draft()
    for organizer in organizers:
        draft.add(organizer)
    names = {name.host: name for name in _protected_names(listed)}
    names.update({name.host: name for name in draft.names})
    hosts = write_ownership(folder, draft.hosts)
    count = write_names(folder, names.values())
    offices = draft.offices | {
        f"government:{fact.region}": [None, fact.owner or "", fact.host]
        for fact in protected_hosts()
        if fact.region and (fact.owner or "").startswith("Pemerintah ") and _is_registrable(fact.host)
    }
    meta = {
        "format": FORMAT,
        "hosts": hosts,
        "names": count,
        "platforms": platforms().version,
        "confusables": table_version(),
        "offices": offices,
        "caveats": sorted([item.host, item.caveat] for item in listed),
    }
    (folder / "hosts.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
    return IndexCounts(hosts, count, tuple(draft.refused))


def embedded_names() -> frozenset[str]:
    """The glued names of all embedded protected hosts."""
    return frozenset(name.text for name in _protected_names(()))


class HostIndex:
    """Look-ups on a built index. Pure after ``open``: no I/O but page faults of the mapped files, no
    clock."""

    def __init__(
        self, owners: OwnershipTable, book: NameBook, offices: dict[str, Office], caveats: Iterable[Caveat]
    ):
        self._owners = owners
        self._book = book
        self._offices = offices
        self._caveats: dict[str, tuple[str, ...]] = {}
        for item in caveats:
            self._caveats[item.host] = (*self._caveats.get(item.host, ()), item.caveat)

    @classmethod
    def open(cls, folder: Path) -> HostIndex:
        """Open a built index.

        Raises:
            IndexFormatError: there is none, it is damaged, or another version wrote it.
        """
        try:
            meta = json.loads((folder / "hosts.json").read_text(encoding="utf-8"))
            if meta["format"] != FORMAT:
                raise IndexFormatError(
                    f"{folder} has host index format {meta['format']}, needed is {FORMAT}: publish again"
                )
            offices = {key: Office(*fields) for key, fields in meta["offices"].items()}
            caveats = [Caveat(host, caveat) for host, caveat in meta["caveats"]]
            index = cls(OwnershipTable.open(folder), NameBook.open(folder), offices, caveats)
        except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
            raise IndexFormatError(
                f"{folder} holds no readable host index ({error}): publish again"
            ) from error
        if (len(index._owners), len(index._book)) != (meta["hosts"], meta["names"]):
            raise IndexFormatError(f"{folder} holds a damaged host index (counts differ): publish again")
        return index

    def owners(self, link: Link, on: date) -> tuple[Ownership, ...]:
        """Who the registry says owns the link's host on a day: the most specific registered name that is in
        force.

        Shared platforms are nobody's. A tenant of one (``x.blogspot.com``) is an organizer's when exactly
        that name is registered. A page on an organizer's own application (a community in Ruang GTK, a short
        link) is ``app``: the organizer runs the platform, not the page. Nothing found in a restricted zone
        proves only a class of registrants: ask ``suffix_class``."""
        for group in self._owners.statements(link.host):
            current = [item for item in group if item.in_force(on)]
            if current:
                zone = self.suffix_class(link)
                hosted = link.platform is not None and not link.tenant
                short = "short_links" in self.caveats(link)
                relation = "app" if hosted or short else None
                return tuple(
                    replace(item, suffix_class=zone, relation=relation or item.relation)
                    for item in current
                    if not (link.tenant and item.host != link.host.removeprefix("www."))
                )
        return ()

    def former_owners(self, link: Link, on: date) -> tuple[Ownership, ...]:
        """Whose host it was, or will be: statements that are not in force. For explanations; they prove
        nothing."""
        return tuple(
            item for group in self._owners.statements(link.host) for item in group if not item.in_force(on)
        )

    def suffix_class(self, link: Link) -> str | None:
        """The class of registrants a restricted zone proves (``government``, ``school``, …), or ``None``.

        *A* registrant of that class exists; which organizer it is, is not proven. A zone's name that is
        known to be sold on to anybody proves nothing."""
        if "not_a_school" in self.caveats(link):
            return None
        return suffix_class(link.host)

    def caveats(self, link: Link) -> tuple[str, ...]:
        """What is known against the host or its registrable domain."""
        host = link.host.removeprefix("www.")
        found = [*self._caveats.get(host, ())]
        if link.registrable != host:
            found += self._caveats.get(link.registrable, ())
        return tuple(dict.fromkeys(found))

    def lookalike(self, link: Link) -> Lookalike | None:
        """Whom the link's host imitates; ``None`` when nobody, or when it is official itself.

        Inside a restricted zone nobody is an impostor by name, and registered hosts, official domains and
        the never-flag list are left alone. Findings of the ``shadow`` kind are not returned: see
        ``inspect``."""
        found = self.inspect(link)
        return found[0] if found and found[0].severity is not Severity.SHADOW else None

    def inspect(self, link: Link) -> tuple[Lookalike, ...]:
        """Every technique's finding, surest first, shadow ones included."""
        if not link.suffix or suffix_class(link.host) is not None or is_never_flagged(link.host):
            return ()
        if next(self._owners.statements(link.host), None) is not None or self._is_official(link):
            return ()
        shown = view(link)
        if not shown.labels or (link.platform is not None and not link.tenant):
            return ()
        return findings(Case(shown, self._book, vocabulary(), self._offices))

    def _is_official(self, link: Link) -> bool:
        """Whether the registrable domain itself is an official name, so that everything below is its
        owner's."""
        if link.tenant:
            return False
        name = _name_text(link.registrable, link.suffix)
        found = self._book.looking_like([name]).get(name, ()) if name else ()
        return any(item.host == link.registrable for item in found)


class _Draft:
    """What is collected from the stream of organizers."""

    def __init__(self) -> None:
        self.hosts: list[tuple[str, Host]] = []
        self.names: list[Name] = []
        self.offices: dict[str, list[str | None]] = {}
        self.refused: list[tuple[str, str, str]] = []

    def add(self, organizer: Organizer) -> None:
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
    if text := _name_text(host, zone):
        rank = strength(text, shared=shared_names(), national=organizer.kind in _NATIONAL)
        yield Name(text, host, zone, organizer.id, organizer.name, organizer.region, rank)


def _protected_names(caveats: Iterable[HostCaveat]) -> Iterator[Name]:
    untrusted = {
        item.host for item in caveats if item.caveat in ("not_a_school", "self_declared", "unconfirmed")
    }
    for fact in protected_hosts():
        zone = split_host(fact.host)[1]
        text = _name_text(fact.host, zone)
        if text and fact.host not in untrusted:
            central = fact.kind == "government" and fact.region is None and fact.host.count(".") == 2
            rank = strength(text, shared=shared_names(), national=central)
            yield Name(text, fact.host, zone, None, fact.owner, fact.region, rank)


def _name_text(host: str, zone: str) -> str:
    """``disdik.jabarprov.go.id`` in ``go.id`` → ``disdikjabarprov``."""
    return host.removesuffix(zone).replace(".", "").replace("-", "") if zone else ""


def _is_registrable(host: str) -> bool:
    return split_host(host)[0] == host
