"""Bringing admins' decisions to the published registry, soon after they are made or run out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from registry.ledger import Ledger, LedgerError
from registry.snapshot import PublishBusyError, SnapshotError
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder

EVERY = 15.0
"""Seconds between two looks; a decision must reach teachers within a minute."""

_log = structlog.get_logger()


async def keep_publishing_decisions(ledger: Ledger, snapshots: Path, keep: int) -> None:
    """Looks every few seconds, until it is cancelled."""
    while True:
        await asyncio.to_thread(publish_new_decisions, ledger, snapshots, keep)
        await asyncio.sleep(EVERY)


def publish_new_decisions(ledger: Ledger, snapshots: Path, keep: int) -> bool:
    """Publishes what admins decided since the last publication; says whether there was anything.

    What goes wrong is logged and tried again: a full disk today does not keep a flag from counting tomorrow.
    """
    order = PublishOrder(by="worker", note="decisions", keep=keep, wait=0)
    try:
        manifest = publish_decisions(ledger, SnapshotFolder.at(snapshots), order)
    except PublishBusyError:
        return False  # that publication takes them along
    except (SnapshotError, LedgerError) as error:
        _log.warning("decisions not published", problem=str(error))
        return False
    if manifest is not None:
        _log.info("decisions published", version=manifest.version)
    return manifest is not None
