"""A registry of its own for every crawl: seed recorded and published in an empty home."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from registry.ledger import Ledger
from registry.ledger.seed import record_seed
from registry.snapshot import Snapshot, SnapshotStore
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.publish import publish
from tests.internet.everything import honest_sites
from tests.internet.indonesia import LittleIndonesia


@dataclass(frozen=True, slots=True)
class Home:
    """An installation's folder."""

    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """For programs started in it."""
        return {"CEKDIKLAT_HOME": str(self.folder)}

    def ledger(self) -> Ledger:
        """Its ledger."""
        return Ledger.open(f"sqlite:///{self.folder / 'ledger.db'}")

    def publish(self) -> Snapshot:
        """Publish what the ledger says now."""
        with self.ledger() as ledger:
            publish(ledger, SnapshotFolder.at(self.folder / "snapshots"))
        return SnapshotStore(self.folder / "snapshots").current()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the embedded registry, published once for all tests."""
    home = Home(tmp_path_factory.mktemp("published"))
    with home.ledger() as ledger:
        record_seed(ledger)
    home.publish().close()
    return home.folder


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Home:
    """An installation with the embedded registry, published."""
    folder = tmp_path / "home"
    shutil.copytree(published, folder, symlinks=True)
    return Home(folder)


@pytest.fixture
def indonesia() -> Iterator[LittleIndonesia]:
    """The little Indonesia with its honest sites."""
    with LittleIndonesia(honest_sites()) as net:
        yield net
