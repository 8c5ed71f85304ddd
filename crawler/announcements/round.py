"""A round over many sites: several at a time, each polite to its own address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date

from crawler.announcements.site import OrganizerSite, SiteReport, told
from crawler.announcements.visit import SiteVisit
from crawler.faults import OURS, PROGRAM, told_fault
from crawler.outbound.door import Door
from crawler.progress import Event, Tell
from registry.ledger.ledger import Ledger

AT_ONCE = 16  # sites; politeness is per address, so this bounds memory and open connections only


async def visit_sites(
    door: Door, ledger: Ledger, sites: Iterable[OrganizerSite], on: date, tell: Tell, most: int = 200
) -> list[SiteReport]:
    """Visit sites and report on each; one that fails for a reason of its own does not stop the others.

    Raises:
        Exception: one of `OURS`, which would stop every other site as well.
    """
    waiting = iter(sites)
    reports: list[SiteReport] = []

    async def work() -> None:
        for site in waiting:
            try:
                report = await SiteVisit(door, ledger, site, on, tell, most).run()
            except OURS:
                raise
            except Exception as error:
                shut = f"{PROGRAM} ({told_fault(site.host, error)})"
                report = SiteReport(site.host, site.organizer_id, shut=shut, failed={PROGRAM: 1})
                tell(Event("end", site.host, detail=told(report)))
            reports.append(report)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(work())
    return reports
