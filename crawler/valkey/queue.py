"""Jobs between machines: Dramatiq on Valkey hands out the numbers of jobs that the ledger holds.

A message is a job's number and nothing else. It is acknowledged when the job has ended; a machine that was
killed stops its heartbeat, and its messages go to another one, which waits until the job's lease has run
out. Should Valkey lose messages (it keeps the last second in memory), the ledger still has the jobs: whoever
sweeps hands them out again.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any, cast
from uuid import uuid4

import dramatiq
import structlog
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import BrokerConnectionError
from dramatiq.middleware import Retries
from redis.asyncio import Redis
from redis.exceptions import RedisError

from crawler.delivery import LANES, Taker
from crawler.jobs import KINDS
from crawler.valkey.broker import BrokerClient
from registry.ledger.errors import LedgerError
from registry.ledger.jobs import Job, JobState
from registry.waiting import QUEUE

_NAME = "cekdiklat"
HEARTBEAT = 10_000  # milliseconds without a sign until a machine counts as dead
HANDED_FOR = 60  # seconds until a job that nobody leased is handed out again
_SWEEP = 1.0  # seconds between looks for jobs to hand out, by one machine of all
_AT_A_TIME = 200
_LEDGER_AWAY = 2_000  # milliseconds until a job is tried again that the ledger was too far away for
_log = structlog.get_logger()


class ValkeyQueue:
    """A `crawler.delivery.Delivery` for many machines that share one ledger (PostgreSQL) and one Valkey."""

    def __init__(self, url: str) -> None:
        # Every look also moves the messages of dead machines; by default that is left to one in a thousand
        self._broker: dramatiq.Broker = cast(Any, RedisBroker)(
            client=BrokerClient.from_url(url, **QUEUE),
            namespace=_NAME,
            heartbeat_timeout=HEARTBEAT,
            maintenance_chance=1_000_000,
            middleware=[Retries(max_retries=1_000, min_backoff=1_000)],
        )
        self._client = Redis.from_url(url, **QUEUE)
        self._me = uuid4().hex
        self._at_work: set[asyncio.Task[Job | None]] = set()

    async def deliver(self, worker: Taker, *, once: bool) -> None:
        """See `crawler.delivery.Delivery`."""
        loop = asyncio.get_running_loop()

        def do(job_id: int) -> None:
            """In one of Dramatiq's threads: the job itself is done where the reactor is."""
            with suppress(CancelledError):  # a worker that is stopping; the job will be handed out again
                asyncio.run_coroutine_threadsafe(self._do(worker, job_id), loop).result()

        actor = dramatiq.actor(broker=self._broker, actor_name="job", queue_name="jobs")(do)
        lanes = dramatiq.Worker(self._broker, worker_threads=LANES)
        lanes.queue_prefetch = LANES  # no more than can be done: the other machines want some, too
        lanes.start()
        try:
            while True:
                await self._sweep(worker, actor, once=once)
                if once and not self._at_work and not worker.ledger.jobs.claimable(KINDS, 1):
                    return
                await asyncio.sleep(_SWEEP)
        finally:
            for task in self._at_work:
                task.cancel()
            await asyncio.gather(*self._at_work, return_exceptions=True)
            await asyncio.to_thread(lanes.stop, 5_000)
            await self._client.aclose()

    async def _do(self, worker: Taker, job_id: int) -> None:
        taking = asyncio.ensure_future(worker.take(job_id))
        self._at_work.add(taking)
        taking.add_done_callback(self._at_work.discard)
        try:
            if await taking is None:
                self._wait_for_lease(worker, job_id)
        except LedgerError as error:
            _log.warning("ledger away", error=error.what)
            raise dramatiq.Retry("ledger away", delay=_LEDGER_AWAY) from error

    def _wait_for_lease(self, worker: Taker, job_id: int) -> None:
        """Somebody has it, who may have been killed: the message comes back when the lease has run out."""
        job = worker.ledger.jobs.get(job_id)
        if job is not None and job.state is JobState.LEASED and job.lease_until is not None:
            left = (job.lease_until - worker.ledger.now()).total_seconds()
            raise dramatiq.Retry("leased", delay=max(1_000, int(left * 1000) + 100))

    async def _sweep(self, worker: Taker, actor: Any, *, once: bool) -> None:
        """Hand out what is due; one machine at a time looks, so the ledger is asked once a second by all."""
        try:
            if not await self._client.set(f"{_NAME}:sweep", self._me, nx=True, px=int(_SWEEP * 900)):
                return
            for job in worker.ledger.jobs.claimable(KINDS, _AT_A_TIME):
                mark = f"{_NAME}:handed:{job.id}:{job.attempts}"
                if await self._client.set(mark, self._me, nx=True, ex=HANDED_FOR):
                    await asyncio.to_thread(actor.send, job.id)
        except (RedisError, BrokerConnectionError) as error:
            _log.warning("queue away", error=str(error))
        except LedgerError as error:  # it comes back, and the worker need not be started again for that
            if once:
                raise
            _log.warning("ledger away", error=error.what)
