"""How much a server may say before the body begins: Scrapy bounds bodies, and nothing bounds headers."""

from __future__ import annotations

from typing import Any, cast

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.python.failure import Failure

MOST = 256 * 1024  # bytes of status and headers, as browsers take; what of the body came with them counts


class LongHeadError(Exception):
    """A server sent more headers than any answer has."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's HTTP/1.1 client, which hangs up on a server whose headers do not end."""

    _head: int | None = None  # bytes received since a request was sent, until its headers have ended

    def request(self, request: Any) -> Any:
        """Twisted's hook: send a request; its answer is given when the headers are complete."""
        self._head = 0
        return super().request(request).addBoth(self._ended)

    def _ended(self, answer: Any) -> Any:
        self._head = None
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Twisted's hook: some bytes arrived."""
        if self._head is not None:
            self._head += len(data)
            if self._head > MOST:
                cast("Any", self.transport).abortConnection()
                self._giveUp(Failure(LongHeadError(f"more than {MOST} bytes")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes such clients for a connection pool."""

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: N802, ARG002
        """Twisted's hook: a connection was made."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
