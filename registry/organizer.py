"""The shapes of the registry: organizers, their aliases and hosts, and the links they vouch for."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum

from registry.values import dataclass


class Kind(StrEnum):
    """What sort of recognized body an organizer is (the words of our users, the same everywhere)."""

    MINISTRY = "ministry"
    DINAS = "dinas"
    PROFESSION = "profession"
    WORKING_GROUP = "working_group"  # KKG, MGMP, MKKS, KKKS, PKG, ...
    COMMUNITY = "community"  # komunitas belajar (kombel)
    SCHOOL = "school"
    UNIVERSITY = "university"


class Status(StrEnum):
    """How sure the registry is of the entry itself."""

    LISTED = "listed"  # the name is printed in the source
    SCHEMATIC = "schematic"  # the body exists by law, its exact official name is not a stored fact
    INACTIVE = "inactive"  # merged, renamed or closed; kept because old links and posters use it


@dataclass(frozen=True, slots=True)
class Alias:
    """Another way an organizer's name is written; dated, because offices are renamed.

    ``since`` and ``until`` are inclusive; ``None`` means open. An alias out of its dates still finds the
    organizer, and the answer says that the name is an old one.
    """

    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """A host name that belongs to an organizer (``own``) or is authorized by it (``authorized``).

    ``subtree`` extends the statement to every name below it; without it only the exact host counts.
    ``app``: an application host under the same government domain, whose operator is not proven.
    """

    name: str
    relation: str = "own"  # "own" | "authorized" | "app"
    subtree: bool = False
    since: date | None = None
    until: date | None = None
    confidence: str = "B"  # "A" seen in popularity lists, "B" printed in a source, "C" one weak mention

    def is_surely_own(self, on: date) -> bool:
        """Whether the organizer owns it on a day by more than one weak mention."""
        in_force = (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
        return self.relation == "own" and self.confidence != "C" and in_force


PROPOSALS = "proposals"
"""The source of what organizers and teachers proposed and a maintainer accepted."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement about an organizer comes from: one source, on one day."""

    source: str
    seen_on: date
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Organizer:
    """One recognized body, as published in a snapshot.

    ``id`` is stable and fit for an address (``[a-z0-9-]+``). ``region`` is an official code with dots
    (``32``, ``32.04``, ``32.04.05``) or ``None`` for a national body; ``region_name`` is its full name.
    ``registration`` is the number by which the body can be looked up (NPSN, AHU, ...).
    """

    id: str
    kind: Kind
    name: str
    region: str | None = None
    region_name: str | None = None
    aliases: tuple[Alias, ...] = ()
    hosts: tuple[Host, ...] = ()
    registration: str | None = None
    website: str | None = None
    status: Status = Status.LISTED
    parent: str | None = None
    provenance: tuple[Provenance, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Vouch:
    """A link found in an announcement on an organizer's own host: the organizer vouches for it.

    ``expires_on`` is the last day on which the vouch counts (the event's end, or a bounded time after it
    was last seen when the announcement names no date).
    """

    link_key: str
    organizer_id: str
    page_url: str
    seen_on: date
    expires_on: date
    event_start: date | None = None
    event_end: date | None = None
    title: str | None = None
