"""What enters the ledger: a source said this about an organizer at this time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from registry.organizer import Alias, Host, Kind, Status
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person's statement settles, whatever other sources say.

    ``decides``: the facts it speaks about, also where it says that there is none (``website``); all others
    are left to the sources. ``hosts``, ``aliases``: names that are taken away.
    """

    decides: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sighting:
    """One statement of one source about one organizer.

    ``key`` identifies the organizer within its source (NPSN, row id, address); ``organizer_id`` is the
    stable registry id the statement is about, ``None`` lets the ledger derive one from kind, name and
    region. ``original`` keeps the source's own values, untouched. ``seen_on`` is the day the source said it.
    ``correction`` is only set by people at the desk.
    """

    key: str
    kind: Kind
    name: str
    seen_on: date
    organizer_id: str | None = None
    region: str | None = None
    aliases: tuple[Alias, ...] = ()
    hosts: tuple[Host, ...] = ()
    registration: str | None = None
    website: str | None = None
    status: Status = Status.LISTED
    parent: str | None = None
    url: str | None = None
    citation: str | None = None
    original: Mapping[str, str] = field(default_factory=dict)
    correction: Correction | None = None
