"""Going out: run one errand (a coroutine) with the door open, in a Scrapy crawl that proved its guard
first."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar, cast

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from crawler.outbound.door import Door
from crawler.outbound.handler import guard_of
from crawler.outbound.policy import Policy
from crawler.outbound.scrapy_settings import scrapy_settings
from crawler.outbound.selftest import verify_guard

T = TypeVar("T")
Errand = Callable[[Door], Awaitable[T]]
_STOPPED = "stopped before the end; run it again to go on"
_log = logging.getLogger(__name__)


class StoppedError(Exception):
    """The errand was stopped (Ctrl-C, SIGTERM); what was committed stays, the rest is still due."""


class ErrandSpider(scrapy.Spider):
    """Gives an errand the engine of a crawl; yields nothing itself."""

    name = "cekdiklat"

    def __init__(self, errand: Errand[Any], policy: Policy, result: dict[str, Any]) -> None:
        super().__init__()
        self._errand = errand
        self._policy = policy
        self._result = result

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's entry: verify the guard, then run the errand to its end."""
        from twisted.internet import reactor

        try:
            for line in await verify_guard(self.crawler, self._policy):
                _log.info("self-test: %s", line)
            self._result["begun"] = True
            door = Door(self.crawler.engine, guard_of(reactor), self._policy)
            self._result["value"] = await self._errand(door)
        except BaseException as error:  # also a cancellation; `go_out` raises it where it can be handled
            self._result["error"] = error
        return
        yield


def go_out(errand: Errand[T], policy: Policy) -> T:
    """Run an errand in this process; once per process, because a reactor cannot be started again.

    Raises:
        UnguardedError: the self-test failed; nothing was fetched.
        StoppedError: a signal stopped it.
        Exception: whatever the errand raised.
    """
    result: dict[str, Any] = {}
    process = AsyncCrawlerProcess(scrapy_settings(policy))
    process.crawl(ErrandSpider, errand=errand, policy=policy, result=result)
    process.start()
    return cast(T, outcome_of(result))


def outcome_of(result: dict[str, Any]) -> Any:
    """The value an errand left behind, or its exception raised."""
    error = result.get("error")
    while isinstance(error, BaseExceptionGroup):  # what failed first in a group of tasks is what is wrong
        error = error.exceptions[0]
    if error is not None:
        if isinstance(error, Exception):
            raise error
        raise StoppedError(_STOPPED) from error
    if "value" not in result:
        # A signal may end the reactor before the errand hears of it
        raise StoppedError(_STOPPED if "begun" in result else "the crawl did not start")
    return result["value"]
