"""What a person wants an organizer to be, and the correction that makes it so. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from registry.ledger.facts import read_aliases, read_hosts, stored_aliases, stored_hosts
from registry.ledger.identity import plain_canonical
from registry.ledger.sighting import Correction, Sighting
from registry.organizer import Alias, Host, Kind, Organizer, Status
from registry.values import dataclass

SINGLE = ("kind", "name", "region", "registration", "website", "status", "parent")
"""Facts of which an organizer has one, or none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that can be edited about an organizer."""

    kind: Kind
    name: str
    region: str | None = None
    registration: str | None = None
    website: str | None = None
    status: Status = Status.LISTED
    parent: str | None = None
    aliases: tuple[Alias, ...] = ()
    hosts: tuple[Host, ...] = ()

    @classmethod
    def of(cls, said: Organizer | Sighting) -> Facts:
        """The facts of an organizer, or of one statement."""
        return cls(**{field.name: getattr(said, field.name) for field in fields(cls)})

    def as_json(self) -> dict[str, Any]:
        """For keeping."""
        single = {fact: getattr(self, fact) for fact in SINGLE}
        single |= {"kind": self.kind.value, "status": self.status.value}
        return {
            **{fact: value for fact, value in single.items() if value is not None},
            "aliases": stored_aliases(self.aliases) or [],
            "hosts": stored_hosts(self.hosts) or [],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Facts:
        """What :meth:`as_json` kept."""
        return cls(
            kind=Kind(kept["kind"]),
            name=kept["name"],
            region=kept.get("region"),
            registration=kept.get("registration"),
            website=kept.get("website"),
            status=Status(kept["status"]),
            parent=kept.get("parent"),
            aliases=read_aliases(kept["aliases"]),
            hosts=read_hosts(kept["hosts"]),
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that differs: texts as people read them, ``None`` where there is nothing."""

    fact: str
    before: str | None
    after: str | None


def differences(before: Facts, after: Facts) -> list[Difference]:
    """What differs, fact by fact; each alias and host by itself."""
    found = [
        Difference(fact, old, new)
        for fact in SINGLE
        if (old := _text(getattr(before, fact))) != (new := _text(getattr(after, fact)))
    ]
    for fact in ("aliases", "hosts"):
        there = [shown(part) for part in getattr(before, fact)]
        then = [shown(part) for part in getattr(after, fact)]
        found += [Difference(fact, text, None) for text in there if text not in then]
        found += [Difference(fact, None, text) for text in then if text not in there]
    return found


def shown(part: Alias | Host) -> str:
    """An alias or host with everything that is said about it, in one line."""
    days = f" [{part.since or '…'} – {part.until or '…'}]" if part.since or part.until else ""
    if isinstance(part, Alias):
        return part.name + days
    return f"{'*.' if part.subtree else ''}{part.name} ({part.relation}){days}"


def correcting(organizer_id: str, wanted: Facts, told: Facts | None, today: date) -> Sighting:
    """The statement that makes of what the sources tell what is wanted; ``told`` is ``None`` without any.

    What agrees with the sources is left to them, so that the organizer goes on following them.
    """
    if told is None:
        correction = Correction(decides=frozenset(SINGLE))
        aliases, hosts = wanted.aliases, wanted.hosts
    else:
        correction = Correction(
            decides=frozenset(fact for fact in SINGLE if getattr(wanted, fact) != getattr(told, fact)),
            hosts=frozenset(host.name for host in told.hosts) - {host.name for host in wanted.hosts},
            aliases=_taken(told, wanted),
        )
        aliases = tuple(alias for alias in wanted.aliases if alias not in told.aliases)
        hosts = tuple(host for host in wanted.hosts if host not in told.hosts)
    plain = Sighting(key=organizer_id, kind=wanted.kind, name=wanted.name, seen_on=today)
    single = {fact: getattr(wanted, fact) for fact in SINGLE if fact in correction.decides}
    return replace(
        plain,
        organizer_id=organizer_id,
        aliases=aliases,
        hosts=hosts,
        correction=correction,
        **single,
    )


def _taken(told: Facts, wanted: Facts) -> frozenset[str]:
    """Names that the sources tell and that are not wanted: also the old main name, if it was taken away."""
    kept = {plain_canonical(name) for name in (wanted.name, *(alias.name for alias in wanted.aliases))}
    names = (told.name, *(alias.name for alias in told.aliases))
    return frozenset(name for name in names if plain_canonical(name) not in kept)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def as_detail(differing: list[Difference]) -> list[dict[str, Any]]:
    """Differences for the audit log."""
    return [asdict(difference) for difference in differing]
