"""The digest of a snapshot: official hosts as a client keeps them, made once per snapshot and process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock

from registry.hosts.digest import Buckets, encode
from registry.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class SnapshotDigest:
    """``data`` as ``registry.hosts.digest`` writes it, ``etag`` its checksum, ``buckets`` the full hashes."""

    version: str
    day: date
    data: bytes
    etag: str
    buckets: Buckets


class Digests:
    """The digest of the current snapshot and day; the day matters because hosts are dated."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: SnapshotDigest | None = None

    def of(self, snapshot: Snapshot, day: date) -> SnapshotDigest:
        """Made on first use, kept until the snapshot or the day changes."""
        made = self._made
        if made is None or (made.version, made.day) != (snapshot.version, day):
            with self._lock:
                made = self._made
                if made is None or (made.version, made.day) != (snapshot.version, day):
                    made = self._made = _make(snapshot, day)
        return made


def _make(snapshot: Snapshot, day: date) -> SnapshotDigest:
    official = sorted(_official(snapshot, day))
    flagged = snapshot.flagged
    data = encode(official, flagged, snapshot.version, day)
    return SnapshotDigest(snapshot.version, day, data, data[-32:].hex(), Buckets(official, flagged))


def _official(snapshot: Snapshot, day: date) -> set[str]:
    """The keys of hosts that prove their organizer: no application, no hint, in force on the day."""
    return {
        f"host:*.{host.name}" if host.subtree else f"host:{host.name}"
        for organizer in snapshot.organizers()
        for host in organizer.hosts
        if host.relation in ("own", "authorized")
        and host.confidence != "C"
        and (host.since is None or host.since <= day)
        and (host.until is None or day <= host.until)
    }
