"""Publishing nothing but decisions: nothing of the registry is built anew, so it takes seconds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from registry.ledger import Ledger
from registry.ledger.publications import Publication
from registry.snapshot import decisions
from registry.snapshot.candidate import validate
from registry.snapshot.decisions import encode_decisions, write_decisions
from registry.snapshot.errors import NoSnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.manifest import FileSum, Manifest, read_manifest, sum_file
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import a_building, remember


def publish_decisions(ledger: Ledger, folder: SnapshotFolder, order: PublishOrder) -> Manifest | None:
    """Publishes the current registry again with the decisions in force now; ``None`` when they are the same.

    The other files are shared with the snapshot before (hard links, copies where there are none): nothing of
    the registry is built anew, and none of the ledger's newer sightings is published with it.

    Raises:
        SnapshotError: the snapshot cannot be written, or the current one is damaged.
        PublishBusyError: another publish goes on, which takes the decisions along.
    """
    ledger.decisions.expire()
    try:
        _, wanted = encode_decisions(ledger.decisions.standing())
        if wanted == read_manifest(folder.folder / folder.current()).decisions:
            return None
    except NoSnapshotError:
        return None  # the first publication takes the decisions along
    with folder.publishing(order.wait), a_building(folder) as building:
        remember(ledger, folder)
        before = folder.folder / folder.current()
        manifest = read_manifest(before)
        files = _shared(before, building, manifest.files)
        hash_ = write_decisions(ledger.decisions.standing(), building)
        files[decisions.FILE] = sum_file(building / decisions.FILE)
        now = ledger.now()
        manifest = replace(
            manifest,
            version=folder.new_version(hash_, now),
            by=order.by,
            note=order.note,
            accepted=None,
            findings=(),
            files=files,
            decisions=hash_,
        )
        manifest.write(building)
        validate(building)
        folder.accept(building, manifest.version)
        folder.point_to(manifest.version)
        folder.sweep(order.keep)
    ledger.publications.record(
        Publication(version=manifest.version, action="decisions", at=now, by=order.by, note=order.note)
    )
    return manifest


def _shared(before: Path, building: Path, files: Mapping[str, FileSum]) -> dict[str, FileSum]:
    """The files of the snapshot before, in the new folder too; returns their sums."""
    kept = {path: known for path, known in files.items() if path != decisions.FILE}
    for path in kept:
        target = building / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(before / path, target)
        except OSError:
            shutil.copy2(before / path, target)
    return kept
