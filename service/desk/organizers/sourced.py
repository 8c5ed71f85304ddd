"""Every fact of an organizer with where it is from: source, day, and what the source itself wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.ledger.editing.facts import SINGLE, shown
from registry.ledger.editing.standing import Standing
from registry.ledger.identity import plain_canonical
from registry.ledger.statement import Statement


@dataclass(frozen=True, slots=True)
class Sourced:
    """One fact. ``counts``: it is published; otherwise a higher-ranking source says something else."""

    fact: str
    value: str
    counts: bool
    source: str
    seen_on: date
    ended: bool
    url: str | None
    original: Mapping[str, Any]


def sourced(standing: Standing) -> list[Sourced]:
    """All facts that anybody states about the organizer, fact by fact, those that count first."""
    facts = standing.facts
    if facts is None:
        return []
    found: list[Sourced] = []
    for statement in standing.statements:
        said = _said(statement)
        for fact, value in said:
            if fact in SINGLE:
                counts = str(getattr(facts, fact) or "") == value
            elif fact == "aliases":
                counts = plain_canonical(value.split(" [")[0]) in {
                    plain_canonical(alias.name) for alias in facts.aliases
                }
            else:
                counts = value in {shown(host) for host in facts.hosts}
            found.append(
                Sourced(
                    fact,
                    value,
                    counts,
                    statement.source,
                    statement.seen_on,
                    statement.ended,
                    statement.url,
                    standing.originals.get(statement.number, {}),
                )
            )
    order = {fact: number for number, fact in enumerate((*SINGLE, "aliases", "hosts"))}
    return sorted(found, key=lambda it: (order[it.fact], not it.counts, it.source, it.value))


def _said(statement: Statement) -> list[tuple[str, str]]:
    decides = None if statement.correction is None else statement.correction.decides
    single = [
        (fact, str(value or ""))
        for fact in SINGLE
        if ((value := getattr(statement, fact)) is not None and decides is None) or fact in (decides or ())
    ]
    return [
        *single,
        *(("aliases", shown(alias)) for alias in statement.aliases),
        *(("hosts", shown(host)) for host in statement.hosts),
    ]
