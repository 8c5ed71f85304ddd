"""The registry beside the worker: hosts are looked up, nothing is listed, and nobody's heartbeat waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, cast

import pytest

from crawler import jobs
from crawler.announcements.site import OrganizerSite, SiteReport
from crawler.announcements.sites import sites_of
from crawler.jobs import Means, Result
from crawler.links.round import LinksReport
from crawler.outbound.door import Door
from crawler.published import PublishedSites
from crawler.schedule import due_work
from crawler.work import Worker
from registry.ledger import Ledger
from registry.ledger.jobs import Job, Jobs, JobState
from registry.organizer import Organizer
from registry.snapshot import DamagedSnapshotError, Snapshot
from tests.crawler.conftest import Home
from tests.internet.sites import office

DAY = date(2026, 11, 22)
NO_DOOR = cast(Door, None)  # these jobs go nowhere


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> list[OrganizerSite]:
    """The sites whose visits began; the visits themselves are left out."""
    seen: list[OrganizerSite] = []

    class Visit:
        def __init__(self, _door: Door, _ledger: Ledger, site: OrganizerSite, *_: object) -> None:
            self._site = site

        async def run(self) -> SiteReport:
            seen.append(self._site)
            return SiteReport(self._site.host, self._site.organizer_id)

    monkeypatch.setattr(jobs, "SiteVisit", Visit)
    return seen


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The snapshots that were opened, each time; listing organizers is an error."""
    seen: list[str] = []
    really = Snapshot.open

    def counted(folder: Path) -> Snapshot:
        seen.append(folder.name)
        return really(folder)

    def listed(_: Snapshot) -> Iterator[Organizer]:
        raise AssertionError("all organizers were listed")

    monkeypatch.setattr(Snapshot, "open", counted)
    monkeypatch.setattr(Snapshot, "organizers", listed)
    return seen


def taken(home: Home, *keys: str) -> list[Result | None]:
    """What one worker makes of site jobs with these keys."""

    async def take(ledger: Ledger) -> list[Result | None]:
        worker, results = Worker(NO_DOOR, ledger, home.folder / "snapshots"), []
        for key in keys:
            job_id = ledger.jobs.enqueue("site", key)
            assert await worker.take(job_id) is not None
            job = ledger.jobs.get(job_id)
            assert job is not None
            results.append(job.result if job.state is JobState.DONE else None)
        return results

    with home.ledger() as ledger:
        return asyncio.run(take(ledger))


def test_a_site_job_finds_its_host_without_listing_organizers(
    home: Home, visited: list[OrganizerSite], opened: list[str]
) -> None:
    results = taken(home, office.HOST, "dinas-yang-tidak-ada.go.id", "bukan nama", office.HOST)

    assert [result and result["outcome"] for result in results] == [
        "visited",
        "no such site",
        "no such site",
        "visited",
    ]
    assert [site.host for site in visited] == [office.HOST] * 2
    assert office.HOST in visited[0].own_hosts
    assert len(opened) == 1  # and compared with its checksums once


def test_a_new_publication_is_seen_by_the_next_job(
    home: Home, visited: list[OrganizerSite], opened: list[str]
) -> None:
    published = PublishedSites(home.folder / "snapshots")
    first = published.site(office.HOST, DAY)
    home.publish()
    before = len(opened)

    assert published.site(office.HOST, DAY) == first
    assert published.site(office.HOST, DAY) == first
    assert len(opened) == before + 1


def test_the_index_leads_to_the_same_sites_as_going_through_all_organizers(home: Home) -> None:
    published = PublishedSites(home.folder / "snapshots")
    snapshot = home.publish()
    walked = list(sites_of(snapshot.organizers(), DAY))

    assert len(walked) > 100
    assert published.sites(DAY) == walked
    assert [published.site(site.host, DAY) for site in walked] == walked
    unsure = {host.name for it in snapshot.organizers() for host in it.hosts} - {it.host for it in walked}
    assert unsure
    assert [host for host in unsure if published.site(host, DAY) is not None] == []


def test_where_nothing_is_published_there_are_no_sites(tmp_path: Path) -> None:
    published = PublishedSites(tmp_path / "snapshots")

    assert published.sites(DAY) == []
    assert published.site(office.HOST, DAY) is None


