"""A publisher with keys, a machine that pulls, and the stores between them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from registry.ledger import Ledger
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.transfer.keys import make_keys
from tests.registry.made import put_out, record, school

SERVER = Path(__file__).with_name("s3_server.txt")


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger whose registry of two schools is published below ``tmp_path/publisher``."""
    with Ledger.open(f"sqlite:///{tmp_path / 'publisher' / 'ledger.db'}") as ledger:
        record(ledger, [school(1), school(2)])
        put_out(ledger, tmp_path / "publisher")
        yield ledger


@pytest.fixture
def here(tmp_path: Path) -> SnapshotFolder:
    """The publisher's folder of snapshots."""
    return SnapshotFolder.at(tmp_path / "publisher" / "snapshots")


@pytest.fixture
def there(tmp_path: Path) -> SnapshotFolder:
    """The folder of the machine that pulls; empty."""
    return SnapshotFolder.at(tmp_path / "node" / "snapshots")


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """The publisher's keys."""
    make_keys(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address of a plain HTTP server that serves it."""
    folder = tmp_path / "web"
    folder.mkdir()
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3-compatible server, in an environment of its own: its needs contradict ours."""
    home = tmp_path_factory.mktemp("s3")
    uv = Path(sys.executable).with_name("uv")
    python = home / "venv" / "bin" / "python"
    subprocess.run([uv, "venv", "-q", home / "venv"], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", python, "-r", SERVER], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)
