"""Decisions in force, and what changed since a version, as rows; the same rows as CSV or as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from registry.exporting.cells import csv_lines
from registry.snapshot.build import FILE
from registry.snapshot.compare import comparing
from registry.snapshot.errors import SnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.snapshot import Snapshot

DECISIONS = ("subject", "action", "ground", "decided_on", "case", "until")
CHANGES = ("organizer_id", "name", "field", "before", "after")


def decision_rows(snapshot: Snapshot) -> Iterator[tuple[Any, ...]]:
    """What admins decided and is in force; watched subjects concern nobody else, and are left out."""
    for it in snapshot.decisions:
        if it.action.value != "watch":
            until = it.until.isoformat() if it.until else None
            day = it.decided_on.isoformat()
            yield (it.subject, it.action.value, it.ground.value, day, it.case, until)


def change_rows(folder: SnapshotFolder, since: str) -> Iterator[tuple[Any, ...]]:
    """What the current registry has otherwise than a version: one row per fact, whole organizers first.

    Raises:
        SnapshotError: the version is not kept any more.
    """
    if since not in folder.published():
        raise SnapshotError(f"version {since!r} is not kept; there are: {', '.join(folder.published())}")
    old, new = (folder.folder / version / FILE for version in (since, folder.current()))
    with comparing(old, new) as compare:
        for it in compare.changes():
            yield (it.organizer_id, it.name, it.field or "organizer", it.before, it.after)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of a CSV file."""
    return csv_lines(columns, rows)


def as_jsonl(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """One JSON object per line."""
    for row in rows:
        yield json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n"
