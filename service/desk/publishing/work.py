"""The long part of publishing, in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from registry.ledger.jobs import Job
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.errors import NoSnapshotError, PublishRefusedError
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import publish, rehearsing, rollback
from service.answering import today
from service.desk.publishing.known_cases import verdict_changes
from service.desk.stores import Stores

SHOWN_CHANGES = 500
"""Differences kept for the page; the totals count all."""


def rehearse(stores: Stores, job: Job) -> Mapping[str, Any]:
    """Builds what would be published and says what differs from what is live; publishes nothing."""
    order = PublishOrder(by=str(job.payload["by"]), keep=stores.settings.keep_snapshots)
    with rehearsing(stores.ledger, stores.folder, order) as rehearsal:
        totals = rehearsal.comparison.totals()
        changes = list(islice(rehearsal.comparison.changes(), SHOWN_CHANGES))
        try:
            live = stores.snapshots.current()
        except NoSnapshotError:
            verdicts = []
        else:
            verdicts = verdict_changes(stores.settings.home, live, rehearsal.snapshot, today())
    return {
        "at": datetime.now(UTC).isoformat(),
        "totals": {name: getattr(totals, name) for name in totals.__slots__},
        "findings": list(rehearsal.findings),
        "changes": [asdict(change) for change in changes],
        "verdicts": [asdict(change) for change in verdicts],
    }


def publish_now(stores: Stores, job: Job) -> Mapping[str, Any]:
    """Publishes; refused by the guard, it says why and publishes nothing."""
    said = job.payload
    order = PublishOrder(
        by=str(said["by"]),
        note=said.get("note"),
        accept=said.get("accept"),
        keep=stores.settings.keep_snapshots,
    )
    try:
        manifest = publish(stores.ledger, stores.folder, order)
    except PublishRefusedError as refused:
        return {"refused": refused.findings}
    return {"version": manifest.version, "counts": manifest.counts}


def roll_back(stores: Stores, job: Job) -> Mapping[str, Any]:
    """Makes an earlier snapshot the current one, with the decisions that are in force now."""
    order = PublishOrder(
        by=str(job.payload["by"]), note=job.payload.get("note"), keep=stores.settings.keep_snapshots
    )
    version = rollback(stores.ledger, stores.folder, order, str(job.payload["to"]))
    publish_decisions(stores.ledger, stores.folder, order)
    return {"version": version}
