"""Each kind of job: what is done, and what is kept as its result."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.announcements.visit import MOST_PAGES, SiteVisit
from crawler.links.cases import remember
from crawler.links.keys import address_of
from crawler.links.proof import prove, read_claim
from crawler.links.resolve import resolve
from crawler.links.round import look_after, subjects_of
from crawler.links.watch import Subject
from crawler.outbound.door import Door
from crawler.progress import Tell
from crawler.published import PublishedSites
from crawler.sources.definition import find_definition
from crawler.sources.visit import SourceVisit
from registry.ledger.jobs import Job
from registry.ledger.ledger import Ledger
from registry.ledger.watched import standing_links

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Means:
    """What a job is done with. ``published`` knows whose sites there are; ``tell`` hears of every page.

    The registry is read beside the event loop, on which the heartbeats of all jobs under way are.
    """

    door: Door
    ledger: Ledger
    published: PublishedSites
    tell: Tell


async def _resolve(means: Means, job: Job) -> Result:
    url = job.payload.get("url") or address_of(job.key)
    if url is None:
        return {"outcome": "unreadable"}
    way = await resolve(means.door, str(url))
    now = means.ledger.now()
    vouched = bool(standing_links(means.ledger, now.astimezone().date(), job.key))
    remember(means.ledger, way.resolution(job.key, now), vouched=vouched)
    return {"outcome": way.outcome, "final_key": way.final.key if way.final else None}


async def _prove_host(means: Means, job: Job) -> Result:
    claim = read_claim(job.payload)
    if claim is None:
        return {"proven": False, "reason": "unreadable", "detail": None}
    proof = await prove(means.door, claim)
    return {"proven": proof.proven, "reason": proof.reason, "detail": proof.detail}


async def _source(means: Means, job: Job) -> Result:
    report = await SourceVisit(means.door, means.ledger, find_definition(job.key), means.tell).run()
    return {"outcome": report.outcome.value, "entries": report.entries, "note": report.note}


async def _site(means: Means, job: Job) -> Result:
    today = means.ledger.now().astimezone().date()
    site = await asyncio.to_thread(means.published.site, job.key, today)
    if site is None:
        return {"outcome": "no such site"}
    most = int(job.payload.get("pages", MOST_PAGES))
    report = await SiteVisit(means.door, means.ledger, site, today, means.tell, most).run()
    return {"outcome": report.shut or "visited", "links": report.links}


async def _links(means: Means, job: Job) -> Result:  # noqa: ARG001
    today = means.ledger.now().astimezone().date()

    def subjects() -> list[Subject]:
        return list(subjects_of(means.ledger, means.published.sites(today), today))

    report = await look_after(means.door, means.ledger, await asyncio.to_thread(subjects), means.tell)
    return {"outcome": "looked", **report.states, "taken_over": len(report.taken_over)}


DOING: Mapping[str, Callable[[Means, Job], Awaitable[Result]]] = {
    "resolve": _resolve,
    "prove_host": _prove_host,
    "source": _source,
    "site": _site,
    "links": _links,
}
KINDS = tuple(DOING)
