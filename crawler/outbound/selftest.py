"""Before anything is fetched: is the guard really there? A crawl that cannot prove it does not start."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any

from scrapy import Request
from scrapy.exceptions import NotSupported
from twisted.internet.defer import Deferred
from twisted.web.client import Agent, HTTPConnectionPool

from crawler.outbound.handler import GuardedHandler, UnguardedError, guard_of
from crawler.outbound.policy import Policy
from crawler.outbound.resolver import PrivateAddressError, UnresolvedError

# Each of these once got through some client that meant to be safe
_INSIDE = (
    "127.0.0.1", "2130706433", "0x7f.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "169.254.169.254",
    "10.0.0.1", "localhost",
)  # fmt: skip
_MUST_BE_OFF = ("COOKIES_ENABLED", "HTTPPROXY_ENABLED", "TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED")


async def verify_guard(crawler: Any, policy: Policy) -> list[str]:
    """Try to get out past the guard, by every layer; say what was checked.

    Returns:
        One line per check; the first says so plainly when this is a rehearsal.

    Raises:
        UnguardedError: something could get out unguarded.
    """
    from twisted.internet import reactor

    lines = []
    if policy.rehearsal is not None:
        lines.append(f"REHEARSAL: only {len(policy.rehearsal.hosts)} hosts on loopback can be reached")
    _check_settings(crawler)
    lines.append("settings: no cookies, proxies, telnet or remote control")
    await _check_handlers(crawler)
    lines.append("handlers: http and https guarded; file, data, ftp and s3 refused")
    guard = guard_of(reactor)
    for inside in _INSIDE:
        try:
            found = await asyncio.wait_for(guard.addresses(inside), 10)
        except (UnresolvedError, PrivateAddressError, TimeoutError):
            continue
        raise UnguardedError(f"the resolver leads to {found} for {inside}")
    lines.append(f"resolver: {len(_INSIDE)} inside addresses lead nowhere")
    await _check_wire(reactor)
    lines.append("wire: a listening local port was not reached")
    return lines


def _check_settings(crawler: Any) -> None:
    for name in _MUST_BE_OFF:
        if crawler.settings.getbool(name):
            raise UnguardedError(f"Scrapy's {name} is on")
    if not crawler.settings.getbool("TWISTED_REACTOR_ENABLED"):
        raise UnguardedError("without a reactor Scrapy ignores the guarding resolver")


async def _check_handlers(crawler: Any) -> None:
    handlers = crawler.engine.downloader.handlers
    for scheme in ("http", "https"):
        if not isinstance(handlers._get_handler(scheme), GuardedHandler):
            raise UnguardedError(f"{scheme} is not fetched by the guarded handler")
    for url in ("file:///etc/hostname", "data:,x", "ftp://localhost/x", "s3://bucket/x"):
        try:
            await handlers.download_request_async(Request(url))
        except NotSupported:
            continue
        raise UnguardedError(f"{url} was fetched")


async def _check_wire(reactor: Any) -> None:
    """Ask Twisted itself, below all our rules, for a port that listens: it must not be connected to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        agent: Any = Agent(reactor, connectTimeout=2, pool=HTTPConnectionPool(reactor, persistent=False))
        asked: Deferred[Any] = agent.request(b"GET", f"http://127.0.0.1:{server.getsockname()[1]}/".encode())
        with suppress(Exception):  # any failure is what we want; the socket decides
            await asyncio.wait_for(asked.asFuture(asyncio.get_running_loop()), 5)
        try:
            server.accept()
        except BlockingIOError:
            return
        raise UnguardedError("a local port could be reached through the reactor")
