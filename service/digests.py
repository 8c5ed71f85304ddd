"""The digest of a snapshot: official hosts and flagged links as a client keeps them, made once per snapshot,
day and process; and what has changed since one that a client holds."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from registry.hosts.digest import Buckets, difference, encode
from registry.hosts.known import others_pages
from registry.snapshot.snapshot import Snapshot

_MOST_KEPT_BYTES = 32_000_000  # forty digests of 200,000 hosts


@dataclass(frozen=True, slots=True)
class SnapshotDigest:
    """``data`` as ``registry.hosts.digest`` writes it, ``etag`` its checksum, ``buckets`` the full hashes."""

    version: str
    day: date
    data: bytes
    etag: str
    buckets: Buckets


class Digests:
    """The digest of the current snapshot and day (hosts are dated), and those this process made before."""

    def __init__(self, most_kept_bytes: int = _MOST_KEPT_BYTES) -> None:
        self._lock = Lock()
        self._made: SnapshotDigest | None = None
        self._most = most_kept_bytes
        self._earlier: OrderedDict[str, bytes] = OrderedDict()  # by checksum, oldest first
        self._changes: dict[str, bytes] = {}  # from an earlier digest to the current one

    def of(self, snapshot: Snapshot, day: date) -> SnapshotDigest:
        """Made on first use, kept until the snapshot or the day changes."""
        made = self._made
        if made is None or (made.version, made.day) != (snapshot.version, day):
            with self._lock:
                made = self._made
                if made is None or (made.version, made.day) != (snapshot.version, day):
                    made = self._keep(_make(snapshot, day))
        return made

    def change(self, since: str, made: SnapshotDigest) -> bytes | None:
        """What turns the digest with this checksum (hexadecimal) into ``made``, each made once.

        ``None`` when that digest is not at hand: the client needs the whole one.
        """
        with self._lock:
            old = self._earlier.get(since)
            if old is None or made is not self._made:
                return None
            if since not in self._changes:
                self._changes[since] = difference(old, made.data)
            return self._changes[since]

    def _keep(self, made: SnapshotDigest) -> SnapshotDigest:
        self._made = made
        self._changes.clear()
        self._earlier.pop(made.etag, None)
        self._earlier[made.etag] = made.data
        size = sum(map(len, self._earlier.values()))
        while size > self._most and len(self._earlier) > 1:
            size -= len(self._earlier.popitem(last=False)[1])
        return made


def _make(snapshot: Snapshot, day: date) -> SnapshotDigest:
    official = [*snapshot.hosts.official_keys(day), *others_pages()]
    flagged = snapshot.flagged
    data = encode(official, flagged, snapshot.version, day)
    return SnapshotDigest(snapshot.version, day, data, data[-32:].hex(), Buckets(official, flagged))
