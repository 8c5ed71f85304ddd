"""The job queue: one open job per key, leases, retries, nothing lost with a worker; on both engines."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from registry.ledger import Ledger
from registry.ledger.jobs import MAX_ATTEMPTS, Job, JobState, LostLeaseError

NOW = datetime.now(UTC) + timedelta(days=1)  # later than anything the tests put in the queue
LEASE = timedelta(minutes=5)


def claim(ledger: Ledger, now: datetime = NOW, worker: str = "w1") -> Job:
    job = ledger.jobs.claim(["link"], worker, LEASE, now)
    assert job is not None
    return job


def test_a_job_goes_from_the_service_to_the_worker_and_back(ledger: Ledger) -> None:
    job_id = ledger.jobs.enqueue("link", "short:s.id/x", {"url": "https://s.id/x"})
    job = claim(ledger)
    assert (job.id, job.key, job.payload, job.attempts) == (
        job_id,
        "short:s.id/x",
        {"url": "https://s.id/x"},
        1,
    )
    ledger.jobs.complete(job, {"final": "gform:a"})
    done = ledger.jobs.get(job_id)
    assert done is not None
    assert (done.state, done.result) == (JobState.DONE, {"final": "gform:a"})
    assert ledger.jobs.claim(["link"], "w1", LEASE, NOW) is None


def test_an_open_job_is_not_doubled_a_done_one_can_be_asked_again(ledger: Ledger) -> None:
    first = ledger.jobs.enqueue("link", "k")
    assert ledger.jobs.enqueue("link", "k") == first
    job = claim(ledger)
    assert ledger.jobs.enqueue("link", "k") == first
    ledger.jobs.complete(job)
    second = ledger.jobs.enqueue("link", "k")
    assert second != first
    latest = ledger.jobs.latest("link", "k")
    assert latest is not None
    assert (latest.id, latest.state) == (second, JobState.WAITING)
    assert ledger.jobs.latest("link", "other") is None
    assert ledger.jobs.get(10_000) is None


def test_a_worker_takes_only_its_kinds_and_only_what_is_due(ledger: Ledger) -> None:
    ledger.jobs.enqueue("crawl", "a")
    ledger.jobs.enqueue("link", "b", due_at=NOW + timedelta(hours=1))
    assert ledger.jobs.claim(["link"], "w", LEASE, NOW) is None
    assert claim(ledger, NOW + timedelta(hours=2)).key == "b"


def test_a_job_whose_worker_died_is_done_by_another_and_the_dead_one_has_no_say(ledger: Ledger) -> None:
    ledger.jobs.enqueue("link", "k")
    dead = claim(ledger)
    assert ledger.jobs.claim(["link"], "w2", LEASE, NOW + timedelta(minutes=4)) is None
    alive = claim(ledger, NOW + timedelta(minutes=6), "w2")
    assert (alive.id, alive.attempts) == (dead.id, 2)
    with pytest.raises(LostLeaseError):
        ledger.jobs.complete(dead)
    with pytest.raises(LostLeaseError):
        ledger.jobs.fail(dead, "too late")
    ledger.jobs.complete(alive, {"by": "w2"})
    with pytest.raises(LostLeaseError):
        ledger.jobs.complete(alive)


def test_an_extended_lease_is_kept(ledger: Ledger) -> None:
    ledger.jobs.enqueue("link", "k")
    job = claim(ledger)
    ledger.jobs.extend(job, timedelta(hours=1), NOW)
    assert ledger.jobs.claim(["link"], "w2", LEASE, NOW + timedelta(minutes=30)) is None


def test_a_failed_job_is_tried_again_at_its_time_but_not_for_ever(ledger: Ledger) -> None:
    job_id = ledger.jobs.enqueue("link", "k")
    now = NOW
    for attempt in range(1, MAX_ATTEMPTS + 1):
        job = claim(ledger, now)
        assert job.attempts == attempt
        now += timedelta(minutes=10)
        ledger.jobs.fail(job, "no answer", retry_in=timedelta(0))
    failed = ledger.jobs.get(job_id)
    assert failed is not None
    assert (failed.state, failed.error) == (JobState.FAILED, "no answer")


def test_a_job_that_kills_its_workers_is_given_up(ledger: Ledger) -> None:
    job_id = ledger.jobs.enqueue("link", "k")
    now = NOW
    for _ in range(MAX_ATTEMPTS):
        claim(ledger, now)
        now += LEASE + timedelta(seconds=1)
    assert ledger.jobs.claim(["link"], "w", LEASE, now) is None
    given_up = ledger.jobs.get(job_id)
    assert given_up is not None
    assert given_up.state is JobState.FAILED


def test_many_workers_share_the_jobs_without_doing_one_twice(ledger: Ledger) -> None:
    for number in range(40):
        ledger.jobs.enqueue("link", str(number))
    done: list[str] = []

    def work(name: str) -> None:
        while (job := ledger.jobs.claim(["link"], name, LEASE, NOW)) is not None:
            done.append(job.key)
            ledger.jobs.complete(job)

    threads = [Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=int) == [str(number) for number in range(40)]


WORKER = """
import sys
from datetime import timedelta
from registry.ledger import Ledger
ledger = Ledger.open(sys.argv[1])
while (job := ledger.jobs.claim(["link"], "w", timedelta(milliseconds=1))) is not None:
    print(job.key, flush=True)
    ledger.jobs.complete(job, {"n": job.key})
"""


@pytest.mark.slow
def test_killed_workers_lose_no_job(ledger: Ledger, ledger_url: str) -> None:
    ids = [ledger.jobs.enqueue("link", str(number)) for number in range(60)]
    for kill_after in (1, 4, 9, 1000):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, ledger_url], stdout=subprocess.PIPE, text=True
        )
        assert worker.stdout is not None
        for _ in range(kill_after):
            if not worker.stdout.readline():
                break
        worker.kill()
        worker.wait()
    jobs = [ledger.jobs.get(job_id) for job_id in ids]
    assert {job.state for job in jobs if job} == {JobState.DONE}
    assert [job.result for job in jobs if job] == [{"n": str(number)} for number in range(60)]
