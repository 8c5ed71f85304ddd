"""Asking for longer work: a job in the ledger, and a process that does it. Killed, the next one goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from registry.ledger.jobs import Job, JobState
from registry.settings import Settings
from service.desk.stores import Stores, stores

_TAKEN_WITHIN = timedelta(seconds=30)
"""A process that was started has taken its job by then."""

_started: list[subprocess.Popen[bytes]] = []


def ask(kind: str, key: str, payload: Mapping[str, Any]) -> int:
    """Puts a job in the queue and sees that somebody does it; returns its number."""
    opened = stores()
    job = opened.ledger.jobs.enqueue(kind, key, payload)
    opened.start_work(opened)
    return job


def latest(kind: str, key: str) -> Job | None:
    """The newest job of this kind and key, whatever became of it."""
    return stores().ledger.jobs.latest(kind, key)


def going_on(*jobs: Job | None) -> bool:
    """Whether one of these is still being done; sees that somebody does it, when whoever did was killed."""
    waiting = [job for job in jobs if job is not None and job.state in (JobState.WAITING, JobState.LEASED)]
    if waiting and not _working():
        opened = stores()
        now = opened.ledger.now()
        if any((job.lease_until or job.created + _TAKEN_WITHIN) < now for job in waiting):
            opened.start_work(opened)
    return bool(waiting)


def _working() -> bool:
    """Whether a process that this one started still works; none stays as a zombie."""
    _started[:] = [process for process in _started if process.poll() is None]
    return bool(_started)


def start_work(opened: Stores) -> None:
    """Starts ``cekdiklat desk work``, which ends by itself when nothing is left to do."""
    _working()
    program = Path(sys.executable).with_name("cekdiklat")
    _started.append(
        subprocess.Popen(  # noqa: S603  (our own program)
            [str(program), "desk", "work"],
            env=os.environ | _environment(opened.settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # a publication is not cut short by Ctrl-C on the service
        )
    )


def _environment(settings: Settings) -> dict[str, str]:
    """The settings of this application, for the other process."""
    given = {name: getattr(settings, name) for name in settings.model_fields_set}
    return {f"CEKDIKLAT_{name.upper()}": str(value) for name, value in given.items() if value is not None}
