"""Politeness per network address: one request at a time, and a pause after every answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager


class _Place:
    """One address: whether somebody is there, and the moment from which it may be asked again."""

    __slots__ = ("lock", "not_before", "users")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.not_before = 0.0
        self.users = 0


class Gate:
    """Lets one request at a time through to an address.

    The pause counts from the end of the last answer, so that a server never sees two requests closer together
    than the pause, however the network delays them; and it is never shorter than that answer took, so that a
    struggling server is asked less often. Hosts that share an address share its gate.
    """

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}

    @asynccontextmanager
    async def turn(self, addresses: Sequence[str], pace: float) -> AsyncIterator[None]:
        """Wait for the turn at all of these addresses (of one host); leave them alone for ``pace`` seconds
        after."""
        names = sorted(set(addresses))  # one order for everybody: no two requests wait for each other
        places = [self._places.setdefault(name, _Place()) for name in names]
        held: list[_Place] = []
        begun = None
        for place in places:
            place.users += 1
        try:
            for place in places:
                await place.lock.acquire()
                held.append(place)
            while (wait := max(place.not_before for place in places) - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            begun = time.monotonic()
            yield
        finally:
            end = time.monotonic()
            pause = max(pace, end - begun) if begun is not None else 0.0
            for place in held:
                place.not_before = max(place.not_before, end + pause)
                place.lock.release()
            for place in places:
                place.users -= 1
            self._forget(end)

    def hold(self, addresses: Sequence[str], seconds: float) -> None:
        """Leave the addresses alone for so many seconds from now (Retry-After)."""
        until = time.monotonic() + seconds
        for name in addresses:
            place = self._places.setdefault(name, _Place())
            place.not_before = max(place.not_before, until)

    def _forget(self, now: float) -> None:
        """Drop places nobody waits for and whose pause is over: memory does not grow with the crawl."""
        if len(self._places) > 1000:
            idle = [n for n, p in self._places.items() if p.users == 0 and p.not_before <= now]
            for name in idle:
                del self._places[name]
