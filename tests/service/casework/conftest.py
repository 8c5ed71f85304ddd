"""A service with a ledger of its own, which these tests may write to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from flask import Flask
from flask.testing import FlaskClient

from registry.ledger import Ledger
from registry.settings import Settings
from service.app import create_app


@pytest.fixture
def home(published_home: Path, tmp_path: Path) -> Path:
    """A home with the embedded registry published, and a ledger that nobody else writes to."""
    copytree(published_home, tmp_path / "home", ignore=ignore_patterns("ledger.db*"))
    return tmp_path / "home"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A mail server on loopback: its URL, and the folder its mail arrives in."""
    folder = tmp_path / "mail"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Mailbox(folder), hostname="127.0.0.1", port=port)
    server.start()
    yield f"smtp://127.0.0.1:{port}", folder / "new"
    server.stop()


@pytest.fixture
def desk_app(home: Path) -> Flask:
    """The application on that home."""
    return create_app(Settings(home=home, rate_limit=""))


@pytest.fixture
def client(desk_app: Flask) -> FlaskClient:
    """A client of it."""
    return desk_app.test_client()


@pytest.fixture
def ledger(home: Path) -> Iterator[Ledger]:
    """The ledger of that home."""
    with Ledger.open(Settings(home=home).ledger) as opened:
        yield opened
