"""Fictional organizers for tests of ledger and snapshot, and short ways to record and publish them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from registry.ledger import Ledger
from registry.ledger.runs import RunOutcome, RunRecord
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo
from registry.organizer import Host, Kind
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.manifest import Manifest
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import publish

DAY = date(2026, 3, 1)


def school(number: int, **changes: Any) -> Sighting:
    """School no. ``number`` of a fictional list, with a host of its own."""
    npsn = str(20_000_000 + number)
    plain = Sighting(
        key=npsn,
        kind=Kind.SCHOOL,
        name=f"SD Rekaan {number}",
        seen_on=DAY,
        region="32.04",
        registration=npsn,
        hosts=(Host(f"sdrekaan{number}.sch.id"),),
        original={"npsn": npsn, "nama": f"SD REKAAN {number}"},
    )
    return replace(plain, **changes)


def group(name: str, **changes: Any) -> Sighting:
    """A fictional working group, without any number."""
    plain = Sighting(key=name, kind=Kind.WORKING_GROUP, name=name, seen_on=DAY, region="32.04")
    return replace(plain, **changes)


def record(
    ledger: Ledger,
    sightings: Iterable[Sighting],
    source: str | SourceInfo = "daftar",
    *,
    complete: bool = False,
    outcome: RunOutcome = RunOutcome.GOOD,
) -> RunRecord:
    """One finished run that said this."""
    info = SourceInfo(source) if isinstance(source, str) else source
    run = ledger.runs.start(info, complete=complete)
    ledger.sightings.record(run, sightings)
    return ledger.runs.finish(run, outcome)


def put_out(ledger: Ledger, home: Path, **order: Any) -> Manifest:
    """Publishes without the indexes, which other rooms test."""
    return publish(ledger, snapshots(home), PublishOrder(by="penguji", indexes=(), **order))


def snapshots(home: Path) -> SnapshotFolder:
    """The snapshot folder below a home."""
    return SnapshotFolder.at(home / "snapshots")
