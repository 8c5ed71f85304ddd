"""The job queue of the embedded default: rows with a lease, so that no job is lost with its worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from registry.ledger.engine import Transactions
from registry.ledger.job import GOT_ON, MAX_ATTEMPTS, Job, JobState, LostLeaseError
from registry.ledger.models import JobEntry
from registry.ledger.upsert import insert_rows

__all__ = ["MAX_ATTEMPTS", "Job", "JobState", "Jobs", "LostLeaseError"]

_TRIES = JobEntry.attempts - func.coalesce(JobEntry.result[GOT_ON].as_integer(), 0)


def _ran_out(now: datetime) -> ColumnElement[bool]:
    return and_(JobEntry.state == JobState.LEASED, JobEntry.lease_until < now)


def _claimable(now: datetime) -> ColumnElement[bool]:
    return or_(and_(JobEntry.state == JobState.WAITING, JobEntry.due_at <= now), _ran_out(now))


class Jobs:
    """Enqueue, claim, finish. Every call is one short transaction."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def enqueue(
        self, kind: str, key: str, payload: Mapping[str, Any] | None = None, due_at: datetime | None = None
    ) -> int:
        """Puts a job in the queue, or finds the open one of this kind and key. Returns its id."""
        now = self._transactions.now()
        row = {
            "kind": kind,
            "key": key,
            "payload": dict(payload or {}),
            "state": JobState.WAITING.value,
            "attempts": 0,
            "created": now,
            "due_at": due_at or now,
        }
        open_ones = JobEntry.state.in_((JobState.WAITING, JobState.LEASED))
        with self._transactions.writing() as session:
            insert_rows(session, JobEntry, [row])
            found = session.scalar(
                select(JobEntry.id).where(JobEntry.kind == kind, JobEntry.key == key, open_ones)
            )
            # The open job can only have vanished when a worker finished it between the two statements
            # (PostgreSQL).
            return found if found is not None else self._newest_id(kind, key)

    def _newest_id(self, kind: str, key: str) -> int:
        newest = self.latest(kind, key)
        if newest is None:
            raise RuntimeError(f"job {kind} {key} could not be put in the queue")
        return newest.id

    def get(self, job_id: int) -> Job | None:
        """The job with this id, whatever its state."""
        with self._transactions.reading() as session:
            row = session.get(JobEntry, job_id)
            return None if row is None else _job(row)

    def latest(self, kind: str, key: str) -> Job | None:
        """The newest job of this kind and key, whatever its state."""
        with self._transactions.reading() as session:
            row = session.scalar(
                select(JobEntry)
                .where(JobEntry.kind == kind, JobEntry.key == key)
                .order_by(JobEntry.id.desc())
                .limit(1)
            )
            return None if row is None else _job(row)

    def claim(
        self,
        kinds: Sequence[str],
        worker: str,
        lease: timedelta,
        now: datetime | None = None,
        job_id: int | None = None,
    ) -> Job | None:
        """The next due job of these kinds, leased to this worker; ``None`` when there is nothing to do.

        With ``job_id`` only that one. A job whose lease ran out (its worker was killed) is due again, up to
        :data:`MAX_ATTEMPTS` times in which it did not get on.
        """
        now = now or self._transactions.now()
        with self._transactions.writing() as session:
            session.execute(
                update(JobEntry)
                .where(_ran_out(now), _TRIES >= MAX_ATTEMPTS)
                .values(
                    state=JobState.FAILED, finished=now, error="its worker ended without an answer, too often"
                )
                .execution_options(synchronize_session=False)
            )
            next_one = (
                select(JobEntry.id)
                .where(JobEntry.kind.in_(kinds), _claimable(now))
                .order_by(JobEntry.due_at, JobEntry.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if job_id is not None:
                next_one = next_one.where(JobEntry.id == job_id)
            row = session.scalar(
                update(JobEntry)
                .where(JobEntry.id == next_one.scalar_subquery())
                .values(
                    state=JobState.LEASED,
                    worker=worker,
                    lease_until=now + lease,
                    attempts=JobEntry.attempts + 1,
                )
                .returning(JobEntry)
                .execution_options(synchronize_session=False)
            )
            return None if row is None else _job(row)

    def claimable(self, kinds: Sequence[str], limit: int, now: datetime | None = None) -> list[Job]:
        """The jobs that :meth:`claim` would give, without taking any."""
        now = now or self._transactions.now()
        with self._transactions.reading() as session:
            rows = session.scalars(
                select(JobEntry)
                .where(JobEntry.kind.in_(kinds), _claimable(now))
                .order_by(JobEntry.due_at, JobEntry.id)
                .limit(limit)
            )
            return [_job(row) for row in rows]

    def extend(
        self, job: Job, lease: timedelta, now: datetime | None = None, *, got_on: bool = False
    ) -> None:
        """Keeps a job that takes longer than its lease; ``got_on``: a part of it is done for good.

        Raises:
            LostLeaseError: another worker has it by now.
        """
        values: dict[str, Any] = {"lease_until": (now or self._transactions.now()) + lease}
        if got_on:
            values["result"] = {GOT_ON: job.attempts}
        self._end(job, values)

    def complete(self, job: Job, result: Mapping[str, Any] | None = None) -> None:
        """The job is done, with this answer.

        Raises:
            LostLeaseError: another worker has it by now.
        """
        self._end(
            job,
            {
                "state": JobState.DONE,
                "finished": self._transactions.now(),
                "lease_until": None,
                "result": dict(result or {}),
            },
        )

    def fail(self, job: Job, error: str, retry_in: timedelta | None = None) -> None:
        """The job could not be done; with ``retry_in`` it is tried again after that time.

        Up to :data:`MAX_ATTEMPTS` times.

        Raises:
            LostLeaseError: another worker has it by now.
        """
        if retry_in is not None and job.tries < MAX_ATTEMPTS:
            due = self._transactions.now() + retry_in
            self._end(job, {"state": JobState.WAITING, "due_at": due, "lease_until": None, "error": error})
        else:
            self._end(
                job,
                {
                    "state": JobState.FAILED,
                    "finished": self._transactions.now(),
                    "lease_until": None,
                    "result": None,
                    "error": error,
                },
            )

    def _end(self, job: Job, values: dict[str, Any]) -> None:
        mine: ColumnElement[bool] = and_(
            JobEntry.id == job.id, JobEntry.state == JobState.LEASED, JobEntry.attempts == job.attempts
        )
        with self._transactions.writing() as session:
            ended = session.scalar(
                update(JobEntry)
                .where(mine)
                .values(**values)
                .returning(JobEntry.id)
                .execution_options(synchronize_session=False)
            )
            if ended is None:
                raise LostLeaseError(
                    f"job {job.id} ({job.kind} {job.key}) is no longer leased to this worker"
                )


def _job(row: JobEntry) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        key=row.key,
        payload=row.payload or {},
        state=JobState(row.state),
        attempts=row.attempts,
        created=row.created,
        lease_until=row.lease_until,
        result=row.result,
        error=row.error,
    )
