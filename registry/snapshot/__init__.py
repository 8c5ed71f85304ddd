"""What is published: one versioned, checksummed, read-only folder each. See :class:`SnapshotStore`."""

from registry.snapshot.errors import (
    DamagedSnapshotError,
    MissingIndexError,
    NoSnapshotError,
    PublishBusyError,
    PublishRefusedError,
    SnapshotError,
)
from registry.snapshot.snapshot import Snapshot
from registry.snapshot.store import SnapshotStore

__all__ = [
    "DamagedSnapshotError",
    "MissingIndexError",
    "NoSnapshotError",
    "PublishBusyError",
    "PublishRefusedError",
    "Snapshot",
    "SnapshotError",
    "SnapshotStore",
]
