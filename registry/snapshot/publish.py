"""Publishing: fold, build aside, guard, check, rename, flip one pointer. Killed, it changes nothing."""

from __future__ import annotations

import getpass
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from registry.ledger import Ledger
from registry.ledger.publications import Publication
from registry.snapshot import build
from registry.snapshot.build import build_database, write_meta
from registry.snapshot.compare import comparing
from registry.snapshot.errors import DamagedSnapshotError, PublishRefusedError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.guard import findings
from registry.snapshot.indexes import INDEXES, build_indexes
from registry.snapshot.manifest import Manifest, sum_files
from registry.snapshot.reader import Reader
from registry.snapshot.snapshot import Snapshot


def _nobody(_step: str, _done: int) -> None:
    """Hears progress and does nothing with it."""


@dataclass(frozen=True, slots=True)
class PublishOrder:
    """Who publishes, why, and what to keep.

    ``accept``: the reason for publishing against the guard. ``keep``: how many versions stay. ``wait``:
    seconds to wait for another publish. ``indexes``: which ones to build. ``on_progress`` hears the step and
    how many are done.
    """

    by: str = field(default_factory=getpass.getuser)
    note: str | None = None
    accept: str | None = None
    keep: int = 5
    wait: float = 600.0
    indexes: tuple[str, ...] = tuple(INDEXES)
    on_progress: Callable[[str, int], None] = _nobody


def publish(ledger: Ledger, folder: SnapshotFolder, order: PublishOrder | None = None) -> Manifest:
    """Folds the ledger into a new snapshot and makes it the current one.

    Raises:
        PublishRefusedError: the guard found something; the old snapshot stays.
        PublishBusyError: another publish is going on.
        LedgerError: the ledger cannot be read.
    """
    order = order or PublishOrder()
    with folder.publishing(order.wait):
        folder.sweep(order.keep)
        building = folder.building()
        try:
            manifest = _build(ledger, folder, building, order)
            folder.accept(building, manifest.version)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        folder.point_to(manifest.version)
        folder.sweep(order.keep)
        ledger.publications.record(_publication(manifest))
        return manifest


def _build(ledger: Ledger, folder: SnapshotFolder, building: Path, order: PublishOrder) -> Manifest:
    built = build_database(ledger, building, lambda done: order.on_progress("organizers", done))
    found = check(folder, building / build.FILE)
    if found and order.accept is None:
        raise PublishRefusedError(found)
    now = datetime.now(UTC)
    manifest = Manifest(
        version=folder.new_version(built.content, now),
        published_at=now,
        by=order.by,
        note=order.note,
        accepted=order.accept,
        findings=tuple(found),
        counts=built.counts,
        content=built.content,
    )
    write_meta(building / build.FILE, _meta(manifest))
    reader = Reader(building / build.FILE)
    try:
        order.on_progress("indexes", 0)
        manifest = replace(
            manifest, missing_indexes=build_indexes(reader.organizers, building, order.indexes)
        )
    finally:
        reader.close()
    manifest = replace(manifest, files=sum_files(building))
    manifest.write(building)
    _validate(building)
    return manifest


def check(folder: SnapshotFolder, candidate: Path) -> list[str]:
    """What the guard says about a candidate ``registry.db`` beside the last readable publication."""
    versions = folder.published()
    for version in versions:
        try:
            with (
                Snapshot.open(folder.folder / version),
                comparing(folder.folder / version / build.FILE, candidate) as compare,
            ):
                return findings(compare)
        except (DamagedSnapshotError, sqlite3.DatabaseError):
            continue
    return ["no earlier snapshot can be read, so nothing can be compared"] if versions else []


def _validate(built: Path) -> None:
    """Opens what was built the way a service will; nothing broken is ever made current."""
    with Snapshot.open(built) as snapshot:
        (result,) = snapshot.check_integrity()
        if result != "ok":
            raise DamagedSnapshotError(f"the new registry is damaged ({result}): check the disk")
        for name in INDEXES:
            if name not in snapshot.manifest.missing_indexes:
                getattr(snapshot, {"names": "matcher", "hosts": "hosts"}[name])


def _meta(manifest: Manifest) -> dict[str, str]:
    return {
        "version": manifest.version,
        "published_at": manifest.published_at.isoformat(),
        "by": manifest.by,
        "note": manifest.note or "",
        "accepted": manifest.accepted or "",
        "content": manifest.content,
        "counts": json.dumps(manifest.counts),
        "format": str(manifest.format),
    }


def _publication(manifest: Manifest) -> Publication:
    return Publication(
        version=manifest.version,
        action="publish",
        at=manifest.published_at,
        by=manifest.by,
        note=manifest.note,
        accepted=manifest.accepted,
        counts=manifest.counts,
    )
