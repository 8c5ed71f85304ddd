"""Doing what the desk asked for, one job after the other, until nothing is left."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from registry.ledger import LedgerError
from registry.ledger.intake import UnusableFileError
from registry.ledger.jobs import Job, LostLeaseError
from registry.snapshot.errors import SnapshotError
from service.desk.stores import Stores
from service.log import log

LEASE = timedelta(minutes=5)
_BEAT = 60.0
"""Seconds after which a lease is prolonged: publishing a million organizers takes minutes."""

Handler = Callable[[Stores, Job], Mapping[str, Any]]


def handlers() -> dict[str, Handler]:
    """Who does which kind of job."""
    from service.desk.imports import work as imports
    from service.desk.publishing import work as publishing

    return {
        "desk_rehearse": publishing.rehearse,
        "desk_publish": publishing.publish_now,
        "desk_rollback": publishing.roll_back,
        "desk_import_look": imports.look,
        "desk_import": imports.take,
    }


def work_off(stores: Stores) -> int:
    """Does every job of the desk that is due; returns how many."""
    known, done = handlers(), 0
    worker = f"desk:{socket.gethostname()}:{os.getpid()}"
    while (job := stores.ledger.jobs.claim(list(known), worker, LEASE)) is not None:
        done += 1
        try:
            with _kept(stores, job):
                result = known[job.kind](stores, job)
            stores.ledger.jobs.complete(job, result)
        except (SnapshotError, LedgerError, UnusableFileError) as error:
            stores.ledger.jobs.fail(job, str(error))
        except LostLeaseError:
            continue  # another process has it by now
        except Exception as error:
            stores.ledger.jobs.fail(job, f"{type(error).__name__}: see the service's log")
            raise
    return done


@contextmanager
def _kept(stores: Stores, job: Job) -> Iterator[None]:
    """Prolongs the lease while the job is done."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT):
            try:
                stores.ledger.jobs.extend(job, LEASE)
            except LostLeaseError:
                return
            except LedgerError as error:  # passing, as a rule: the next beat comes before the lease is over
                log.warning("lease not prolonged", kind=job.kind, key=job.key, error=str(error))

    thread = threading.Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
