"""The worker: resolves what checks ask for, visits what is due, ends when told to, loses nothing with a
kill."""

from __future__ import annotations

import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from crawler.outbound.door import Door
from crawler.published import PublishedSites
from crawler.schedule import due_work
from crawler.work import Worker
from registry.ledger import Ledger
from registry.ledger.announcements import standing_vouches
from registry.ledger.jobs import JobState
from registry.ledger.models import JobEntry
from tests.crawler.conftest import Home
from tests.crawler.outside import go_out_in
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office
from tests.internet.sites.large import LargeOffice, form_of

KEY = "short:s.id/bimtek-modulajar-rekaan"


def work_once(home: Home, net: LittleIndonesia, *, scheduled: bool = False) -> int:
    async def errand(door: Door) -> int:
        with home.ledger() as ledger:
            return await Worker(door, ledger, home.folder / "snapshots", scheduled=scheduled).run(once=True)

    return go_out_in(net, errand)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "outcome", "final"),
    [
        ("bimtek-modulajar-rekaan", "resolved", f"gform:{office.VOUCHED_FORM}"),
        ("berantai-rekaan", "resolved", f"gform:{office.VOUCHED_FORM}"),
        ("peringatan-rekaan", "resolved", f"gform:{office.VOUCHED_FORM}"),
        ("putar-rekaan", "loop", None),
        ("ke-dalam-rekaan", "refused", None),
        ("ke-berkas-rekaan", "refused", None),
        ("tidak-ada", "dead", None),
    ],
)
def test_a_short_link_is_resolved_for_whoever_asked(
    slug: str, outcome: str, final: str | None, home: Home, indonesia: LittleIndonesia
) -> None:
    with home.ledger() as ledger:
        job_id = ledger.jobs.enqueue("resolve", f"short:s.id/{slug}", {"url": f"https://s.id/{slug}"})

        assert work_once(home, indonesia) == 1

        job = ledger.jobs.get(job_id)
        assert job is not None
        assert (job.state, job.result) == (JobState.DONE, {"outcome": outcome, "final_key": final})
        resolution = ledger.resolutions.get(f"short:s.id/{slug}")
        assert resolution is not None
        assert (resolution.outcome, resolution.final_key) == (outcome, final)


@pytest.mark.slow
def test_a_site_is_one_job_and_is_due_again_after_days(home: Home, indonesia: LittleIndonesia) -> None:
    with home.ledger() as ledger:
        ledger.jobs.enqueue("site", office.HOST)
        assert work_once(home, indonesia) == 1
    snapshot = home.publish()
    assert snapshot.vouches(f"gform:{office.VOUCHED_FORM}", datetime(2026, 11, 22, tzinfo=UTC).date())

    with home.ledger() as ledger:
        now, sites = datetime.now(UTC), PublishedSites(home.folder / "snapshots").sites
        due_now = set(due_work(ledger, sites, now))
        due_later = set(due_work(ledger, sites, now + timedelta(days=3)))
    assert ("site", office.HOST) not in due_now
    assert ("site", office.HOST) in due_later
    assert len(due_later) > 100


@pytest.mark.slow
def test_the_program_stops_when_told_and_a_killed_ones_job_is_done_by_the_next(
    home: Home, indonesia: LittleIndonesia
) -> None:
    with home.ledger() as ledger:
        job_id = ledger.jobs.enqueue("resolve", KEY, {"url": "https://s.id/bimtek-modulajar-rekaan"})
        taken = ledger.jobs.claim(("resolve",), "a worker that was killed", timedelta(seconds=1))
        assert taken is not None
        time.sleep(1.1)  # its lease runs out

        process = indonesia.start("worker", "--no-schedule", env=home.env)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            job = ledger.jobs.get(job_id)
            if job is not None and job.state is JobState.DONE:
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=30)

        job = ledger.jobs.get(job_id)
        assert job is not None
        assert (job.state, job.attempts) == (JobState.DONE, 2)
        assert process.returncode == 0, told


@pytest.mark.slow
def test_of_two_workers_one_is_killed_and_the_other_ends_its_site(home: Home) -> None:
    site = LargeOffice(150)
    with LittleIndonesia([site]) as net, home.ledger() as ledger:
        job_id = ledger.jobs.enqueue("site", site.host)
        workers = [net.start("worker", "--no-schedule", "--lease", "3", env=home.env) for _ in range(2)]
        while len(net.server.visits) < 40:
            time.sleep(0.02)
        killed = next(w for w in workers if str(w.pid) in _holder(ledger, job_id))
        killed.kill()
        killed.communicate()
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            job = ledger.jobs.get(job_id)
            if job is not None and job.state is JobState.DONE:
                break
            time.sleep(0.1)
        other = next(w for w in workers if w is not killed)
        other.terminate()
        other.communicate(timeout=30)

        assert job is not None
        assert job.state is JobState.DONE
        with ledger.reading() as session:
            vouched = Counter(vouch.link_key for vouch in standing_vouches(session))
        assert vouched == Counter({f"gform:{form_of(n)}": 1 for n in range(1, 151)})
        asked = Counter(visit.url for visit in net.server.visits if "/kegiatan-" in visit.url)
        assert asked.total() - len(asked) <= 1
        assert set(net.server.most_at_once.values()) == {1}


def _holder(ledger: Ledger, job_id: int) -> str:
    """The name of the worker that has a job."""
    with ledger.reading() as session:
        return str(session.scalar(select(JobEntry.worker).where(JobEntry.id == job_id)))