def test_of_a_damaged_snapshot_no_site_is_said_to_be_gone(home: Home) -> None:
    database = next((home.folder / "snapshots").glob("*/registry.db"))
    database.write_bytes(database.read_bytes()[:-1])
    published = PublishedSites(home.folder / "snapshots")

    with pytest.raises(DamagedSnapshotError):
        published.site(office.HOST, DAY)
    assert published.sites(DAY) == []
    assert taken(home, office.HOST) == [None]  # not done: it is tried again


class Beats:
    """Hears when a lease is prolonged, and waits for that in the place of long work with the registry."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._beaten = Event()
        self.went_on: list[bool] = []
        really = Jobs.extend

        def extend(jobs_: Jobs, job: Job, lease: timedelta, **more: Any) -> None:
            really(jobs_, job, lease, **more)
            self._beaten.set()

        monkeypatch.setattr(Jobs, "extend", extend)

    def wait(self, *_: object, **__: object) -> list[Any]:
        """Two heartbeats from now, or five seconds: then none came."""
        for _beat in range(2):
            self._beaten.clear()
            self.went_on.append(self._beaten.wait(5))
        return []


def test_a_heartbeat_goes_on_while_the_schedule_is_made(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    beats = Beats(monkeypatch)
    made = Event()

    def slowly_due(*_: object, **__: object) -> list[tuple[str, str]]:
        beats.wait()
        made.set()
        return [("links", "2026-11-22")]

    async def long_job(_means: Means, _job: Job) -> Result:
        await asyncio.to_thread(made.wait, 20)
        return {"outcome": "resolved"}

    async def work(ledger: Ledger) -> None:
        worker = Worker(NO_DOOR, ledger, home.folder / "snapshots", lease=timedelta(seconds=0.6))
        running = asyncio.create_task(worker.run(once=False))
        async with asyncio.timeout(30):
            while ledger.jobs.latest("links", "2026-11-22") is None:
                await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    monkeypatch.setattr("crawler.work.due_work", slowly_due)
    monkeypatch.setattr("crawler.work.DOING", {"resolve": long_job, "links": long_job})
    with home.ledger() as ledger:
        job_id = ledger.jobs.enqueue("resolve", "short:s.id/rekaan")
        asyncio.run(work(ledger))
        job = ledger.jobs.get(job_id)

    assert beats.went_on == [True, True]
    assert job is not None
    assert job.attempts == 1


@pytest.mark.parametrize(
    ("kind", "key", "reading"),
    [("site", office.HOST, "site"), ("links", "2026-11-22", "sites")],
)
def test_a_heartbeat_goes_on_while_a_job_reads_the_registry(
    kind: str,
    key: str,
    reading: str,
    home: Home,
    visited: list[OrganizerSite],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    beats = Beats(monkeypatch)
    really: Callable[..., Any] = getattr(PublishedSites, reading)

    def slowly(*given: Any) -> Any:
        beats.wait()
        return really(*given)

    async def look_after(*_: object) -> LinksReport:
        return LinksReport()

    async def take(ledger: Ledger) -> None:
        worker = Worker(NO_DOOR, ledger, home.folder / "snapshots", lease=timedelta(seconds=0.6))
        await worker.take(ledger.jobs.enqueue(kind, key))

    monkeypatch.setattr(PublishedSites, reading, slowly)
    monkeypatch.setattr(jobs, "look_after", look_after)
    with home.ledger() as ledger:
        asyncio.run(take(ledger))
        done = ledger.jobs.latest(kind, key)

    assert beats.went_on == [True, True]
    assert done is not None
    assert (done.state, done.attempts) == (JobState.DONE, 1)


def test_the_night_is_waited_for_without_looking_at_the_registry(tmp_path: Path) -> None:
    def sites(_: date) -> list[OrganizerSite]:
        raise AssertionError("the registry was read")

    with Home(tmp_path).ledger() as ledger:
        by_day = datetime(2026, 11, 22, 3, tzinfo=UTC)
        assert list(due_work(ledger, sites, by_day, night_only=True)) == []
