"""The service's side of the queue: asks the worker to open a short link, and tells how far it is."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link
from registry.ledger.jobs import Job, JobState
from registry.ledger.ledger import Ledger

KIND = "resolve"
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

    def ask(self, link: Link) -> dict[str, Any]:
        """Puts the link in the queue, once, and returns where its state can be read."""
        newest = self._ledger.jobs.latest(KIND, link.key)
        if newest is None:
            newest = self._ledger.jobs.get(self._ledger.jobs.enqueue(KIND, link.key, {"url": link.url}))
        if newest is None:
            raise RuntimeError("a job that was just queued is gone")
        name = _name(newest)
        return {"id": name, "link": link.key, "href": f"/v1/checks/{name}"}

    def state(self, name: str) -> dict[str, Any] | None:
        """The state of a link job by the name ``ask`` gave; ``None`` when there is none of that name."""
        number, _, _digest = name.partition("-")
        if not number.isdecimal() or len(number) > 18:
            return None
        job = self._ledger.jobs.get(int(number))
        if job is None or job.kind != KIND or _name(job) != name:
            return None
        answer: dict[str, Any] = {"id": name, "link": job.key, "state": _STATES[job.state]}
        if job.state is JobState.FAILED:
            answer["problem"] = "the link could not be opened"
        elif job.result and (target := _target(job)) is not None:
            answer["target"] = target
        return answer


def _name(job: Job) -> str:
    """Number and digest of the link key: whoever does not know the link cannot find it by counting."""
    return f"{job.id}-{hashlib.blake2b(job.key.encode(), digest_size=8).hexdigest()}"


def _target(job: Job) -> dict[str, Any] | None:
    final = (job.result or {}).get("final_url")
    if not isinstance(final, str):
        return None
    try:
        link = read_link(final)
    except UnreadableLinkError:
        return None
    return {"key": link.key, "url": link.url, "host": link.host}
