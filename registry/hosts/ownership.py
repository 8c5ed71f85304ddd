"""Whose host is it: exact host, declared subtree, or authorized third party, dated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from registry.hosts.table import HashTable, Rows, hash64, write_rows, write_table
from registry.organizer import Host, Organizer
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Ownership:
    """One statement of the registry about a host.

    ``host`` is the registered name that matched, ``subtree`` says that it matched because everything below
    it is meant. ``relation`` is ``own``, ``authorized`` (a third party runs it for the organizer) or
    ``app`` (an application whose content the organizer does not answer for). ``confidence`` C is a hint.
    """

    organizer_id: str
    relation: str
    host: str
    subtree: bool
    since: date | None
    until: date | None
    confidence: str
    suffix_class: str | None = None

    @property
    def proves(self) -> bool:
        """Whether this ties a page on the host to the organizer. A hint and an application do not."""
        return self.relation in ("own", "authorized") and self.confidence != "C"

    def in_force(self, on: date) -> bool:
        """Whether the statement holds on a day; both ends are inclusive."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class OwnershipTable:
    """All registered hosts, memory-mapped."""

    def __init__(self, table: HashTable, rows: Rows) -> None:
        self._table = table
        self._rows = rows

    @classmethod
    def open(cls, folder: Path) -> OwnershipTable:
        """Memory-map a written table."""
        return cls(HashTable.open(folder, "hosts"), Rows.open(folder, "hosts"))

    def __len__(self) -> int:
        return len(self._rows)

    def holds(self, host: str) -> bool:
        """Whether this very name is registered, in force or not."""
        rows = self._table.find([hash64(host)])[0]
        return any(self._rows[row][0] == host for row in rows)

    def statements(self, host: str) -> Iterator[tuple[Ownership, ...]]:
        """The statements about a host, one group per registered name, the most specific name first."""
        names = list(_and_above(host.removeprefix("www.")))
        for depth, rows in enumerate(self._table.find([hash64(name) for name in names])):
            found = [self._ownership(row) for row in rows]
            group = tuple(
                item for item in found if item.host == names[depth] and (depth == 0 or item.subtree)
            )
            if group:
                yield group

    def below(self, host: str) -> Iterator[Ownership]:
        """The statements about every registered name below a host."""
        for row in self._rows.holding(f".{host}"):
            if (found := self._ownership(row)).host.endswith(f".{host}"):
                yield found

    def __iter__(self) -> Iterator[Ownership]:
        return map(self._ownership, range(len(self._rows)))

    def _ownership(self, row: int) -> Ownership:
        host, organizer_id, relation, subtree, since, until, confidence = self._rows[row]
        return Ownership(
            organizer_id=organizer_id,
            relation=relation,
            host=host,
            subtree=subtree == "1",
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            confidence=confidence,
        )


def write_ownership(folder: Path, hosts: Iterable[tuple[str, Host]]) -> int:
    """Write ``(organizer id, host)`` pairs; returns the number of rows."""
    ordered = sorted(hosts, key=lambda pair: (pair[1].name, _RELATIONS.index(pair[1].relation), pair[0]))
    write_table(
        folder, "hosts", ((hash64(host.name), row) for row, (_, host) in enumerate(ordered)), wide=True
    )
    return write_rows(
        folder,
        "hosts",
        (
            (
                *(host.name, organizer_id, host.relation, "1" if host.subtree else ""),
                *(day.isoformat() if day else "" for day in (host.since, host.until)),
                host.confidence,
            )
            for organizer_id, host in ordered
        ),
    )


_RELATIONS = ("own", "authorized", "app")


def hosts_of(organizer: Organizer) -> Iterator[Host]:
    """An organizer's hosts, names brought to the form in which links carry them."""
    for host in organizer.hosts:
        name = host.name.strip().lower().rstrip(".").removeprefix("www.")
        yield (
            host
            if name == host.name
            else Host(name, host.relation, host.subtree, host.since, host.until, host.confidence)
        )


def _and_above(host: str) -> Iterator[str]:
    yield host
    at = host.find(".")
    while at >= 0:
        yield host[at + 1 :]
        at = host.find(".", at + 1)
