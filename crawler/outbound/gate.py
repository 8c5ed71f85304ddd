"""Politeness per network address: one request at a time, and a pause after every answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from crawler.outbound.turns import Turns


class _Place:
    """One address: whether somebody is there, and the moment from which it may be asked again."""

    __slots__ = ("lock", "not_before", "users")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.not_before = 0.0
        self.users = 0


@dataclass(slots=True)
class Turn:
    """One turn. ``told``: seconds the server asked to be left alone (Retry-After)."""

    told: float = 0.0


class Gate:
    """Lets one request at a time through to an address.

    The pause counts from the end of the last answer, so that a server never sees two requests closer together
    than the pause, however the network delays them; and it is never shorter than that answer took, so that a
    struggling server is asked less often. Hosts that share an address share its gate. ``shared`` keeps the
    turns between this process and others; without it the process is alone.
    """

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}
        self.shared: Turns | None = None

    @asynccontextmanager
    async def turn(self, addresses: Sequence[str], pace: float) -> AsyncIterator[Turn]:
        """Wait for the turn at all of these addresses (of one host); leave them alone for ``pace`` seconds
        after, or as long as the server says."""
        names = sorted(set(addresses))  # one order for everybody: no two requests wait for each other
        places = [self._places.setdefault(name, _Place()) for name in names]
        held: list[_Place] = []
        begun, taken, turn = None, False, Turn()
        for place in places:
            place.users += 1
        try:
            for place in places:
                await place.lock.acquire()
                held.append(place)
            while (wait := max(place.not_before for place in places) - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            if self.shared is not None:
                await self.shared.take(names)
                taken = True
            begun = time.monotonic()
            yield turn
        finally:
            end = time.monotonic()
            pause = max(pace, turn.told, end - begun) if begun is not None else 0.0
            for place in held:
                place.not_before = max(place.not_before, end + pause)
                place.lock.release()
            for place in places:
                place.users -= 1
            self._forget(end)
            if self.shared is not None and taken:
                await self.shared.leave(names, pause)

    def _forget(self, now: float) -> None:
        """Drop places nobody waits for and whose pause is over: memory does not grow with the crawl."""
        if len(self._places) > 1000:
            idle = [n for n, p in self._places.items() if p.users == 0 and p.not_before <= now]
            for name in idle:
                del self._places[name]
