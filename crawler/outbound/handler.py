"""The guarded download handler: every request Scrapy makes, robots.txt included, leaves through here.

Middlewares can be reordered or switched off by a setting; the handler is the last thing before the wire, so
the rules are held here once more, whoever asks.
"""

from __future__ import annotations

import time
from typing import Any, cast

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response
from twisted.web.iweb import IPolicyForHTTPS

from crawler.outbound.classify import told_to_wait
from crawler.outbound.gate import Gate
from crawler.outbound.heads import BoundedFactory
from crawler.outbound.policy import Policy
from crawler.outbound.resolver import POLICY_SETTING, GuardResolver, installed_guard
from crawler.outbound.target import read_target
from crawler.outbound.trust import VerifyingPolicy

PACE = "cekdiklat_pace"  # request.meta: seconds to leave the address alone afterwards
ADDRESSES = "cekdiklat_addresses"  # request.meta: set here, the addresses that were allowed
SECONDS = (
    "cekdiklat_seconds"  # request.meta: set here, the time on the wire (waiting for the turn not counted)
)
# One gate per process: several crawls in one process share the politeness
GATE = Gate()


class UnguardedError(RuntimeError):
    """The outbound guard is not in place; nothing is fetched."""


def guard_of(reactor: Any) -> GuardResolver:
    """The guarding resolver of a reactor.

    Raises:
        UnguardedError: there is none.
    """
    guard = installed_guard(reactor)
    if guard is None:
        raise UnguardedError("the guarding resolver is not installed on the reactor")
    return guard


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler behind the policy: rules, checked addresses, verified TLS, one at a time."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._policy: Policy = crawler.settings[POLICY_SETTING]
        self._pool._factory = BoundedFactory
        self._contextFactory = cast(IPolicyForHTTPS, VerifyingPolicy(self._policy.rehearsal))

    async def download_request(self, request: Request) -> Response:
        """Fetch one address, one hop.

        Raises:
            RefusedError: the address breaks a rule.
            UnresolvedError, PrivateAddressError: its host leads nowhere we go.
            UnguardedError: the reactor does not use the guarding resolver.
        """
        from twisted.internet import reactor

        target = read_target(request.url)
        if request.meta.get("proxy"):
            raise UnguardedError("a proxy would resolve names for us, unguarded")
        guard = guard_of(reactor)
        addresses = await guard.addresses(target.host)
        request.meta[ADDRESSES] = addresses
        async with GATE.turn(addresses, request.meta.get(PACE, self._policy.pace)) as turn:
            begun = time.monotonic()
            try:
                response = await super().download_request(request)
                wait = told_to_wait(response.status, response.headers.get("retry-after"))
                turn.told = min(wait or 0.0, self._policy.patience)
                return response
            finally:
                request.meta[SECONDS] = time.monotonic() - begun
