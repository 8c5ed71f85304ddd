"""Opening the connection to Valkey, and saying clearly when there is nobody."""

from __future__ import annotations

from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import RedisError

from registry.waiting import QUEUE


class QueueAwayError(OSError):
    """``CEKDIKLAT_QUEUE_URL`` names a Valkey that cannot be used; the message says where and why."""


async def open_valkey(url: str) -> Redis:
    """A client that has been answered once.

    Raises:
        QueueAwayError: the address cannot be read, nobody answers there, or we are not let in.
    """
    parts = urlsplit(url)
    place = f"{parts.hostname}:{parts.port or 6379}"  # without the password
    try:
        client = Redis.from_url(url, **QUEUE)
        await client.ping()
    except (RedisError, ValueError, OSError) as error:
        raise QueueAwayError(
            f"the queue at {place} cannot be used ({error}); see CEKDIKLAT_QUEUE_URL"
        ) from error
    return client
