"""A WebDriver BiDi connection: one command, one answer. Enough to drive Firefox without a driver program."""

from __future__ import annotations

import itertools
import json
from typing import Any

from websockets.sync.client import ClientConnection, connect


class BidiError(RuntimeError):
    """The browser refused a command; the message holds its error code and text."""


class Bidi:
    """A session over one websocket. Events are dropped: callers poll for what they wait for."""

    def __init__(self, url: str, timeout: float = 60) -> None:
        self._socket: ClientConnection = connect(url, max_size=None, open_timeout=timeout, legacy=True)
        self._ids = itertools.count(1)
        self._timeout = timeout

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """Sends one command and waits for its answer.

        Raises:
            BidiError: the browser answered with an error.
            TimeoutError: it did not answer in time.
        """
        wanted = next(self._ids)
        self._socket.send(json.dumps({"id": wanted, "method": method, "params": params}))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv(self._timeout))
            if answer.get("id") != wanted:
                continue
            if answer["type"] == "error":
                raise BidiError(f"{method}: {answer['error']}: {answer.get('message', '')}")
            result: dict[str, Any] = answer["result"]
            return result

    def close(self) -> None:
        self._socket.close()
