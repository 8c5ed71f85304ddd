"""What can go wrong with a cluster, each with how it comes and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.cluster.cluster import Cluster

MACHINE, REPORTS = ("check", "report"), ("report", "job")


@dataclass(frozen=True, slots=True)
class Fault:
    """``may_fail``: which requests may go wrong while it ``lasts`` (seconds), and until all is well again.

    ``room``: it needs networks and disks of our own.
    """

    name: str
    go: Callable[[Cluster], object]
    back: Callable[[Cluster], object]
    may_fail: tuple[str, ...] = ()
    lasts: float = 1.5
    room: bool = False


def _each(*steps: Callable[[Cluster], object]) -> Callable[[Cluster], None]:
    def all_of_them(cluster: Cluster) -> None:
        for step in steps:
            step(cluster)

    return all_of_them


KILLS = (
    Fault(
        "a service machine",
        lambda c: c.services[0].kill(),
        lambda c: c.services[0].start(),
        MACHINE,  # what was under way on that machine
    ),
    Fault("a worker", lambda c: c.workers[0].kill(), lambda c: c.workers[0].start()),
    Fault("PostgreSQL", lambda c: c.postgres.kill(), lambda c: c.postgres.start(), REPORTS),
    Fault("Valkey", lambda c: c.valkey.kill(), lambda c: c.revive_valkey()),
    Fault(
        "the pusher and a puller",
        _each(lambda c: c.pusher.kill(), lambda c: c.pullers[0].kill()),
        _each(lambda c: c.pusher.start(), lambda c: c.pullers[0].start()),
    ),
)

SILENCE = 8.0
"""Seconds: longer than anybody waits for an answer (`registry.waiting`)."""

CUTS = (
    Fault(
        "the cable to PostgreSQL",
        _each(lambda c: c.lock_all_cases(), lambda c: c.places["postgres"].cut()),
        lambda c: c.places["postgres"].mend(),
        REPORTS,
        SILENCE,
        room=True,
    ),
    Fault(
        "the cable to Valkey",
        lambda c: c.places["valkey"].cut(),
        lambda c: c.places["valkey"].mend(),
        lasts=4.0,
        room=True,
    ),
)

FREEZES = (
    Fault("PostgreSQL, frozen", lambda c: c.postgres.freeze(), lambda c: c.postgres.thaw(), REPORTS, SILENCE),
)

FULL = (
    Fault(
        "PostgreSQL's disk",
        lambda c: c.disks["postgres"].fill(),
        lambda c: c.disks["postgres"].free(),
        REPORTS,
        3.0,
        room=True,
    ),
    Fault("Valkey's disk", lambda c: c.disks["valkey"].fill(), lambda c: c.disks["valkey"].free(), room=True),
)


def _clock(wrong: timedelta) -> Callable[[Cluster], None]:
    return lambda cluster: cluster.clock.set(wrong)


CLOCKS = tuple(
    Fault(f"a clock {name}", _clock(wrong), _clock(timedelta()))
    for name, wrong in (
        ("an hour ahead", timedelta(hours=1)),
        ("a day behind", -timedelta(days=1)),
        ("a year ahead", timedelta(days=365)),
        ("a year behind", -timedelta(days=365)),
    )
)
