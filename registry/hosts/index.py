"""The host index of a snapshot: who owns a host, and whom it imitates. Built once, opened memory-mapped by
every process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from registry.hosts.draft import Draft, name_text, protected_names
from registry.hosts.known import (
    HostCaveat,
    embedded_caveats,
    is_never_flagged,
    others_write,
    protected_hosts,
)
from registry.hosts.link import Link
from registry.hosts.lookalike import Lookalike
from registry.hosts.lookalike.case import Case, Office
from registry.hosts.lookalike.confusables import table_version
from registry.hosts.lookalike.judge import findings, surest
from registry.hosts.lookalike.names import NameBook, write_names
from registry.hosts.lookalike.view import view
from registry.hosts.lookalike.vocabulary import vocabulary
from registry.hosts.ownership import Ownership, OwnershipTable, write_ownership
from registry.hosts.platforms import platforms
from registry.hosts.suffixes import split_host, suffix_class
from registry.organizer import Organizer
from registry.values import dataclass

FORMAT = 3


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
    draft = Draft()
    for organizer in organizers:
        draft.add(organizer)
    names = {name.host: name for name in protected_names(listed)}
    names.update({name.host: name for name in draft.names})
    hosts = write_ownership(folder, draft.hosts)
    count = write_names(folder, names.values())
    offices = draft.offices | {
        f"government:{fact.region}": [None, fact.owner or "", fact.host]
        for fact in protected_hosts()
        if fact.region
        and (fact.owner or "").startswith("Pemerintah ")
        and split_host(fact.host)[0] == fact.host
    }
    meta = {
        "format": FORMAT,
        "hosts": hosts,
        "names": count,
        "platforms": platforms().version,
        "confusables": table_version(),
        "zones": sorted({name.zone for name in names.values()}),
        "offices": offices,
        "caveats": sorted([item.host, item.caveat] for item in listed),
    }
    (folder / "hosts.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
    return IndexCounts(hosts, count, tuple(draft.refused))


class HostIndex:
    """Look-ups on a built index. Pure after ``open``: no I/O but page faults of the mapped files, no
    clock."""

    def __init__(self, folder: Path, meta: Mapping[str, Any]) -> None:
        self._owners = OwnershipTable.open(folder)
        self._book = NameBook.open(folder)
        self._offices = {key: Office(*fields) for key, fields in meta["offices"].items()}
        self._zones = frozenset(meta["zones"])
        self._caveats: dict[str, tuple[str, ...]] = {}
        for host, caveat in meta["caveats"]:
            self._caveats[host] = (*self._caveats.get(host, ()), caveat)

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
            index = cls(folder, meta)
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
        link, a student's site) is ``app``: the organizer runs the platform, not the page. Nothing found in a
        restricted zone proves only a class of registrants: ask ``suffix_class``."""
        for group in self._owners.statements(link.host):
            current = [item for item in group if item.in_force(on)]
            if current:
                zone = self.suffix_class(link)
                hosted = link.platform is not None and not link.tenant
                short = "short_links" in self.caveats(link)
                by_others = others_write(link.host, current[0].host)
                relation = "app" if hosted or short or by_others else None
                return tuple(
                    replace(item, suffix_class=zone, relation=relation or item.relation)
                    for item in current
                    if not (link.tenant and item.host != link.host.removeprefix("www."))
                )
        return ()

    def owned_within(self, host: str, on: date) -> list[str]:
        """The registered names at or below a host, or with it in their tree, that an organizer runs, or lets
        run, on a day; also only probable ones: who judges the whole tree judges all of them."""
        return sorted(
            {
                item.host
                for item in chain(next(self._owners.statements(host), ()), self._owners.below(host))
                if item.relation in ("own", "authorized") and item.in_force(on)
            }
        )

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
        case = self.case(link)
        return surest(case) if case is not None else None

    def inspect(self, link: Link) -> tuple[Lookalike, ...]:
        """Every technique's finding, surest first, shadow ones included."""
        case = self.case(link)
        return findings(case) if case is not None else ()

    def case(self, link: Link) -> Case | None:
        """The host as the techniques see it; ``None`` when it can imitate nobody."""
        if not link.suffix or suffix_class(link.host) is not None or is_never_flagged(link.host):
            return None
        if any(self._owners.statements(link.host)) or self._is_official(link):
            return None
        shown = view(link)
        if not shown.labels or (link.platform is not None and not link.tenant):
            return None
        before_at = self._official(link.login) if link.login else None
        return Case(shown, self._book, vocabulary(), self._offices, self._zones, before_at)

    def official_keys(self, on: date) -> Iterator[str]:
        """The keys of all hosts that prove an organizer on a day, for the digest: ``host:x``, or ``host:*.x``
        for a host with all below it (clients ask for both)."""
        for item in self._owners:
            if item.proves and item.in_force(on):
                yield f"host:*.{item.host}" if item.subtree else f"host:{item.host}"

    def _official(self, host: str) -> Office | None:
        """Whose host this is, registered or official, or one below it."""
        group = next(self._owners.statements(host), ())
        if group:
            return Office(group[0].organizer_id, host, host)
        registrable, suffix = split_host(host)
        name = name_text(registrable, suffix)
        for found in self._book.looking_like([name]).get(name, ()) if name else ():
            if found.host == registrable:
                return Office(found.organizer_id, found.owner or host, host)
        return None

    def _is_official(self, link: Link) -> bool:
        """Whether the registrable domain is registered or official: everything below it is its owner's."""
        if self._owners.holds(link.registrable):
            return True
        if link.tenant:
            return False
        name = name_text(link.registrable, link.suffix)
        found = self._book.looking_like([name]).get(name, ()) if name else ()
        return any(item.host == link.registrable for item in found)
