"""What came back from outside: a closed set of outcomes, and every hop on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What happened, told apart because different things follow from it.

    Only ``GONE`` and ``UNRESOLVED`` can ever mean that an address is dead, and then only if seen twice.
    """

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"  # 404, 410
    FAILED = "failed"  # 5xx and every other status
    LIMITED = "limited"  # 429, or 503 with Retry-After
    BLOCKED = "blocked"  # 401, 403, 405, 406, 451, 999, or a bot wall in whatever status
    ROBOTS = "robots"  # robots.txt forbids it, or could not be had (RFC 9309 §2.3.1.4)
    REFUSED = "refused"  # our own policy
    UNRESOLVED = "unresolved"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    TLS = "tls"
    TOO_MANY_HOPS = "too_many_hops"
    BROKEN = "broken"  # no readable HTTP, or the body broke off


@dataclass(frozen=True, slots=True)
class Hop:
    """One request on the way. ``via`` says what led on to the next: ``http``, ``refresh``,
    ``interstitial``."""

    url: str
    outcome: Outcome
    status: int | None = None
    address: str | None = None
    milliseconds: int = 0
    reason: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of the way. ``body`` is decompressed and at most ``Policy.max_bytes`` long.

    ``reason`` is a word of `Refusal`, `TlsTrouble` or a short technical word; ``retry_after`` in seconds.
    ``headers`` have lower-case names. ``location`` is the next address of an unfollowed redirect.
    """

    url: str
    outcome: Outcome
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    reason: str | None = None
    retry_after: float | None = None
    location: str | None = None

    @property
    def final_url(self) -> str:
        """Where the last hop was."""
        return self.hops[-1].url if self.hops else self.url
