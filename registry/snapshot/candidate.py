"""A snapshot that is not published yet: built aside, judged by the guard, finished and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from registry.ledger import Ledger
from registry.organizer import Organizer
from registry.snapshot import build
from registry.snapshot.build import Built, build_database, write_meta
from registry.snapshot.compare import comparing
from registry.snapshot.decisions import write_decisions
from registry.snapshot.errors import DamagedSnapshotError, NoSnapshotError, PublishRefusedError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.guard import findings
from registry.snapshot.indexes import INDEXES, build_indexes
from registry.snapshot.manifest import Manifest, sum_files
from registry.snapshot.order import PublishOrder
from registry.snapshot.reader import Reader
from registry.snapshot.snapshot import Snapshot


def build_candidate(ledger: Ledger, building: Path, order: PublishOrder) -> Built:
    """Writes the candidate's ``registry.db``."""
    return build_database(ledger, building, lambda done, total: order.on_progress("organizers", done, total))


def judge(folder: SnapshotFolder, building: Path) -> list[str]:
    """What the guard says about a candidate beside what is live now; empty when it is fine or the first."""
    try:
        baseline = live_database(folder)
    except DamagedSnapshotError as error:
        return [f"nothing can be compared: {error}"]
    if baseline is None:
        return []
    with comparing(baseline, building / build.FILE) as compare:
        return findings(compare)


def live_database(folder: SnapshotFolder) -> Path | None:
    """``registry.db`` of the current snapshot; when that is damaged, of the newest older one that is sound.

    Raises:
        DamagedSnapshotError: something was published, and none of it can be read.
    """
    try:
        current = folder.current()
    except NoSnapshotError:
        return None
    error: DamagedSnapshotError | None = None
    for version in [v for v in folder.published() if v <= current] or [current]:
        try:
            with Snapshot.open(folder.folder / version):
                return folder.folder / version / build.FILE
        except NoSnapshotError as found:
            error = error or DamagedSnapshotError(str(found))
        except DamagedSnapshotError as found:
            error = error or found
    raise error or DamagedSnapshotError("no snapshot is left")


def finish(
    folder: SnapshotFolder,
    building: Path,
    built: Built,
    order: PublishOrder,
    ledger: Ledger,
) -> Manifest:
    """Judges the candidate, adds indexes, decisions, checksums and manifest, and opens it as a service would.

    Raises:
        PublishRefusedError: the guard found something, and nobody accepted it.
        DamagedSnapshotError: what was written cannot be read back.
    """
    found = judge(folder, building)
    if found and order.accept is None:
        raise PublishRefusedError(found)
    manifest = Manifest(
        version=folder.new_version(built.content, ledger.now()),
        # What came while it was built (a minute at a million organizers) is in the next one: by this time
        # it is told apart, and offered for review.
        published_at=built.read_at,
        by=order.by,
        note=order.note,
        accepted=order.accept,
        findings=tuple(found),
        counts=built.counts,
        content=built.content,
        decisions=write_decisions(ledger.decisions.standing(), building),
    )
    write_meta(building / build.FILE, _meta(manifest))
    manifest = replace(manifest, missing_indexes=_indexes(building, built, order))
    manifest = replace(manifest, files=sum_files(building))
    manifest.write(building)
    validate(building)
    return manifest


def _indexes(building: Path, built: Built, order: PublishOrder) -> tuple[str, ...]:
    reader = Reader(building / build.FILE)
    total = built.counts["organizer"]

    def organizers(index: str) -> Iterator[Organizer]:
        for done, organizer in enumerate(reader.organizers()):
            if done % 2000 == 0:
                order.on_progress(f"index of {index}", done, total)
            yield organizer
        order.on_progress(f"index of {index}", total, total)

    try:
        return build_indexes(organizers, building, order.indexes)
    finally:
        reader.close()


def validate(built: Path) -> None:
    """Opens what was built the way a service will: nothing broken is ever made current."""
    with Snapshot.open(built) as snapshot:
        (result, *_) = snapshot.check_integrity()
        if result != "ok":
            raise DamagedSnapshotError(f"the new registry is damaged ({result}): check the disk")
        for name in INDEXES:
            if name not in snapshot.manifest.missing_indexes:
                snapshot.index(name)


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
