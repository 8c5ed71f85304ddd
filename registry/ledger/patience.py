"""Giving up on a database server that took a question and says nothing more.

A cut cable is noticed by the kernel (``registry.waiting``). A server that is frozen is not: its machine goes
on answering for it, and whoever asked waits for ever. Requests wait so long and no longer; a publication,
which reads a million rows, waits as long as it takes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg

_patience: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """What this thread asks the ledger meanwhile is waited for so many seconds, each answer apart."""
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


def patience_left() -> float | None:
    """How long this thread waits for one answer, in seconds; ``None``: as long as it takes."""
    return _patience.get()


class PatientConnection(psycopg.Connection[Any]):
    """A connection that ends itself when its patience does: what it asked cannot be taken back."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As in psycopg; without a ``timeout`` of the driver's own, that of the thread holds.

        Raises:
            psycopg.OperationalError: the server did not answer in time.
        """
        limit = _patience.get()
        if timeout is not None or limit is None:
            return super().wait(gen, interval, timeout)
        began = time.monotonic()
        try:
            return super().wait(gen, interval, limit)
        except psycopg.OperationalError as error:
            if time.monotonic() - began < limit:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError("the server's answer timed out") from error
