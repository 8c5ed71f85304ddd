"""Work of the desk that takes longer than its lease: it keeps it, whatever the ledger does meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from typing import Any

import pytest

from registry.ledger import LedgerError
from registry.ledger.jobs import Job, JobState, LostLeaseError
from service.desk.background import working
from service.desk.stores import Stores
from tests.shared.desk import Desk


def long_job(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answers: list[Exception | None], seconds: float
) -> tuple[int, int]:
    """Works off one job that lasts until it was tried to prolong its lease so often, at most so many seconds.

    ``answers``: what comes of each try. Returns the job's id and how many tries there were.
    """
    extend, beats, over = desk.ledger.jobs.extend, 0, Event()

    def prolong(job: Job, *lease: Any) -> None:
        nonlocal beats
        beats += 1
        if beats >= len(answers):
            over.set()
        if beats <= len(answers) and (answer := answers[beats - 1]) is not None:
            raise answer
        extend(job, *lease)

    def work(_stores: Stores, _job: Job) -> Mapping[str, Any]:
        return {"in time": over.wait(seconds)}

    monkeypatch.setattr(working, "_BEAT", 0.01)
    monkeypatch.setattr(working, "handlers", lambda: {"desk_rehearse": work})
    monkeypatch.setattr(desk.ledger.jobs, "extend", prolong)
    job = desk.ledger.jobs.enqueue("desk_rehearse", "registry")
    assert working.work_off(desk.stores) == 1
    return job, beats


def test_the_lease_is_kept_through_a_hiccup_of_the_ledger(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hiccup = LedgerError("the ledger does not answer", "wait")
    number, beats = long_job(desk, monkeypatch, [None, hiccup, hiccup, None], 20)
    assert beats >= 4
    job = desk.ledger.jobs.get(number)
    assert job is not None
    assert (job.state, job.result) == (JobState.DONE, {"in time": True})


def test_a_lease_that_another_has_is_not_asked_for_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, beats = long_job(desk, monkeypatch, [None, LostLeaseError("another worker has it"), None], 0.5)
    assert beats == 2
