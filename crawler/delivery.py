"""How jobs come to a worker. The ledger holds the truth about every job; a delivery only says who looks when.

`Polled` (the default) asks the ledger; `crawler.valkey.queue.ValkeyQueue` hands jobs out between machines.
Either way a worker does a job only after it has leased the job's row.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

import structlog

from registry.ledger.errors import LedgerError
from registry.ledger.jobs import Job
from registry.ledger.ledger import Ledger

LANES = 8  # jobs at a time in one worker
IDLE = 1.0  # seconds before an empty queue is asked again
_log = structlog.get_logger()


class Taker(Protocol):
    """A worker, as a delivery sees it."""

    @property
    def ledger(self) -> Ledger:
        """Where the jobs are."""

    async def take(self, job_id: int | None = None) -> Job | None:
        """Do the next job, or this one, to its end; ``None`` when it is not to be had now."""


class Delivery(Protocol):
    """A way for jobs to come to a worker."""

    async def deliver(self, worker: Taker, *, once: bool) -> None:
        """Bring jobs until cancelled; with ``once``, until nothing is due."""


class Polled:
    """The worker asks the ledger: nothing else is needed on one machine."""

    async def deliver(self, worker: Taker, *, once: bool) -> None:
        """See `Delivery`."""
        async with asyncio.TaskGroup() as group:
            for _ in range(LANES):
                group.create_task(self._lane(worker, once=once))

    async def _lane(self, worker: Taker, *, once: bool) -> None:
        while True:
            try:
                taken = await worker.take()
            except LedgerError as error:  # it comes back, and the worker need not be started again for that
                if once:
                    raise
                _log.warning("ledger away", error=error.what)
                taken = None
            if taken is None:
                if once:
                    return
                await asyncio.sleep(IDLE)
