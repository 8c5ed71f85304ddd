"""The current snapshot of a running process: follows the pointer, swaps in one step, never serves damage."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from threading import Lock

from registry.snapshot.errors import SnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.snapshot import Snapshot

_log = logging.getLogger(__name__)


class SnapshotStore:
    """``current()`` for any number of threads. A request keeps the snapshot it was given until it is done.

    ``problem`` says why the snapshot that the pointer names is not the one in use, ``None`` when it is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = SnapshotFolder.at(folder)
        self._lock = Lock()
        self._seen: tuple[int, int, int] | None = None
        self._snapshot: Snapshot | None = None
        self.problem: str | None = None

    def current(self) -> Snapshot:
        """The snapshot that the pointer names; costs one ``stat`` when it has not moved.

        One thread opens a new snapshot while the others go on with the old one. A new snapshot that turns
        out to be damaged is not used: the old one stays, and :attr:`problem` says why.

        Raises:
            NoSnapshotError: nothing is published, and nothing was open before.
            DamagedSnapshotError: the only snapshot cannot be used.
        """
        snapshot, seen = self._snapshot, self._stat()
        if snapshot is not None and seen == self._seen:
            return snapshot
        if not self._lock.acquire(blocking=snapshot is None):
            assert snapshot is not None  # noqa: S101  (else we had waited)
            return snapshot
        try:
            return self._swap()
        finally:
            self._lock.release()

    def _swap(self) -> Snapshot:
        seen = self._stat()
        if self._snapshot is not None and seen == self._seen:
            return self._snapshot
        try:
            version = self._folder.current()
            if self._snapshot is None or version != self._snapshot.version:
                fresh = Snapshot.open(self._folder.folder / version)
                _log.info("snapshot %s opened", version)
                self._snapshot = fresh
            self.problem = None
        except SnapshotError as error:
            if self._snapshot is None:
                raise
            self.problem = str(error)
            _log.error("%s stays in use: %s", self._snapshot.version, error)
        self._seen = seen  # a damaged one is looked at again when the pointer moves, not on every request
        return self._snapshot

    def _stat(self) -> tuple[int, int, int] | None:
        try:
            found = os.stat(self._folder.pointer)
        except OSError:
            return None
        return (found.st_ino, found.st_mtime_ns, found.st_size)
