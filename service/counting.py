"""Requests counted in the process itself, for a machine without Valkey: bounded, and without threads."""

from __future__ import annotations

import time
from threading import Lock

from cachetools import TLRUCache
from limits.storage import Storage

MOST_ADDRESSES = 50_000
"""Counts kept, some 20 MB when full; then the address that has not asked for longest is forgotten."""


class _Count:
    __slots__ = ("ends", "number")

    def __init__(self, ends: float) -> None:
        self.number = 0
        self.ends = ends


class BoundedStorage(Storage):
    """Where Flask-Limiter counts when its address is ``bounded://``.

    The ``memory://`` of the library starts a thread up to a hundred times a second to look through all counts
    that it keeps, and keeps as many as strangers care to make.
    """

    STORAGE_SCHEME = ["bounded"]  # noqa: RUF012  (the library reads it as it is)

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: float | str | bool):
        super().__init__(uri, wrap_exceptions, **options)
        self._lock = Lock()
        self._counts: TLRUCache[str, _Count] = TLRUCache(
            MOST_ADDRESSES, ttu=lambda _key, count, _now: count.ends, timer=time.time
        )

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing that a count raises is to be hidden."""
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The count of a key after this request; a new one lasts ``expiry`` seconds."""
        with self._lock:
            count = self._counts.get(key)
            if count is None:
                count = self._counts[key] = _Count(time.time() + expiry)
            count.number += amount
            return count.number

    def get(self, key: str) -> int:
        """The count of a key; 0 when nothing is counted."""
        with self._lock:
            count = self._counts.get(key)
            return count.number if count else 0

    def get_expiry(self, key: str) -> float:
        """When the count of a key ends, in seconds since 1970; now when nothing is counted."""
        with self._lock:
            count = self._counts.get(key)
            return count.ends if count else time.time()

    def check(self) -> bool:
        """It is always there."""
        return True

    def reset(self) -> int:
        """Forget all counts; says how many there were."""
        with self._lock:
            number = len(self._counts)
            self._counts.clear()
            return number

    def clear(self, key: str) -> None:
        """Forget the count of a key."""
        with self._lock:
            self._counts.pop(key, None)
