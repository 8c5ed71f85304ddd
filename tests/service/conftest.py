"""A real registry for the whole session: the embedded seed, recorded and published once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.settings import Settings
from registry.snapshot import Snapshot, SnapshotStore
from service.app import create_app
from service.firststart import publish_when_empty


@pytest.fixture(scope="session")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``CEKDIKLAT_HOME`` with the embedded registry published. Read-only for tests: copy it to change it."""
    home = tmp_path_factory.mktemp("published")
    assert publish_when_empty(Settings(home=home))
    return home


@pytest.fixture(scope="session")
def snapshot(published_home: Path) -> Iterator[Snapshot]:
    """The published embedded registry."""
    with SnapshotStore(Settings(home=published_home).snapshots).current() as current:
        yield current


@pytest.fixture(scope="session")
def app(published_home: Path) -> Flask:
    """The application on the embedded registry, without a limit on requests."""
    return create_app(Settings(home=published_home, rate_limit=""))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that keeps no cookies of other tests."""
    return app.test_client()
