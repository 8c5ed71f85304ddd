"""Many errands in one test process: one reactor in a thread of its own, one Scrapy crawl per errand.

A reactor starts once per process; production starts it in the main thread, tests keep it running beside them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

from crawler.outbound.door import Door
from crawler.outbound.errand import ErrandSpider, outcome_of
from crawler.outbound.policy import Policy, outbound_policy
from crawler.outbound.resolver import GuardResolver
from crawler.outbound.scrapy_settings import scrapy_settings
from registry.settings import Settings
from tests.internet.indonesia import LittleIndonesia

T = TypeVar("T")
_loop: asyncio.AbstractEventLoop | None = None
_lock = threading.Lock()


def go_out_in(net: LittleIndonesia, errand: Callable[[Door], Awaitable[T]], **limits: Any) -> T:
    """Run an errand in the little internet; ``limits`` replace those of the policy."""
    from dataclasses import replace

    policy = replace(outbound_policy(Settings(), net.rehearsal()), **limits)
    with _lock:
        done = asyncio.run_coroutine_threadsafe(_crawl(errand, policy), _reactor_loop())
        return cast(T, done.result(120))


async def _crawl(errand: Callable[[Door], Awaitable[T]], policy: Policy) -> Any:
    from scrapy.crawler import AsyncCrawlerRunner
    from twisted.internet import reactor

    GuardResolver(reactor, policy).install_on_reactor()
    result: dict[str, Any] = {}
    runner = AsyncCrawlerRunner(scrapy_settings(policy))
    await runner.crawl(ErrandSpider, errand=errand, policy=policy, result=result)
    return outcome_of(result)


def _reactor_loop() -> asyncio.AbstractEventLoop:
    global _loop  # noqa: PLW0603  (one reactor per process, by its own law)
    if _loop is None:
        started = threading.Event()
        threading.Thread(target=_run_reactor, args=(started,), name="reactor", daemon=True).start()
        assert started.wait(30)
        _loop = asyncio_loop()
    return _loop


def _run_reactor(started: threading.Event) -> None:
    from twisted.internet import asyncioreactor

    asyncioreactor.install(asyncio.new_event_loop())
    from twisted.internet import reactor

    running = cast(Any, reactor)
    running.callWhenRunning(started.set)
    running.run(installSignalHandlers=False)


def asyncio_loop() -> asyncio.AbstractEventLoop:
    """The loop the reactor runs on."""
    from twisted.internet import reactor

    return cast(asyncio.AbstractEventLoop, cast(Any, reactor)._asyncioEventloop)
