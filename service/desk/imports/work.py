"""Reading a list that was handed in: first only to say what would become of each row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any

from registry.ledger.intake import IntakeOrder, Refusal, UnusableFileError, take_in
from registry.ledger.jobs import Job
from registry.ledger.sighting import Sighting
from registry.ledger.sightings import Fate
from service.desk.imports.upload import Upload, find
from service.desk.stores import Stores


def look(stores: Stores, job: Job) -> Mapping[str, Any]:
    """A dry run; the fate of each row is kept beside the list."""
    upload = _upload(stores, job)
    with upload.fates.open("w", encoding="utf-8") as fates:
        result = _take(stores, job, upload, fates)
    _in_order(upload.fates)
    return result


def _in_order(fates: Path) -> None:
    """By line: refusals are heard at once, other fates batch by batch. An upload is small enough to sort."""
    rows = fates.read_text(encoding="utf-8").splitlines(keepends=True)
    rows.sort(key=lambda row: int(json.loads(row)["line"]))
    fates.write_text("".join(rows), encoding="utf-8")


def take(stores: Stores, job: Job) -> Mapping[str, Any]:
    """Records the list as a run of its source."""
    return _take(stores, job, _upload(stores, job), None)


def _take(stores: Stores, job: Job, upload: Upload, fates: IO[str] | None) -> Mapping[str, Any]:
    def keep(row: Mapping[str, Any]) -> None:
        if fates is not None:
            fates.write(json.dumps(row, ensure_ascii=False) + "\n")

    def on_fate(line: int, sighting: Sighting, fate: Fate) -> None:
        keep({"line": line, "fate": fate.value, "name": sighting.name, "region": sighting.region})

    def on_refusal(refusal: Refusal) -> None:
        keep({"line": refusal.line, "fate": "refused", "reason": refusal.reason})

    said = job.payload
    order = IntakeOrder(
        source=str(said["source"]),
        complete=bool(said["complete"]),
        seen_on=date.fromisoformat(str(said["date"])),
        dry_run=fates is not None,
        by=str(said["by"]),
        on_fate=on_fate,
        on_refusal=on_refusal,
    )
    report = take_in(stores.ledger, upload.file, order)
    counts = {fate.value: count for fate, count in report.fates.items()}
    return {
        "rows": report.rows,
        **counts,
        "refused": report.refused,
        "unknown_columns": list(report.unknown_columns),
        "complete": report.complete,
        "run": report.run,
    }


def _upload(stores: Stores, job: Job) -> Upload:
    upload = find(stores.settings.home, job.key)
    if upload is None:
        raise UnusableFileError("the list is no longer kept: hand it in again")
    return upload
