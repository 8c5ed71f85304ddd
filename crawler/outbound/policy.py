"""What going out means here: the limits, the name we give, and the one way to rehearse on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path

from registry.settings import Settings

MAX_BYTES = 2_000_000  # a page with its whole text fits; anything larger is no announcement and no list page
TOTAL_SECONDS = 15.0  # for one address with all its hops, from the first connection to the last byte
MAX_HOPS = 8  # browsers stop at 20; honest short links need two or three
ROBOTS_TOKEN = "CekDiklat"  # what a robots.txt calls us  # noqa: S105


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a rehearsed host really is: a loopback address and its ports for ``http://`` and ``https://``."""

    address: str
    http: int | None = None
    https: int | None = None

    def __post_init__(self) -> None:
        if not ip_address(self.address).is_loopback:
            raise ValueError(f"a rehearsal stays on loopback, {self.address} is not")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A small internet on loopback, for tests: these names and no others, at exactly these places.

    Under a rehearsal nothing else can be reached, neither the real internet nor another local service.
    It exists only as an object handed to the program (``main(obj=Rehearsal(...))``): no setting, variable,
    file or option makes one, so production cannot be switched to it. ``authority`` is a PEM file with the
    only certificate authority that is trusted. ``pace`` replaces the polite pause. ``names`` is the loopback
    address and port of the only name server that is asked for records other than addresses.
    """

    hosts: Mapping[str, Stage]
    authority: Path | None = None
    pace: float = 0.0
    names: tuple[str, int] | None = None

    def __post_init__(self) -> None:
        if self.names is not None and not ip_address(self.names[0]).is_loopback:
            raise ValueError(f"a rehearsal stays on loopback, {self.names[0]} is not")


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of every request. Times in seconds, sizes in bytes.

    ``pace``: pause after an answer before the same address is asked again; a server may ask for more by
    robots.txt, up to ``longest_pace``. ``patience``: the longest Retry-After that is waited for within a
    run; a longer one ends the visit, and the rest stays due.
    """

    user_agent: str
    pace: float = 1.0
    longest_pace: float = 30.0
    patience: float = 60.0
    max_bytes: int = MAX_BYTES
    total_seconds: float = TOTAL_SECONDS
    max_hops: int = MAX_HOPS
    rehearsal: Rehearsal | None = field(default=None)


def outbound_policy(settings: Settings, rehearsal: Rehearsal | None = None) -> Policy:
    """The policy of this installation: who we say we are comes from ``settings.contact``."""
    agent = f"{ROBOTS_TOKEN}/{version('cekdiklat')} (+{settings.contact})"
    if rehearsal is None:
        return Policy(user_agent=agent)
    return Policy(user_agent=agent, pace=rehearsal.pace, rehearsal=rehearsal)
