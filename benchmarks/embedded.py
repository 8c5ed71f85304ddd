"""The embedded registry, published into a temporary folder, for checks that need one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from registry.settings import Settings
from registry.snapshot import Snapshot, SnapshotStore
from service.firststart import publish_when_empty


@contextmanager
def embedded() -> Iterator[Snapshot]:
    """A snapshot of the embedded registry."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        publish_when_empty(settings)
        yield SnapshotStore(settings.snapshots).current()
