"""A round over links and hosts: short links resolved again, health observed, takeovers acted on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from crawler.announcements.site import OrganizerSite
from crawler.faults import OURS, told_fault
from crawler.links.cases import remember
from crawler.links.keys import address_of
from crawler.links.resolve import resolve
from crawler.links.watch import Look, Subject, keep, look_at
from crawler.outbound.door import Door
from crawler.progress import Event, Tell
from registry.ledger.health import HealthState
from registry.ledger.ledger import Ledger
from registry.ledger.watched import standing_links

AT_ONCE = 16
_ENOUGH_TO_TELL = (
    5  # fewer unreachable hosts may be a coincidence, as many without one answer are our own line
)
TASK = "links"


class NetworkDownError(OSError):
    """Nothing at all could be reached: it is our own network, and nothing was concluded about anybody."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"none of {count} hosts could be reached: the network seems to be down; nothing was recorded"
        )


@dataclass(slots=True)
class LinksReport:
    """What a round found."""

    states: Counter[str] = field(default_factory=Counter)
    dead: list[str] = field(default_factory=list)
    taken_over: list[Look] = field(default_factory=list)
    drifted: list[Look] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    withdrawn: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Whether something was found that a program cannot settle."""
        return bool(self.dead or self.taken_over or self.drifted or self.moved or self.failed)


def subjects_of(ledger: Ledger, sites: Iterable[OrganizerSite], on: date) -> Iterator[Subject]:
    """Organizers' own hosts, and every link that is vouched for on a day; each once."""
    seen: set[str] = set()
    for site in sites:
        key = f"host:{site.host}"
        seen.add(key)
        yield Subject(key, f"https://{site.host}/", site.host)
    for link in standing_links(ledger, on):
        if link.link_key not in seen and (url := address_of(link.link_key)) is not None:
            seen.add(link.link_key)
            yield Subject(link.link_key, url)


async def look_after(door: Door, ledger: Ledger, subjects: Iterable[Subject], tell: Tell) -> LinksReport:
    """Look at every subject once; one at which the program fails is reported, and nothing recorded of it.

    Raises:
        NetworkDownError: the first hosts all failed in the way a dropped line makes them fail.
        Exception: one of `OURS`, which would stop every other look as well.
    """
    waiting = list(subjects)
    report = LinksReport()
    total, done = len(waiting), 0
    looks: list[Look] = []
    sure = False
    tell(Event("start", TASK, 0, total))
    queue = iter(waiting)

    async def work() -> None:
        nonlocal done, sure
        for subject in queue:
            state = "failed"
            try:
                look = await _one(door, ledger, subject)
            except OURS:
                raise
            except Exception as error:
                report.failed.append(f"{subject.key}: the program failed: {told_fault(subject.key, error)}")
            else:
                state = look.state.value
                looks.append(look)
                sure = sure or not _silent(look)
            done += 1
            enough = max(1, min(total - len(report.failed), _ENOUGH_TO_TELL))
            if sure:
                _settle(ledger, looks, report)
            elif len(looks) >= enough and (done == total or len(looks) >= 4 * AT_ONCE):
                raise NetworkDownError(len(looks))
            tell(Event("page", TASK, done, total, {"url": subject.url, "state": state}))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(work())
    except* NetworkDownError as several:
        raise several.exceptions[0] from None
    _settle(ledger, looks, report)
    tell(Event("end", TASK, done, total, _told(report)))
    return report


async def _one(door: Door, ledger: Ledger, subject: Subject) -> Look:
    """One look. Writes nothing: what it is worth is known when something could be reached at all."""
    if not subject.key.startswith("short:"):
        return await look_at(door, ledger, subject)
    way = await resolve(door, subject.url)
    states = {"resolved": HealthState.ALIVE, "dead": HealthState.DEAD, "blocked": HealthState.BLOCKED,
              "robots": HealthState.BLOCKED, "limited": HealthState.LIMITED}  # fmt: skip
    evidence = {"outcome": way.outcome, "hops": len(way.hops)}
    resolution = way.resolution(subject.key, ledger.now())
    return Look(subject, states.get(way.outcome, HealthState.UNKNOWN), evidence, resolution=resolution)


def _silent(look: Look) -> bool:
    return look.evidence.get("outcome") in ("unresolved", "unreachable", "timeout")


def _settle(ledger: Ledger, looks: list[Look], report: LinksReport) -> None:
    while looks:
        look = looks.pop()
        report.withdrawn += keep(ledger, look)
        report.states[look.state.value] += 1
        way = look.resolution
        if way is not None and (before := remember(ledger, way, vouched=True)) is not None:
            report.moved.append(f"{look.subject.key}: {before} → {way.final_key}")
        if look.state is HealthState.DEAD and ledger.health.state(look.subject.key) is HealthState.DEAD:
            report.dead.append(look.subject.key)
        if look.signs:
            report.taken_over.append(look)
        elif look.drift:
            report.drifted.append(look)


def _told(report: LinksReport) -> dict[str, object]:
    return {
        **report.states,
        "confirmed dead": len(report.dead),
        "taken over": len(report.taken_over),
        "changed": len(report.drifted),
        "moved": len(report.moved),
        "failed": len(report.failed),
        "withdrawn": report.withdrawn,
    }
