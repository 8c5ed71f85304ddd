"""Facts about hosts from data files: the official names of others, hosts never to be flagged, caveats."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from registry.hosts.digest import others_keys
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class ProtectedHost:
    """An official host that somebody may imitate; it makes nobody an organizer."""

    host: str
    kind: str
    owner: str | None
    region: str | None


class HostCaveat(Protocol):
    """Anything with a host and a caveat about it."""

    @property
    def host(self) -> str:
        """The host it is about."""

    @property
    def caveat(self) -> str:
        """Its code."""


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something to know about a host before trusting it (``listed_in_blocklist``, ``short_links``, …)."""

    host: str
    caveat: str


def protected_hosts() -> tuple[ProtectedHost, ...]:
    """``registry/data/hosts/protected.csv``: registrable domains in checked zones, and hosts serving
    education."""
    return tuple(
        ProtectedHost(row["host"], row["class"], row["owner"] or None, row["region"] or None)
        for row in _rows("hosts", "protected.csv")
    )


def embedded_caveats() -> tuple[Caveat, ...]:
    """The caveats that come with the seed registry."""
    return tuple(Caveat(row["host"], row["caveat"]) for row in _rows("seed", "host_caveats.csv"))


@lru_cache(maxsize=1)
def never_flagged() -> dict[str, bool]:
    """Hosts never called look-alikes → whether every name below is meant, too."""
    return {row["host"]: row["subtree"] == "yes" for row in _rows("hosts", "never_flag.csv")}


def is_never_flagged(host: str) -> bool:
    """Whether a host, or a name above it with its whole subtree, is on the list."""
    table = never_flagged()
    host = host.removeprefix("www.")
    if host in table:
        return True
    at = host.find(".")
    while at >= 0:
        if table.get(host[at + 1 :], False):
            return True
        at = host.find(".", at + 1)
    return False


@lru_cache(maxsize=1)
def others_pages() -> frozenset[str]:
    """The keys (``others:student.ac.id``) of names under which others than the domain's owner write."""
    return frozenset(f"others:{row['name']}" for row in _rows("hosts", "others_pages.csv"))


def others_write(host: str, subtree: str) -> bool:
    """Whether others than the owner of a subtree write what is on a host in it (students, teachers)."""
    return not others_pages().isdisjoint(others_keys(host, subtree))


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    text = files("registry.data").joinpath(folder, name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
