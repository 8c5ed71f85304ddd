"""Parts die under load: nothing is lost, nothing is done twice, errors come only while a part is away."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from sqlalchemy import select

from registry.ledger.cases.models import ReportEntry
from registry.ledger.jobs import JobState
from registry.ledger.models import JobEntry
from tests.cluster.cluster import Cluster
from tests.cluster.load import Load
from tests.cluster.parts import answers, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

SETTLE = 3.0
"""Seconds of load before and after each fault in which nothing may fail."""
WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Fault:
    """A part that goes and comes back. ``may_fail``: what may go wrong while it is away."""

    name: str
    go: Callable[[Cluster], None]
    back: Callable[[Cluster], None]
    may_fail: tuple[str, ...] = ()


FAULTS = (
    Fault(
        "a service machine",
        lambda c: c.services[0].kill(),
        lambda c: c.services[0].start(),
        ("check", "report"),  # what was under way on that machine
    ),
    Fault("a worker", lambda c: c.workers[0].kill(), lambda c: c.workers[0].start()),
    Fault("PostgreSQL", lambda c: c.postgres.kill(), lambda c: c.postgres.start(), ("report",)),
    Fault("Valkey", lambda c: c.valkey.kill(), lambda c: c.valkey.back()),
    Fault("the pusher and a puller", lambda c: _kill_movers(c), lambda c: _start_movers(c)),
)


def _kill_movers(cluster: Cluster) -> None:
    cluster.pusher.kill()
    cluster.pullers[0].kill()


def _start_movers(cluster: Cluster) -> None:
    cluster.pusher.start()
    cluster.pullers[0].start()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    folder = Path(mkdtemp(prefix="cekdiklat-faults-"))
    folder.chmod(0o755)
    try:
        with Cluster(folder) as made:
            made.start()
            yield made
    finally:
        rmtree(folder, ignore_errors=True)


def test_parts_may_die_one_after_the_other(cluster: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    with cluster.ledger() as ledger:
        jobs = [ledger.jobs.enqueue("prove_host", f"beban-{number}", {"host": "x"}) for number in range(60)]
    with Load(cluster) as load:
        time.sleep(SETTLE)
        for fault in FAULTS:
            quiet = time.monotonic() - SETTLE
            assert load.failed(quiet, time.monotonic()) == [], f"before {fault.name} went"
            gone = time.monotonic()
            fault.go(cluster)
            time.sleep(2)
            fault.back(cluster)
            took = wait_for(lambda: _well(cluster, load), f"{fault.name} to come back", WITHIN)
            back = time.monotonic()
            failed = load.failed(gone - 1, back)
            with capsys.disabled():
                said = f"{fault.name}: answered again after {took:.1f} s, {len(failed)} requests failed"
                sys.stdout.write(f"\n{said}")
            assert {it.what for it in failed} <= set(fault.may_fail), (fault.name, failed)
            time.sleep(SETTLE)
            assert load.failed(back, time.monotonic()) == [], f"after {fault.name} came back"
    _account(cluster, load, jobs)


def _well(cluster: Cluster, load: Load) -> bool:
    """Every machine answers, and so did the last ten requests."""
    ready = all(answers(f"{address}/readyz") for address in cluster.service_addresses)
    last = load.asked[-10:]
    return ready and len(last) == 10 and all(it.status == 200 for it in last)


def _account(cluster: Cluster, load: Load, jobs: list[int]) -> None:
    """Each report that was answered is there once; each job ended once."""
    with cluster.ledger() as ledger:
        with ledger.reading() as session:
            kept = Counter(session.scalars(select(ReportEntry.note)).all())
        assert max(kept.values()) == 1, "a report was taken twice"
        assert set(load.notes) <= set(kept), "a report that was answered is lost"

        def ended() -> bool:
            with ledger.reading() as session:
                states = session.scalars(select(JobEntry.state).where(JobEntry.id.in_(jobs))).all()
            return len(states) == len(jobs) and all(state == JobState.DONE for state in states)

        wait_for(ended, "all jobs to end", 60)
        counted = sum(case.reports for case in ledger.cases.queue())
        assert counted == kept.total(), "a case counts other reports than it has"
