"""The one door to the outside: ask for an address, get an answer; the policy holds on every hop."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawler.outbound.answer import Answer, Hop, Outcome
from crawler.outbound.classify import classify, is_redirect, retry_after
from crawler.outbound.handler import ADDRESSES, PACE, SECONDS, UnguardedError
from crawler.outbound.heads import LongHeadError
from crawler.outbound.policy import Policy
from crawler.outbound.resolver import GuardResolver, PrivateAddressError, UnresolvedError
from crawler.outbound.robots import Robots, Rules
from crawler.outbound.target import Refusal, RefusedError, Target, read_target
from crawler.outbound.texts import texts_of
from crawler.outbound.trust import TlsTrouble, probe

_KEPT_HEADERS = ("content-type", "etag", "last-modified", "retry-after", "location", "date", "server", "link",
                 "cf-mitigated", "x-amzn-waf-action")  # fmt: skip
# What went wrong with the host itself when its robots.txt was asked for would go wrong with every page
_HOST_TROUBLE = frozenset(
    {
        Outcome.REFUSED,
        Outcome.UNRESOLVED,
        Outcome.UNREACHABLE,
        Outcome.TLS,
        Outcome.TIMEOUT,
        Outcome.BROKEN,
        Outcome.LIMITED,
    }
)
_ROBOTS_HOPS = 5  # RFC 9309 §2.3.1.2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What we have of an address already, for a conditional request."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class Budget:
    """What is left for one way with all its hops."""

    seconds: float
    hops: int


class Door:
    """Everything that goes out goes through here, one per crawl; made by `crawler.outbound.errand.go_out`."""

    def __init__(self, engine: Any, guard: GuardResolver, policy: Policy) -> None:
        self.policy = policy
        self._engine = engine
        self._guard = guard
        self._robots = Robots(self._ask_robots)

    def budget(self) -> Budget:
        """A fresh allowance for one way."""
        return Budget(self.policy.total_seconds, self.policy.max_hops)

    async def rules(self, url: str) -> Rules:
        """The robots rules of the address's origin (its site maps, its pause).

        Raises:
            RefusedError: the address breaks a rule of the policy.
        """
        return await self._robots.rules(read_target(url))

    async def texts(self, host: str) -> tuple[str, ...]:
        """The TXT records of a host.

        Raises:
            NoTextsError: they could not be had.
        """
        return await texts_of(host, self.policy)

    async def fetch(self, url: str, known: Known | None = None) -> Answer:
        """Fetch an address, following redirects; every hop is checked anew and kept."""
        budget = self.budget()
        hops: list[Hop] = []
        while True:
            answer = await self.ask(url, budget, known)
            hops.extend(answer.hops)
            if answer.location is None:
                return replace(answer, url=hops[0].url, hops=tuple(hops))
            url, known = answer.location, None
            if budget.hops <= 0:
                last = Hop(url, Outcome.TOO_MANY_HOPS)
                return Answer(hops[0].url, Outcome.TOO_MANY_HOPS, hops=(*hops, last))

    async def ask(self, url: str, budget: Budget, known: Known | None = None) -> Answer:
        """One hop. A redirect comes back with ``location`` set; nothing is raised for what the net does."""
        try:
            target = read_target(url)
        except RefusedError as error:
            return _end(url, Outcome.REFUSED, error.reason)
        rules = await self._robots.rules(target)
        if rules.missing is not None and rules.missing.outcome in _HOST_TROUBLE:
            return replace(
                rules.missing,
                url=target.url,
                hops=tuple(replace(h, url=target.url) for h in rules.missing.hops[-1:]),
            )
        if not rules.allows(target.url):
            return _end(target.url, Outcome.ROBOTS, "forbidden" if rules.missing is None else "unavailable")
        return await self._ask(target, budget, known, rules.pause(self.policy))

    async def _ask_robots(self, url: str) -> Answer:
        budget = Budget(self.policy.total_seconds, _ROBOTS_HOPS)
        while True:
            try:
                target = read_target(url)
            except RefusedError as error:
                return _end(url, Outcome.REFUSED, error.reason)
            answer = await self._ask(target, budget, None, self.policy.pace)
            if answer.location is None:
                return answer
            if budget.hops <= 0:
                return _end(url, Outcome.TOO_MANY_HOPS, None)
            url = answer.location

    async def _ask(self, target: Target, budget: Budget, known: Known | None, pace: float) -> Answer:
        if budget.seconds <= 0:
            return _end(target.url, Outcome.TIMEOUT, "total")
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        request = Request(
            target.url,
            headers=headers,
            dont_filter=True,
            meta={PACE: pace, "download_timeout": budget.seconds, "download_slot": target.host},
        )
        budget.hops -= 1
        try:
            response = await self._engine.download_async(request)
        except Exception as error:  # whatever the net does is an answer, see `_trouble`
            outcome, reason = await self._trouble(error, target, request)
            return _end(target.url, outcome, reason, request)
        finally:
            budget.seconds -= request.meta.get(SECONDS, 0.0)
        return self._read(response, target, request)

    def _read(self, response: Response, target: Target, request: Request) -> Answer:
        headers = {
            name: value.decode("latin-1")
            for name in _KEPT_HEADERS
            if (value := response.headers.get(name)) is not None
        }
        location = None
        if is_redirect(response.status) and (there := headers.get("location", "").strip()):
            location = _onward(target.url, there)
            outcome, reason = Outcome.OK, None
        else:
            outcome, reason = classify(response.status, headers, response.body)
        wait = retry_after(headers) if outcome is Outcome.LIMITED else None
        hop = Hop(
            target.url,
            outcome,
            response.status,
            str(response.ip_address or request.meta[ADDRESSES][0]),
            round(request.meta[SECONDS] * 1000),
            reason,
            "http" if location else None,
        )
        body = b"" if location else response.body
        return Answer(target.url, outcome, response.status, headers, body, (hop,), reason, wait, location)

    async def _trouble(
        self, error: Exception, target: Target, request: Request
    ) -> tuple[Outcome, str | None]:
        """The outcome behind an exception of Scrapy, Twisted or our own handler.

        Whatever else a server's answer made a library raise is that server's: ``BROKEN``. Raised again is
        only what speaks of this machine: no guard, no memory, an error with a number of the system.
        """
        match error:
            case UnguardedError() | MemoryError():
                raise error
            case RefusedError():
                return Outcome.REFUSED, error.reason
            case PrivateAddressError():
                return Outcome.REFUSED, Refusal.PRIVATE_ADDRESS
            case UnresolvedError():
                return Outcome.UNRESOLVED, None
            case DownloadTimeoutError():
                return Outcome.TIMEOUT, None
            case DownloadCancelledError() | IgnoreRequest():
                return Outcome.TOO_LARGE, None
            case DownloadConnectionRefusedError():
                return Outcome.UNREACHABLE, "connection refused"
            case ResponseDataLossError():
                return Outcome.BROKEN, "the body broke off"
            case DownloadFailedError() if _long_head(error):
                return Outcome.TOO_LARGE, "headers"
            case DownloadFailedError():
                if target.scheme == "https" and (trouble := await self._probe(target, request)) is not None:
                    return Outcome.TLS, trouble
                return Outcome.BROKEN, str(error)[:200]
            case _ if type(error).__module__.startswith(("twisted.", "OpenSSL.", "service_identity.")):
                if target.scheme == "https" and (trouble := await self._probe(target, request)) is not None:
                    return Outcome.TLS, trouble
                return Outcome.UNREACHABLE, type(error).__name__
            case OSError() if error.errno is not None:
                raise error
        _log.warning("%s: unreadable answer: %r", target.origin, error)
        return Outcome.BROKEN, f"{type(error).__name__}: {error}"[:200]

    async def _probe(self, target: Target, request: Request) -> TlsTrouble | None:
        rehearsal = self.policy.rehearsal
        authority = str(rehearsal.authority) if rehearsal is not None and rehearsal.authority else None
        place = (request.meta[ADDRESSES][0], self._guard.port(target.host, target.port))
        return await asyncio.to_thread(probe, target.host, place, 5.0, authority)


def _end(url: str, outcome: Outcome, reason: str | None, request: Request | None = None) -> Answer:
    meta = request.meta if request is not None else {}
    address = (meta.get(ADDRESSES) or (None,))[0]
    hop = Hop(url, outcome, None, address, round(meta.get(SECONDS, 0.0) * 1000), reason)
    return Answer(url, outcome, hops=(hop,), reason=reason)


def _long_head(error: DownloadFailedError) -> bool:
    return any(failure.check(LongHeadError) for failure in getattr(error.__cause__, "reasons", ()))


def _onward(url: str, location: str) -> str:
    """Where a redirect leads; as it is written when that is no address, for the policy to refuse."""
    try:
        return urljoin(url, location)
    except ValueError:
        return location
