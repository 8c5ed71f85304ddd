"""Organizers as rows, in the columns that ``registry import`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from registry.exporting.cells import csv_lines
from registry.ledger.intake.parts import alias_cell, host_cell
from registry.organizer import Alias, Host, Organizer

COLUMNS = ("id", "kind", "name", "region", "aliases", "hosts", "registration", "website", "status", "parent")


def organizers_csv(organizers: Iterable[Organizer]) -> Iterator[str]:
    """Lines of a CSV file; what is said about aliases and hosts stands in their cells."""
    return csv_lines(COLUMNS, (_flat(organizer) for organizer in organizers))


def organizers_jsonl(organizers: Iterable[Organizer]) -> Iterator[str]:
    """One JSON object per line, with all that is said about aliases and hosts."""
    for organizer in organizers:
        row = _row(organizer)
        row["aliases"] = [_alias(alias) for alias in organizer.aliases]
        row["hosts"] = [_host(host) for host in organizer.hosts]
        yield json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) + "\n"


def _flat(organizer: Organizer) -> list[Any]:
    row = _row(organizer)
    row["aliases"] = ";".join(map(alias_cell, organizer.aliases))
    row["hosts"] = ";".join(map(host_cell, organizer.hosts))
    return [row[column] for column in COLUMNS]


def _row(organizer: Organizer) -> dict[str, Any]:
    row = {column: getattr(organizer, column) for column in COLUMNS}
    return {**row, "kind": organizer.kind.value, "status": organizer.status.value}


def _alias(alias: Alias) -> str | dict[str, str]:
    dates = {"since": alias.since, "until": alias.until}
    known = {key: day.isoformat() for key, day in dates.items() if day is not None}
    return {"name": alias.name, **known} if known else alias.name


def _host(host: Host) -> str | dict[str, Any]:
    more: dict[str, Any] = {"relation": host.relation} if host.relation != "own" else {}
    more |= {"subtree": True} if host.subtree else {}
    more |= {"confidence": host.confidence} if host.confidence != "B" else {}
    more |= {key: day.isoformat() for key, day in (("since", host.since), ("until", host.until)) if day}
    return {"name": host.name, **more} if more else host.name
