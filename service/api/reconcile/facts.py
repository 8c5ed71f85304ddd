"""Data extension: facts of matched organizers, as columns of a spreadsheet."""

from __future__ import annotations

from typing import Any

from registry.organizer import Organizer
from registry.snapshot.snapshot import Snapshot
from service.api.reconcile.batches import Extension
from service.api.reconcile.manifest import FACTS, kind_type
from service.checking.present import region_name

Json = dict[str, Any]


def extend(asked: Extension, snapshot: Snapshot) -> Json:
    """The facts asked for; an id that nobody has gets empty cells."""
    rows = {}
    for one in asked.ids:
        organizer = snapshot.organizer(one)
        rows[one] = {
            fact.id: [{"str": value} for value in values_of(organizer, fact.id)] if organizer else []
            for fact in asked.properties
        }
    return {"meta": [{"id": fact.id, "name": FACTS[fact.id]} for fact in asked.properties], "rows": rows}


def values_of(organizer: Organizer, fact: str) -> list[str]:
    """The values of one property, none of them empty."""
    values: dict[str, list[str | None]] = {
        "region": [region_name(organizer.region) if organizer.region else None],
        "region_code": [organizer.region],
        "registration": [organizer.registration],
        "kind": [str(kind_type(organizer.kind)["name"])],
        "status": [organizer.status.value],
        "website": [organizer.website],
        "hosts": [host.name for host in organizer.hosts if host.until is None],
        "aliases": [alias.name for alias in organizer.aliases],
    }
    return [value for value in values[fact] if value]
