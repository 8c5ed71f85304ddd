"""Valkey's client as Dramatiq needs it: one kind of error for every way of not being answered."""

from __future__ import annotations

from typing import Any

from redis import Redis
from redis.exceptions import ConnectionError as QueueConnectionError
from redis.exceptions import TimeoutError as QueueTimeoutError


class BrokerClient(Redis):
    """Dramatiq waits for a lost connection to come back, but its threads end at a time-out.

    Without time-outs they would wait for a silent Valkey until the kernel gives up. So they are one error.
    """

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """See ``redis.Redis``.

        Raises:
            redis.exceptions.ConnectionError: no answer, however that came about.
        """
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except QueueTimeoutError as error:
            raise QueueConnectionError(str(error)) from error
