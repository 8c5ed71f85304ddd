"""Each kind of job: what is done, and what is kept as its result."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.announcements.sites import sites_of
from crawler.announcements.visit import MOST_PAGES, SiteVisit
from crawler.links.keys import address_of
from crawler.links.proof import prove, read_claim
from crawler.links.resolve import resolve
from crawler.links.round import look_after, subjects_of
from crawler.outbound.door import Door
from crawler.progress import Tell
from crawler.sources.definition import find_definition
from crawler.sources.visit import SourceVisit
from registry.ledger.jobs import Job
from registry.ledger.ledger import Ledger
from registry.organizer import Organizer

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Means:
    """What a job is done with. ``organizers`` gives the published ones; ``tell`` hears of every page."""

    door: Door
    ledger: Ledger
    organizers: Callable[[], Iterable[Organizer]]
    tell: Tell


async def _resolve(means: Means, job: Job) -> Result:
    url = job.payload.get("url") or address_of(job.key)
    if url is None:
        return {"outcome": "unreadable"}
    way = await resolve(means.door, str(url))
    means.ledger.resolutions.record(way.resolution(job.key, means.ledger.now()))
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
    for site in sites_of(means.organizers(), today):
        if site.host == job.key:
            most = int(job.payload.get("pages", MOST_PAGES))
            report = await SiteVisit(means.door, means.ledger, site, today, means.tell, most).run()
            return {"outcome": report.shut or "visited", "links": report.links}
    return {"outcome": "no such site"}


async def _links(means: Means, job: Job) -> Result:  # noqa: ARG001
    today = means.ledger.now().astimezone().date()
    subjects = list(subjects_of(means.ledger, sites_of(means.organizers(), today), today))
    report = await look_after(means.door, means.ledger, subjects, means.tell)
    return {"outcome": "looked", **report.states, "taken_over": len(report.taken_over)}


DOING: Mapping[str, Callable[[Means, Job], Awaitable[Result]]] = {
    "resolve": _resolve,
    "prove_host": _prove_host,
    "source": _source,
    "site": _site,
    "links": _links,
}
KINDS = tuple(DOING)
