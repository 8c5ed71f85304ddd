"""Folding what all sources say about one organizer into what is published. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from registry.ledger.identity import plain_canonical
from registry.ledger.sighting import Correction
from registry.ledger.statement import Statement
from registry.organizer import Alias, Host, Organizer, Provenance, Status
from registry.region import gazetteer
from registry.values import dataclass


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

    Each fact is taken from the highest-ranking statement that has it: a person's correction before
    everything, then a name printed in a source before a schematic one, then the source's trust, then the
    day. Aliases and hosts are united, without those that a correction takes away; a name that lost
    becomes an alias. A correction of an organizer that was merged into this one takes away only what was
    said about that one, and decides a fact only where nobody else says anything. Statements that their
    source has dropped say nothing any more, unless all are dropped: then the organizer is published as
    inactive, with what was last said.

    Raises:
        ValueError: no statement.
    """
    if not statements:
        raise ValueError(f"nothing is said about {organizer_id}")
    told = [s for s in statements if s.correction is None]
    live = [s for s in told if not s.ended] or told
    corrections = [s for s in statements if s.correction is not None]
    ranked = sorted([*corrections, *live], key=_rank, reverse=True)
    region = _fact(ranked, "region")
    name = _fact(ranked, "name")
    aliases = _aliases(ranked, name)
    hosts = _hosts(ranked)
    organizer = Organizer(
        id=organizer_id,
        kind=_fact(ranked, "kind"),
        name=name,
        region=region,
        region_name=_region_name(region),
        aliases=tuple(alias for alias, _ in aliases),
        hosts=tuple(host for host, _ in hosts),
        registration=_fact(ranked, "registration"),
        website=_fact(ranked, "website"),
        status=_status(ranked),
        parent=_fact(ranked, "parent"),
        provenance=_provenance(ranked),
    )
    return Folded(
        organizer=organizer,
        alias_sources=tuple(source for _, source in aliases),
        host_sources=tuple(source for _, source in hosts),
        missed=min(s.missed for s in told or statements),
        last_seen=max(s.seen_on for s in statements),
    )


def _rank(s: Statement) -> tuple[int, bool, int, date, int, str, str, int]:
    printed = s.status is not Status.SCHEMATIC
    corrects = 0 if s.correction is None else -1 if s.gave_way else 1
    return (corrects, printed, s.trust, s.seen_on, s.run, s.source, s.key, s.number)


def _fact(ranked: Sequence[Statement], fact: str) -> Any:
    """The first that has the fact says it; a correction that decides it says it even when it is nothing.

    A correction alone, of which every source has gone, still knows what it was about.
    """
    for s in ranked:
        if s.correction is None:
            if (value := getattr(s, fact)) is not None:
                return value
        elif fact in s.correction.decides:
            return getattr(s, fact)
    return getattr(ranked[0], fact) if fact in ("kind", "name") else None


def _status(ranked: Sequence[Statement]) -> Status:
    for s in ranked:
        if s.correction is None:
            return Status.INACTIVE if s.ended else s.status
        if "status" in s.correction.decides:
            return s.status
    return Status.INACTIVE


def _aliases(ranked: Sequence[Statement], name: str) -> list[tuple[Alias, str]]:
    found: dict[str, tuple[Alias, str]] = {}
    for s in ranked:
        taken = {plain_canonical(alias) for by in _corrections(ranked, s) for alias in by.aliases}
        taken.add(plain_canonical(name))
        speaks = s.correction is None or "name" in s.correction.decides
        for alias in (*s.aliases, *([Alias(s.name)] if speaks else ())):
            if plain_canonical(alias.name) not in taken:
                found.setdefault(plain_canonical(alias.name), (alias, s.source))
    return list(found.values())


def _hosts(ranked: Sequence[Statement]) -> list[tuple[Host, str]]:
    found: dict[str, tuple[Host, str]] = {}
    for s in ranked:
        taken = {name for by in _corrections(ranked, s) for name in by.hosts}
        for host in s.hosts:
            if host.name not in taken:
                found.setdefault(host.name, (host, s.source))
    return list(found.values())


def _corrections(ranked: Sequence[Statement], of: Statement) -> list[Correction]:
    """Those that hold for a statement: this organizer's, and those of the ones it was about before."""
    return [
        s.correction
        for s in ranked
        if s.correction is not None and (not s.merged_from or s.merged_from[0] in of.merged_from)
    ]


def _provenance(ranked: Sequence[Statement]) -> tuple[Provenance, ...]:
    return tuple(dict.fromkeys(Provenance(s.source, s.seen_on, s.url, s.citation) for s in ranked))


def _region_name(code: str | None) -> str | None:
    if code is None:
        return None
    region = gazetteer().get(code)
    return None if region is None else region.name
