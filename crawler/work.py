"""What the worker does: jobs, each idempotent, each leased so that none is lost with a worker.

Kinds of jobs: ``resolve`` (a short link's key) asked for by checks; ``prove_host`` asked for by the desk;
``source`` (a source's id), ``site`` (key: a host) and ``links`` (key: the day) made by the schedule. A site
or list is one job: all requests to it come from one process. How jobs get here is a `Delivery`'s business.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import structlog

from crawler.deciding import keep_publishing_decisions, publish_new_decisions
from crawler.delivery import Delivery, Polled
from crawler.jobs import DOING, KINDS, Means, Result
from crawler.outbound.door import Door
from crawler.progress import Event
from crawler.published import PublishedSites
from crawler.schedule import due_work
from registry.ledger.errors import LedgerError
from registry.ledger.jobs import Job, LostLeaseError
from registry.ledger.ledger import Ledger

LEASE = timedelta(minutes=1)  # how long a killed worker's job waits for the next one
SOON = timedelta(seconds=5)  # until a job is tried again that the ledger could not take the end of
BEATS = 3  # a lease is prolonged so often before it would run out
SCHEDULE_EVERY = 300.0
_PASSING = frozenset({"timeout", "unreachable", "failed", "limited", "unresolved", "broken"})
_log = structlog.get_logger()


@dataclass(slots=True)
class Worker:
    """Works off the queue until it is stopped (by cancelling) or, with ``once``, until nothing is due."""

    door: Door
    ledger: Ledger
    snapshots: Path
    scheduled: bool = True
    keep_snapshots: int = 5
    lease: timedelta = LEASE
    night_only: bool = False
    delivery: Delivery = field(default_factory=Polled)
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    _done: int = 0
    _got_on: set[int] = field(default_factory=set)
    _published: PublishedSites = field(init=False)

    def __post_init__(self) -> None:
        self._published = PublishedSites(self.snapshots)

    async def run(self, *, once: bool) -> int:
        """Returns how many jobs were done."""
        if once:
            await asyncio.to_thread(publish_new_decisions, self.ledger, self.snapshots, self.keep_snapshots)
            if self.scheduled:
                await asyncio.to_thread(self._schedule)
        async with asyncio.TaskGroup() as group:
            beside = []
            if not once:
                deciding = keep_publishing_decisions(self.ledger, self.snapshots, self.keep_snapshots)
                beside.append(group.create_task(deciding))
            if self.scheduled and not once:
                beside.append(group.create_task(self._keep_scheduling()))
            await self.delivery.deliver(self, once=once)
            for task in beside:
                task.cancel()
        return self._done

    async def take(self, job_id: int | None = None) -> Job | None:
        """Do the next job (or this one) to its end; ``None`` when it is not to be had now."""
        job = self.ledger.jobs.claim(KINDS, self.name, self.lease, job_id=job_id)
        if job is not None:
            await self._do(job)
        return job

    async def _keep_scheduling(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._schedule)
            except LedgerError as error:
                _log.warning("nothing scheduled", error=error.what)
            await asyncio.sleep(SCHEDULE_EVERY)

    def _schedule(self) -> None:
        """Goes through all sites: never on the event loop, where short links and heartbeats would wait."""
        due = due_work(self.ledger, self._published.sites, self.ledger.now(), night_only=self.night_only)
        for kind, key in due:
            self.ledger.jobs.enqueue(kind, key)

    async def _do(self, job: Job) -> None:
        means = Means(self.door, self.ledger, self._published, self._teller(job))
        work = asyncio.ensure_future(DOING[job.kind](means, job))
        beat = asyncio.create_task(self._beat(job, work))
        try:
            self._end(job, await work)
            self._done += 1
        except asyncio.CancelledError:
            if beat.done():  # the lease was lost, and the beat stopped the work
                _log.warning("job lost to another worker", kind=job.kind, key=job.key)
                return
            self.ledger.jobs.fail(job, "the worker was stopped", timedelta(0))  # due again at once
            raise
        except LostLeaseError:
            _log.warning("job lost to another worker", kind=job.kind, key=job.key)
        except LedgerError as error:  # no fault of the job, which is done again as soon as it can be kept
            _log.warning("job not kept", kind=job.kind, key=job.key, error=error.what)
            self.ledger.jobs.fail(job, error.what, SOON)
        except Exception as error:
            _log.exception("job failed", kind=job.kind, key=job.key)
            self.ledger.jobs.fail(job, f"{type(error).__name__}: {error}", _pause(job))
        finally:
            beat.cancel()
            self._got_on.discard(job.id)

    def _end(self, job: Job, result: Result) -> None:
        if job.kind == "resolve" and result.get("outcome") in _PASSING:
            self.ledger.jobs.fail(job, str(result["outcome"]), _pause(job))
        else:
            self.ledger.jobs.complete(job, result)

    async def _beat(self, job: Job, work: asyncio.Future[Result]) -> None:
        """Keep the lease; when another worker has the job by now, stop: two would visit one site at once."""
        while True:
            await asyncio.sleep(self.lease.total_seconds() / BEATS)
            try:
                self.ledger.jobs.extend(job, self.lease, got_on=job.id in self._got_on)
            except LostLeaseError:
                work.cancel()
                return
            except LedgerError as error:  # the work itself meets it too, and says so where it matters
                _log.warning("lease not prolonged", kind=job.kind, key=job.key, error=str(error))

    def _teller(self, job: Job) -> Callable[[Event], None]:
        def tell(event: Event) -> None:
            if event.what == "page":
                self._got_on.add(job.id)
            else:
                _log.info(event.what, task=event.task, done=event.done, total=event.total, **event.detail)

        return tell


def _pause(job: Job) -> timedelta:
    """How long a job rests that could not be done: twice as long after each try."""
    return timedelta(minutes=2**job.tries)
