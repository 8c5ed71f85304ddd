"""The first start: nothing is published yet, so the embedded registry is."""

from __future__ import annotations

from registry.ledger import Ledger
from registry.ledger.seed import record_seed
from registry.settings import Settings
from registry.snapshot.errors import NoSnapshotError, SnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.publish import PublishOrder, publish


def publish_when_empty(settings: Settings) -> bool:
    """Publish the embedded registry unless something is published; returns whether it was.

    With ``CEKDIKLAT_SEED=none`` an empty registry is published.

    Raises:
        LedgerError: the ledger cannot be written.
        SnapshotError: the home folder or the snapshot cannot be written.
    """
    folder = SnapshotFolder.at(settings.snapshots)
    try:
        folder.current()
    except NoSnapshotError:
        try:
            settings.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"the home folder cannot be made ({error})"
            raise SnapshotError(f"{what}: let CEKDIKLAT_HOME name a place this user may write to") from error
        with Ledger.open(settings.ledger) as ledger:
            if settings.seed == "embedded":
                record_seed(ledger)
            publish(ledger, folder, PublishOrder(note="first start", keep=settings.keep_snapshots))
        return True
    return False
