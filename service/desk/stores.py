"""What the desk works on: the ledger, opened when it is first needed, and the published snapshots."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app

from registry.ledger import Ledger
from registry.settings import Settings
from registry.snapshot import SnapshotStore
from registry.snapshot.folder import SnapshotFolder
from service.ledger import LazyLedger


class Stores:
    """Opens the ledger once per process. A failure is not remembered: the next request tries again."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.snapshots = SnapshotStore(settings.snapshots)
        #: Sees that somebody works off the desk's jobs; the application sets it.
        self.start_work: Callable[[Stores], object] = lambda _stores: None
        self._ledger = LazyLedger(settings.ledger)

    @property
    def ledger(self) -> Ledger:
        """The ledger of the settings.

        Raises:
            LedgerError: it cannot be opened.
        """
        return self._ledger.get()

    @property
    def folder(self) -> SnapshotFolder:
        """The folder of snapshots, for publishing."""
        return SnapshotFolder.at(self.settings.snapshots)


def stores() -> Stores:
    """The stores of the running application."""
    found: Stores = current_app.extensions["stores"]
    return found


def ledger() -> Ledger:
    """The ledger of the running application."""
    return stores().ledger
