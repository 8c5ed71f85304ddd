"""The service's side of the queue: asks the worker to open a short link, and reads what came of it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from registry.hosts.link import Link
from registry.ledger.jobs import Job, JobState
from registry.ledger.ledger import Ledger
from registry.ledger.resolutions import Resolution
from service.checking.published import Published

KIND = "resolve"
_GOOD_FOR = timedelta(days=7)
"""A short link may be pointed elsewhere; what it led to is asked anew after this time."""

_AGAIN_AFTER = timedelta(minutes=30)
"""A link that could not be opened is not tried more often than this for those who ask."""

_STATES = {
    JobState.WAITING: "queued",
    JobState.LEASED: "running",
    JobState.DONE: "done",
    JobState.FAILED: "failed",
}


class LinkJobs:
    """Opens the ledger on first use, so that a service that meets no short link needs none."""

    def __init__(self, ledger_url: str) -> None:
        self._url = ledger_url

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger.open(self._url)

    def opened(self, link_key: str) -> Resolution | None:
        """Where the worker found that a short link leads, while that is fresh."""
        found = self._ledger.resolutions.get(link_key)
        return found if found is not None and self._age(found.at) < _GOOD_FOR else None

    def ask(self, link: Link) -> dict[str, Any]:
        """Puts the link in the queue, once, and returns where its state can be read."""
        jobs = self._ledger.jobs
        job = jobs.latest(KIND, link.key)
        if job is None or (job.state is not JobState.WAITING and self._age(job.created) > _AGAIN_AFTER):
            job = jobs.get(jobs.enqueue(KIND, link.key, {"url": link.url}))
        if job is None:
            raise RuntimeError("a job that was just queued is gone")
        name = _name(job)
        return {"id": name, "link": link.key, "href": f"/v1/checks/{name}"}

    def state(self, name: str) -> dict[str, Any] | None:
        """The state of a link job by the name ``ask`` gave; ``None`` when there is none of that name."""
        number = name.partition("-")[0]
        if not (number.isascii() and number.isdecimal() and len(number) <= 18):
            return None
        job = self._ledger.jobs.get(int(number))
        if job is None or job.kind != KIND or _name(job) != name:
            return None
        answer: dict[str, Any] = {"id": name, "link": job.key, "state": _STATES[job.state]}
        if job.state is JobState.FAILED:
            answer["problem"] = "the link could not be opened"
        return answer

    def _age(self, at: datetime) -> timedelta:
        """By the clock of those who wrote it."""
        return self._ledger.now() - at


class WithResolution:
    """A published registry that also knows where one short link leads, before the next publication does."""

    def __init__(self, published: Published, resolution: Resolution) -> None:
        self._published = published
        self._resolution = resolution

    def __getattr__(self, name: str) -> Any:
        return getattr(self._published, name)

    def resolution(self, link_key: str) -> Resolution | None:
        """The newer answer for the one link, the published one for every other."""
        known = self._resolution
        return known if known.link_key == link_key else self._published.resolution(link_key)  # type: ignore[return-value]


def _name(job: Job) -> str:
    """Number and digest of the link key: whoever does not know the link cannot find it by counting."""
    return f"{job.id}-{hashlib.blake2b(job.key.encode(), digest_size=8).hexdigest()}"
