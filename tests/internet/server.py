"""One thread with an event loop that serves every site of the little internet, and counts what it is
asked."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus

from tests.internet.http import Asked, Reply, Site
from tests.internet.names import NameServer
from tests.internet.tls import Authority


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the server saw it; times are ``time.monotonic`` seconds."""

    host: str
    address: str
    url: str
    user_agent: str
    headers: dict[str, str]
    begun: float
    ended: float
    status: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site listens."""

    address: str
    http: int
    https: int | None


class Server:
    """Serves sites on loopback (or, in a network namespace, wherever it is told to)."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.visits: list[Visit] = []
        self.most_at_once: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._listeners: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="little-internet", daemon=True)
        self._thread.start()
        self.names = NameServer(self._loop)

    def listen(self, site: Site, address: str, ports: tuple[int, int] = (0, 0)) -> Place:
        """Serve a site; port 0 takes a free one."""
        return asyncio.run_coroutine_threadsafe(self._listen(site, address, ports), self._loop).result(30)

    def close(self) -> None:
        """Stop serving."""

        async def stop() -> None:
            for listener in self._listeners:
                listener.close()
            for task in asyncio.all_tasks():
                if task is not asyncio.current_task():
                    task.cancel()

        self.names.close()
        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _listen(self, site: Site, address: str, ports: tuple[int, int]) -> Place:
        plain = await self._start(site, address, ports[0], None)
        if site.certificate == "none":
            return Place(address, plain, None)
        secure = await self._start(
            site, address, ports[1], self.authority.context(site.host, site.certificate)
        )
        return Place(address, plain, secure)

    async def _start(self, site: Site, address: str, port: int, tls: ssl.SSLContext | None) -> int:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await self._serve(site, address, (reader, writer), "https" if tls else "http")
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
                pass  # the other side went away, or a fault closed the line
            finally:
                writer.close()

        listener = await asyncio.start_server(serve, address, port, ssl=tls)
        self._listeners.append(listener)
        return int(listener.sockets[0].getsockname()[1])

    async def _serve(
        self, site: Site, address: str, line: tuple[asyncio.StreamReader, asyncio.StreamWriter], scheme: str
    ) -> None:
        reader, writer = line
        while head := await reader.readuntil(b"\r\n\r\n"):
            first, *rest = head.decode("latin-1").split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = {
                n.strip().lower(): v.strip() for n, _, v in (row.partition(":") for row in rest if row)
            }
            asked = Asked(method, target, headers, scheme, address)
            self._now[address] += 1
            self.most_at_once[address] = max(self.most_at_once[address], self._now[address])
            begun = time.monotonic()
            reply = site.reply(asked)
            try:
                await _send(writer, reply)
            finally:
                self._now[address] -= 1
                self.visits.append(
                    Visit(
                        site.host,
                        address,
                        f"{scheme}://{headers.get('host', site.host)}{target}",
                        headers.get("user-agent", ""),
                        headers,
                        begun,
                        time.monotonic(),
                        reply.status,
                    )
                )
            if reply.cut is not None or reply.raw is not None:
                return


async def _send(writer: asyncio.StreamWriter, reply: Reply) -> None:
    if reply.before:
        await asyncio.sleep(reply.before)
    if reply.raw is not None:
        writer.write(reply.raw)
        await writer.drain()
        return
    phrase = HTTPStatus(reply.status).phrase if reply.status in HTTPStatus._value2member_map_ else "Odd"
    headers = {"content-length": str(len(reply.body)), **reply.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {reply.status} {phrase}\r\n{head}\r\n".encode("latin-1"))
    body = reply.body if reply.cut is None else reply.body[: reply.cut]
    size = reply.piece or len(body) or 1
    for start in range(0, len(body), size):
        writer.write(body[start : start + size])
        await writer.drain()
        if reply.pause:
            await asyncio.sleep(reply.pause)
    await writer.drain()
