"""Turns at network addresses shared between processes: a worker, a second worker, a crawl started by hand.

`Gate` keeps the order inside one process; what is here keeps it between processes. On one machine that is a
file with a slot per address (`FileTurns`); between machines it is Valkey (`crawler.valkey.turns`).
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import logging
import os
import struct
import time
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

_SLOTS = 1 << 20  # two addresses in one slot wait for each other, which harms nobody
_SLOT = struct.Struct("<d")  # the moment (seconds since 1970) from which the address may be asked again
_LOOK_AGAIN = 0.05  # seconds until a taken slot is looked at again
_LONGEST = 120.0  # seconds; a moment further away was written by a clock that was wrong
_log = logging.getLogger(__name__)


class Turns(Protocol):
    """Whose turn it is at an address. ``addresses`` are sorted and without repeats."""

    async def take(self, addresses: Sequence[str]) -> None:
        """Wait until nobody else is at any of them and their pauses are over; then it is ours."""

    async def leave(self, addresses: Sequence[str], pause: float) -> None:
        """Give them back; nobody asks them for ``pause`` seconds."""


class FileTurns:
    """Turns between the processes of one machine. A killed process leaves its addresses at once.

    POSIX record locks on the slots of one sparse file: 8 MiB at most, whatever is crawled.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # One descriptor for the process: closing any other one of this file would drop all its locks
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._held: set[int] = set()

    async def take(self, addresses: Sequence[str]) -> None:
        """See `Turns`."""
        ours: list[int] = []
        try:
            for place in _places(addresses):
                while place in self._held or not self._lock(place):
                    await asyncio.sleep(_LOOK_AGAIN)
                self._held.add(place)
                ours.append(place)
                while 0 < (wait := self._read(place) - time.time()) <= _LONGEST:
                    await asyncio.sleep(wait)
        except BaseException:  # cancelled while waiting
            self._give_back(ours)
            raise

    async def leave(self, addresses: Sequence[str], pause: float) -> None:
        """See `Turns`. On a full disk the pause is kept by this process alone; nobody waits for ever."""
        places = _places(addresses)
        try:
            for place in places if pause > 0 else ():
                os.pwrite(self._file, _SLOT.pack(time.time() + pause), place)
        except OSError as error:
            _log.warning("the pause at an address is not shared: %s", error)
        finally:
            self._give_back(places)

    def _give_back(self, places: Sequence[int]) -> None:
        for place in places:
            self._held.discard(place)
            fcntl.lockf(self._file, fcntl.LOCK_UN, _SLOT.size, place)

    def _lock(self, place: int) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SLOT.size, place)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EAGAIN):
                return False
            raise
        return True

    def _read(self, place: int) -> float:
        told = os.pread(self._file, _SLOT.size, place)
        return float(_SLOT.unpack(told)[0]) if len(told) == _SLOT.size else 0.0


def _places(addresses: Sequence[str]) -> list[int]:
    """The slots of addresses in ascending order: no two processes wait for each other."""
    digests = (blake2b(address.encode(), digest_size=8).digest() for address in addresses)
    return sorted({int.from_bytes(digest, "big") % _SLOTS * _SLOT.size for digest in digests})
