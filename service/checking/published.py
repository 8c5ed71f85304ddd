"""What the check reads of a published registry; a snapshot has all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from registry.decision import Decision
from registry.hosts.index import HostIndex
from registry.matching.matcher import Matcher
from registry.organizer import Kind, Organizer, Vouch


class Resolution(Protocol):
    """Where a short link led when it was last opened. ``outcome`` says how that went."""

    @property
    def outcome(self) -> str: ...
    @property
    def final_key(self) -> str | None: ...
    @property
    def hops(self) -> Iterable[Mapping[str, Any]]: ...


class Published(Protocol):
    """One version of the registry, read-only."""

    @property
    def version(self) -> str: ...
    @property
    def matcher(self) -> Matcher: ...
    @property
    def hosts(self) -> HostIndex: ...
    def organizer(self, organizer_id: str, /) -> Organizer | None: ...
    def vouches(self, link_key: str, on: date, /) -> Iterable[Vouch]: ...
    def resolution(self, link_key: str, /) -> Resolution | None: ...
    def decision(self, subject: str, /) -> Decision | None: ...
    def coverage(self, kind: Kind, province: str | None = None, /) -> int: ...
