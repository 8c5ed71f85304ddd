"""The guarding resolver: the only place where a host name becomes an address to connect to.

Twisted asks the reactor's name resolver for every host, IP literals in any spelling included, and connects
to the address it is given. So what is filtered here cannot be reached, on no hop, and there is no second
look-up that could answer differently (no rebinding): the address that was checked is the one connected to.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from crawler.outbound.addresses import is_public
from crawler.outbound.policy import Policy

POLICY_SETTING = "CEKDIKLAT_OUTBOUND_POLICY"  # a Scrapy setting that holds the Policy object
_KEEP_SECONDS = 300.0  # how long a checked answer is pinned
_KEEP_NAMES = 10_000


class UnresolvedError(Exception):
    """The name has no address at all."""


class PrivateAddressError(Exception):
    """The name has addresses, and none of them is public."""


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to cancel: the answer is already there, or is thrown away."""


@implementer(IResolutionReceiver)
class _Collector:
    """Collects what the system's resolver answers, then hands it on at once."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        if not self.done.done():
            self.done.set_result(None)


@implementer(IHostnameResolver)
class GuardResolver:
    """Answers with checked, pinned addresses only; under a rehearsal with the rehearsed ones only."""

    def __init__(self, reactor: Any, policy: Policy) -> None:
        self._reactor = reactor
        self._system = reactor.nameResolver
        if isinstance(self._system, GuardResolver):  # a second crawl in one process
            self._system = self._system._system
        self._policy = policy
        self._pinned: OrderedDict[str, tuple[float, tuple[str, ...]]] = OrderedDict()
        self._answering: set[asyncio.Future[None]] = set()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardResolver:
        """Scrapy's constructor."""
        return cls(reactor, crawler.settings[POLICY_SETTING])

    def install_on_reactor(self) -> None:
        """Scrapy's hook."""
        self._reactor.installNameResolver(self)

    async def addresses(self, host: str) -> tuple[str, ...]:
        """The addresses of a host that may be connected to, IPv4 first.

        Raises:
            UnresolvedError: the name does not exist or could not be looked up.
            PrivateAddressError: it exists and leads nowhere public.
        """
        if (rehearsal := self._policy.rehearsal) is not None:
            stage = rehearsal.hosts.get(host)
            if stage is None:
                raise UnresolvedError(f"{host} is not part of the rehearsal")
            return (stage.address,)
        now = time.monotonic()
        if (pinned := self._pinned.get(host)) is not None and pinned[0] > now:
            return pinned[1]
        collector = _Collector()
        self._system.resolveHostName(collector, host, 0, [IPv4Address, IPv6Address], "TCP")
        await collector.done
        if not collector.addresses:
            raise UnresolvedError(f"{host} has no address")
        # getaddrinfo may repeat an address; the order within a family is the server's
        public = [a for a in dict.fromkeys(collector.addresses) if is_public(ip_address(a.partition("%")[0]))]
        if not public:
            raise PrivateAddressError(f"{host} has no public address")
        checked = tuple(sorted(public, key=lambda a: ":" in a))
        self._pinned[host] = (now + _KEEP_SECONDS, checked)
        while len(self._pinned) > _KEEP_NAMES:
            self._pinned.popitem(last=False)
        return checked

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803, ARG002
    ) -> _Resolution:
        """Twisted's question before every connection; an address that may not be used is not given."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        async def answer() -> None:
            try:
                for address in await self.addresses(hostName):
                    kind = IPv6Address if ":" in address else IPv4Address
                    if addressTypes is None or kind in addressTypes:
                        port = self.port(hostName, portNumber)
                        resolutionReceiver.addressResolved(kind("TCP", address, port))
            except (UnresolvedError, PrivateAddressError):
                pass  # no address given: Twisted reports that the name cannot be resolved
            finally:
                resolutionReceiver.resolutionComplete()

        task = asyncio.ensure_future(answer())
        self._answering.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._answering.discard)
        return resolution

    def port(self, host: str, port: int) -> int:
        """The port to connect to: the asked one, or under a rehearsal the one its server really listens
        on."""
        if (rehearsal := self._policy.rehearsal) is None:
            return port
        stage = rehearsal.hosts[host]
        return {80: stage.http, 443: stage.https}.get(port) or 1  # nobody listens on port 1 of loopback


def installed_guard(reactor: Any) -> GuardResolver | None:
    """The guard of a reactor, ``None`` when it is unguarded."""
    resolver = reactor.nameResolver
    return resolver if isinstance(resolver, GuardResolver) else None
