"""What a job is: a piece of work with a lease."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from registry.values import dataclass

#: A job that was begun this often without an end or any progress takes its worker down, or cannot be done.
MAX_ATTEMPTS = 5

#: In the result of an open job: the lease in which it last got on.
GOT_ON = "got_on_in_attempt"


class JobState(StrEnum):
    """``waiting`` and ``leased`` are open; there is at most one open job per kind and key."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work. ``attempts`` counts the leases; together with ``id`` it names one lease."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    state: JobState
    attempts: int
    created: datetime
    lease_until: datetime | None
    result: Mapping[str, Any] | None
    error: str | None

    @property
    def tries(self) -> int:
        """How many leases it had since it last got on."""
        return self.attempts - int((self.result or {}).get(GOT_ON, 0))


class LostLeaseError(RuntimeError):
    """The lease ran out and another worker has the job, or has done it: this worker's answer is dropped."""
