"""Folding what all sources say about one organizer into what is published. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registry.ledger.identity import plain_canonical
from registry.ledger.statement import Statement
from registry.organizer import Alias, Host, Organizer, Provenance, Status
from registry.region import gazetteer


@dataclass(frozen=True, slots=True)
class Folded:
    """One organizer with the source of each alias and host (same order as in the organizer).

    ``missed``: how many complete runs on end of its sources have not named it (0: somebody names it now).
    """

    organizer: Organizer
    alias_sources: tuple[str, ...]
    host_sources: tuple[str, ...]
    missed: int
    last_seen: date


def fold(organizer_id: str, statements: Sequence[Statement]) -> Folded:
    """One organizer from the statements about it, whatever their order.

    Each fact is taken from the highest-ranking statement that has it: a name printed in a source before a
    schematic one, then the source's trust, then the day. Aliases and hosts are united; a name that lost
    becomes an alias. Statements that their source has dropped say nothing any more, unless all are dropped:
    then the organizer is published as inactive, with what was last said.

    Raises:
        ValueError: no statement.
    """
    if not statements:
        raise ValueError(f"nothing is said about {organizer_id}")
    live = [s for s in statements if not s.ended] or list(statements)
    ranked = sorted(live, key=_rank, reverse=True)
    best = ranked[0]
    region = next((s.region for s in ranked if s.region), None)
    aliases = _aliases(ranked)
    hosts = _hosts(ranked)
    organizer = Organizer(
        id=organizer_id,
        kind=best.kind,
        name=best.name,
        region=region,
        region_name=_region_name(region),
        aliases=tuple(alias for alias, _ in aliases),
        hosts=tuple(host for host, _ in hosts),
        registration=next((s.registration for s in ranked if s.registration), None),
        website=next((s.website for s in ranked if s.website), None),
        status=Status.INACTIVE if best.ended else best.status,
        parent=next((s.parent for s in ranked if s.parent), None),
        provenance=_provenance(ranked),
    )
    return Folded(
        organizer=organizer,
        alias_sources=tuple(source for _, source in aliases),
        host_sources=tuple(source for _, source in hosts),
        missed=min(s.missed for s in statements),
        last_seen=max(s.seen_on for s in statements),
    )


def _rank(s: Statement) -> tuple[bool, int, date, int, str, str, int]:
    return (s.status is not Status.SCHEMATIC, s.trust, s.seen_on, s.run, s.source, s.key, s.number)


def _aliases(ranked: Sequence[Statement]) -> list[tuple[Alias, str]]:
    found: dict[str, tuple[Alias, str]] = {}
    for s in ranked:
        for alias in (*s.aliases, Alias(s.name)):
            found.setdefault(plain_canonical(alias.name), (alias, s.source))
    found.pop(plain_canonical(ranked[0].name), None)
    return list(found.values())


def _hosts(ranked: Sequence[Statement]) -> list[tuple[Host, str]]:
    found: dict[str, tuple[Host, str]] = {}
    for s in ranked:
        for host in s.hosts:
            found.setdefault(host.name, (host, s.source))
    return list(found.values())


def _provenance(ranked: Sequence[Statement]) -> tuple[Provenance, ...]:
    return tuple(dict.fromkeys(Provenance(s.source, s.seen_on, s.url, s.citation) for s in ranked))


def _region_name(code: str | None) -> str | None:
    if code is None:
        return None
    region = gazetteer().get(code)
    return None if region is None else region.name
