"""Parts die, cables are cut, disks fill up, clocks go wrong, under load: nothing is lost, nothing is done
twice, errors come only while something is wrong."""

from __future__ import annotations

import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.made import DecisionState, Draft
from registry.ledger.cases.models import ReportEntry
from registry.ledger.jobs import JobState
from registry.ledger.models import JobEntry
from tests.cluster.cluster import Cluster
from tests.cluster.faults import CLOCKS, CUTS, FREEZES, FULL, KILLS, Fault
from tests.cluster.load import Books, Load
from tests.cluster.parts import answers, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

SETTLE = 1.0
"""Seconds of load before and after each fault in which nothing may fail."""
LAST = 20
LONGEST = 90.0
"""Seconds until a job is handed out again whose message was lost on the way (a minute), and more."""
WITHIN = 20.0
"""Seconds until everything works again, on a machine with other work: three are usual, ten are promised."""


@pytest.mark.parametrize("fault", [*KILLS, *CUTS, *FREEZES, *FULL, *CLOCKS], ids=lambda it: it.name)
def test_nothing_fails_but_while_it_lasts(
    fault: Fault, cluster: Cluster, books: Books, room: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if fault.room and room is not None:
        pytest.skip(room)
    with Load(cluster, books) as load:
        time.sleep(SETTLE)
        gone = time.monotonic()
        fault.go(cluster)
        time.sleep(fault.lasts)
        fault.back(cluster)
        mended = time.monotonic()
        answered = wait_for(lambda: _well(cluster, load, mended), f"{fault.name} to be over", WITHIN)
        job = books.jobs[-1]
        worked = wait_for(lambda: _done(cluster, job), "a new job to be done", WITHIN)
        back = time.monotonic()
        time.sleep(SETTLE)
        ended = time.monotonic()
    failed = load.failed(gone - 1, back)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{fault.name}: all answers again after {answered:.1f} s, a new job done {worked:.1f} s later,"
            f" {len(failed)} of {len(load.asked)} requests failed,"
            f" the slowest check took {load.longest('check', gone):.1f} s "
        )
    assert load.failed(0, gone - 1) == [], "before"
    assert {it.what for it in failed} <= set(fault.may_fail)
    assert load.failed(back, ended) == [], "afterwards"
    held = load.longest("check", gone)
    assert held < (fault.lasts if fault in (*CUTS, *FREEZES) else WITHIN), (
        "checks waited for what they do not need"
    )


def _well(cluster: Cluster, load: Load, since: float) -> bool:
    """Every machine is ready, and the last requests, of all kinds and sent since then, went well."""
    last = [it for it in load.asked[-LAST:] if it.at >= since]
    asked = len(last) == LAST and all(it.status == 200 for it in last) and len({it.what for it in last}) == 3
    return asked and all(answers(f"{address}/readyz") for address in cluster.service_addresses)


def _done(cluster: Cluster, number: int) -> bool:
    with cluster.ledger() as ledger:
        job = ledger.jobs.get(number)
    return job is not None and job.state is JobState.DONE


def test_full_machines_keep_the_registry_they_have(cluster: Cluster, room: str | None) -> None:
    if room is not None:
        pytest.skip(room)
    one, two = cluster.service_addresses
    before = _registry(cluster, one)
    cluster.disks["publisher"].fill()
    with pytest.raises(RuntimeError, match="free some space"):
        cluster.run(cluster.publisher, "registry", "publish")
    cluster.disks["publisher"].free()
    cluster.disks["machine-1"].fill()
    cluster.run(cluster.publisher, "registry", "publish")
    wait_for(lambda: _registry(cluster, two) != before, "machine 2 to have the new registry", 30)
    wait_for(lambda: "not pulled" in cluster.pullers[0].log, "machine 1 to say that its disk is full")
    assert _registry(cluster, one) == before
    cluster.disks["machine-1"].free()
    wait_for(lambda: _registry(cluster, one) == _registry(cluster, two), "machine 1 to follow", 30)


def _registry(cluster: Cluster, address: str) -> str:
    found: str = cluster.ask("/readyz", address=address)["snapshot"]
    return found


def test_a_wrong_clock_takes_nobodys_job_and_ends_nobodys_decision(cluster: Cluster) -> None:
    """A worker a year ahead: every lease and every emergency would have run out by its own clock."""
    number = cluster.ask("/v1/reports", {"kind": "missed", "link": "gform:1FAIpQLSeJamRekaan"})["case"]
    with cluster.ledger() as ledger:
        for attempt in range(20):  # the other workers may be quicker
            ledger.jobs.enqueue("prove_host", f"lama-{attempt}", {"host": "x"})
            mine = ledger.jobs.claim(["prove_host"], "slow", timedelta(minutes=1))
            if mine is not None and mine.key.startswith("lama"):
                break
        assert mine is not None
        draft = Draft(number, 1, Action.FLAG, Ground.CREDENTIALS, "meminta sandi (rekaan)", emergency=True)
        emergency = ledger.decisions.make(draft, "admin-a")
        cluster.clock.set(timedelta(days=365))
        cluster.run(cluster.publisher, "worker", "--once", "--no-schedule", wrong_clock=True)
        cluster.clock.set(timedelta())
        (made,) = ledger.decisions.of_case(number)
        assert (made.id, made.state) == (emergency.id, DecisionState.IN_FORCE)
        ledger.jobs.complete(mine)  # raises when it was taken


def _not_done(ledger: Ledger, books: Books) -> list[object]:
    with ledger.reading() as session:
        rows = session.execute(
            select(JobEntry.id, JobEntry.state, JobEntry.attempts, JobEntry.due_at, JobEntry.error).where(
                JobEntry.id.in_(books.jobs)
            )
        ).all()
    assert len(rows) == len(books.jobs), "a job is lost"
    return [tuple(row) for row in rows if row.state != JobState.DONE]


def test_each_report_is_there_once_and_each_job_ended_once(cluster: Cluster, books: Books) -> None:
    """Of all the load of all the faults before."""
    with cluster.ledger() as ledger:
        with ledger.reading() as session:
            kept = Counter(session.scalars(select(ReportEntry.note)).all())
        assert max(kept.values()) == 1, "a report was taken twice"
        assert set(books.notes) <= set(kept), "a report that was answered is lost"

        deadline = time.monotonic() + LONGEST
        while (left := _not_done(ledger, books)) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert left == [], "a job did not end"
        counted = sum(case.reports for case in ledger.cases.queue())
        assert counted == kept.total(), "a case counts other reports than it has"
        assert len(books.notes) > 100
        assert len(books.jobs) > 50
