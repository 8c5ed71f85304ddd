"""The name server of the little internet: answers TXT questions; addresses come from the rehearsal itself."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from twisted.names.dns import ENAME, OK, TXT, Message, Record_TXT, RRHeader


class NameServer(asyncio.DatagramProtocol):
    """Answers from ``texts`` (host → its TXT records) on a loopback port; says nothing when ``silent``."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.texts: dict[str, list[str]] = {}
        self.silent = False
        self._loop = loop
        opening = loop.create_datagram_endpoint(lambda: self, ("127.0.0.1", 0))
        self._transport, _ = asyncio.run_coroutine_threadsafe(opening, loop).result(30)

    @property
    def place(self) -> tuple[str, int]:
        """Address and port."""
        return cast("tuple[str, int]", self._transport.get_extra_info("sockname"))

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """One question."""
        message = Message()
        message.fromStr(data)
        name = str(message.queries[0].name).lower()
        message.answer = 1
        message.rCode = OK if name in self.texts else ENAME
        message.answers = [
            RRHeader(name, TXT, payload=cast("Any", Record_TXT(*_pieces(text))))
            for text in self.texts.get(name, ())
        ]
        if not self.silent:
            self._transport.sendto(message.toStr(), addr)

    def close(self) -> None:
        """Stop answering."""
        self._loop.call_soon_threadsafe(self._transport.close)


def _pieces(text: str) -> list[bytes]:
    """A record's text in pieces of at most 255 bytes (RFC 1035 §3.3)."""
    data = text.encode()
    return [data[start : start + 255] for start in range(0, len(data), 255)] or [b""]
