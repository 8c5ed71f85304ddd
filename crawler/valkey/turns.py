"""Turns at network addresses between machines: one key per address in Valkey.

The key is there while somebody asks the address, and as long as the pause after it; it runs out by itself
when the machine that set it is killed. While Valkey is away nobody's turn comes: the crawl waits, then goes
on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import uuid4

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

_PREFIX = "cekdiklat:turn:"
_LOOK_AGAIN = 0.25  # seconds
_AWAY = 1.0  # seconds until a Valkey that is away is asked again
# Only whoever holds the turn may end it: a slow one's key may have run out and be somebody else's by now
_LEAVE = """
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) > 0 then return redis.call('pexpire', KEYS[1], ARGV[2]) end
return redis.call('del', KEYS[1])
"""
_log = structlog.get_logger()


class ValkeyTurns:
    """See `crawler.outbound.turns.Turns`. ``longest``: the most seconds one request may take."""

    def __init__(self, client: Redis, longest: float) -> None:
        self._client = client
        self._milliseconds = int(longest * 1000) + 5_000
        self._me = uuid4().hex
        self._away = False
        self._leave = client.register_script(_LEAVE)

    async def take(self, addresses: Sequence[str]) -> None:
        """See `Turns`."""
        for address in addresses:
            while not await self._taken(_PREFIX + address):
                await asyncio.sleep(_LOOK_AGAIN)

    async def leave(self, addresses: Sequence[str], pause: float) -> None:
        """See `Turns`. When Valkey is away the keys run out by themselves."""
        for address in addresses:
            try:
                await self._leave(keys=[_PREFIX + address], args=[self._me, int(pause * 1000)])
            except RedisError as error:
                self._is_away(error)

    async def _taken(self, key: str) -> bool:
        try:
            # The gate lets one task of this process through per address: a key of ours is this very turn's,
            # set by an attempt whose answer was lost, or the pause after our last one, which is to be kept
            taken = bool(await self._client.set(key, self._me, nx=True, px=self._milliseconds))
        except RedisError as error:
            self._is_away(error)
            await asyncio.sleep(_AWAY)
            return False
        if self._away:
            self._away = False
            _log.info("queue back")
        return taken

    def _is_away(self, error: RedisError) -> None:
        """Said once, not once a second and address."""
        if not self._away:
            self._away = True
            _log.warning("queue away", error=str(error))
