"""What the worker does: one job at a time per lane, each idempotent, each leased so that none is lost with a
worker.

Kinds of jobs: ``resolve`` (a short link's key) asked for by checks; ``prove_host`` asked for by the desk;
``source`` (a source's id), ``site`` (key: a host) and ``links`` (key: the day) made by the schedule. A site
or list is one job: all requests to it come from one process, so politeness needs no lock between machines.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from crawler.announcements.sites import sites_of
from crawler.announcements.visit import SiteVisit
from crawler.deciding import keep_publishing_decisions, publish_new_decisions
from crawler.links.keys import address_of
from crawler.links.proof import prove, read_claim
from crawler.links.resolve import resolve
from crawler.links.round import look_after, subjects_of
from crawler.outbound.door import Door
from crawler.progress import Event
from crawler.schedule import due_work
from crawler.sources.definition import find_definition
from crawler.sources.visit import SourceVisit
from registry.ledger.jobs import Job, LostLeaseError
from registry.ledger.ledger import Ledger
from registry.organizer import Organizer
from registry.snapshot import SnapshotError, SnapshotStore

LEASE = timedelta(minutes=5)  # how long a killed worker's job waits for the next one
BEATS = 3  # a lease is prolonged so often before it would run out
LANES = 8  # jobs at a time
IDLE = 1.0  # seconds before an empty queue is asked again
SCHEDULE_EVERY = 300.0
KINDS = ("resolve", "prove_host", "source", "site", "links")
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
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    _done: int = 0

    async def run(self, *, once: bool) -> int:
        """Returns how many jobs were done."""
        if once:
            await asyncio.to_thread(publish_new_decisions, self.ledger, self.snapshots, self.keep_snapshots)
        if self.scheduled:
            self._schedule()
        async with asyncio.TaskGroup() as group:
            lanes = [group.create_task(self._lane(once=once)) for _ in range(LANES)]
            if not once:
                deciding = keep_publishing_decisions(self.ledger, self.snapshots, self.keep_snapshots)
                lanes.append(group.create_task(deciding))
            if self.scheduled and not once:
                lanes.append(group.create_task(self._keep_scheduling()))
        return self._done

    async def _keep_scheduling(self) -> None:
        while True:
            await asyncio.sleep(SCHEDULE_EVERY)
            self._schedule()

    def _schedule(self) -> None:
        for kind, key in due_work(self.ledger, self._organizers(), datetime.now(UTC)):
            self.ledger.jobs.enqueue(kind, key)

    async def _lane(self, *, once: bool) -> None:
        while True:
            job = self.ledger.jobs.claim(KINDS, self.name, self.lease)
            if job is None:
                if once:
                    return
                await asyncio.sleep(IDLE)
                continue
            await self._do(job)

    async def _do(self, job: Job) -> None:
        beat = asyncio.create_task(self._beat(job))
        doing: Mapping[str, Callable[[Job], Awaitable[Mapping[str, Any]]]] = {
            "resolve": self._resolve,
            "prove_host": self._prove_host,
            "source": self._source,
            "site": self._site,
            "links": self._links,
        }
        try:
            result = await doing[job.kind](job)
            retry = result.get("outcome") in _PASSING and job.kind == "resolve"
            if retry:
                again = datetime.now(UTC) + timedelta(minutes=2**job.attempts)
                self.ledger.jobs.fail(job, str(result["outcome"]), again)
            else:
                self.ledger.jobs.complete(job, result)
            self._done += 1
        except asyncio.CancelledError:
            self.ledger.jobs.fail(job, "the worker was stopped", datetime.now(UTC))  # due again at once
            raise
        except LostLeaseError:
            _log.warning("job lost to another worker", kind=job.kind, key=job.key)
        except Exception as error:
            _log.exception("job failed", kind=job.kind, key=job.key)
            again = datetime.now(UTC) + timedelta(minutes=2**job.attempts)
            self.ledger.jobs.fail(job, f"{type(error).__name__}: {error}", again)
        finally:
            beat.cancel()

    async def _beat(self, job: Job) -> None:
        while True:
            await asyncio.sleep(self.lease.total_seconds() / BEATS)
            self.ledger.jobs.extend(job, self.lease)

    async def _resolve(self, job: Job) -> Mapping[str, Any]:
        url = job.payload.get("url") or address_of(job.key)
        if url is None:
            return {"outcome": "unreadable"}
        way = await resolve(self.door, str(url))
        self.ledger.resolutions.record(way.resolution(job.key))
        return {"outcome": way.outcome, "final_key": way.final.key if way.final else None}

    async def _prove_host(self, job: Job) -> Mapping[str, Any]:
        claim = read_claim(job.payload)
        if claim is None:
            return {"proven": False, "reason": "unreadable", "detail": None}
        proof = await prove(self.door, claim)
        return {"proven": proof.proven, "reason": proof.reason, "detail": proof.detail}

    async def _source(self, job: Job) -> Mapping[str, Any]:
        report = await SourceVisit(self.door, self.ledger, find_definition(job.key), _log_event).run()
        return {"outcome": report.outcome.value, "entries": report.entries, "note": report.note}

    async def _site(self, job: Job) -> Mapping[str, Any]:
        today = datetime.now().astimezone().date()
        for site in sites_of(self._organizers(), today):
            if site.host == job.key:
                report = await SiteVisit(self.door, self.ledger, site, today, _log_event).run()
                return {"outcome": report.shut or "visited", "links": report.links}
        return {"outcome": "no such site"}

    async def _links(self, job: Job) -> Mapping[str, Any]:  # noqa: ARG002
        today = datetime.now().astimezone().date()
        sites = sites_of(self._organizers(), today)
        report = await look_after(
            self.door, self.ledger, list(subjects_of(self.ledger, sites, today)), _log_event
        )
        return {"outcome": "looked", **report.states, "taken_over": len(report.taken_over)}

    def _organizers(self) -> Iterable[Organizer]:
        try:
            with SnapshotStore(self.snapshots).current() as snapshot:
                return list(snapshot.organizers())
        except SnapshotError:
            return ()


def _log_event(event: Event) -> None:
    if event.what != "page":
        _log.info(event.what, task=event.task, done=event.done, total=event.total, **event.detail)
