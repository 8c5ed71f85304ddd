"""Auto-completion of organizers, types and properties while somebody types."""

from __future__ import annotations

from typing import Any

from registry.organizer import Kind
from registry.snapshot.snapshot import Snapshot
from service.api.reconcile.candidates import describe
from service.api.reconcile.manifest import FACTS, kind_type
from service.search import search

Json = dict[str, Any]

SUGGESTED = ("entity", "type", "property")
PAGE = 10
"""Suggestions given at once."""


def suggest(what: str, prefix: str, skip: int, snapshot: Snapshot) -> list[Json]:
    """Suggestions for what has been typed so far, ``skip`` of them left out. An id suggests itself."""
    found = {"entity": _entities, "type": _types, "property": _properties}[what](
        prefix.strip(), skip, snapshot
    )
    return found[skip : skip + PAGE]


def _entities(prefix: str, skip: int, snapshot: Snapshot) -> list[Json]:
    one = snapshot.organizer(prefix)
    listed = [one] if one is not None else search(snapshot, prefix, skip + PAGE)
    return [
        {
            "id": it.id,
            "name": it.name,
            "description": describe(it),
            "notable": [kind_type(it.kind)],
        }
        for it in listed
    ]


def _types(prefix: str, _skip: int, _snapshot: Snapshot) -> list[Json]:
    return _starting(prefix, [kind_type(kind) for kind in Kind])


def _properties(prefix: str, _skip: int, _snapshot: Snapshot) -> list[Json]:
    return _starting(prefix, [{"id": id_, "name": name} for id_, name in FACTS.items()])


def _starting(prefix: str, offered: list[Json]) -> list[Json]:
    """Those whose id or a word of whose name begins so."""
    start = prefix.casefold()
    return [
        it
        for it in offered
        if it["id"].startswith(start) or any(word.startswith(start) for word in it["name"].casefold().split())
    ]
