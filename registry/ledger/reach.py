"""Reaching a database server that may be gone without a word: one waits for it, and not everybody again."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from registry.ledger.patience import PatientConnection
from registry.waiting import LEDGER_SERVER

SLOW = 1.0
"""A failure that took so many seconds was waited for; one that came at once costs nobody anything."""
EVERY = 0.5
"""Seconds between two tries of the watch."""


class Reach:
    """Connects an engine to its server. While the server is silent, connecting fails at once.

    The service answers checks and reports in the same threads: without this, every report would hold up the
    checks behind it for as long as a connection may take.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._silent = False
        self._attempt: Callable[[], None] | None = None

    def install(self, engine: Engine) -> None:
        """Stands between the engine and its driver."""
        event.listen(engine, "do_connect", self._connect)
        event.listen(engine, "connect", _notice_lost_clients)
        event.listen(engine, "handle_error", self._failed)

    def _connect(self, _dialect: Any, _record: Any, args: Any, options: Any) -> Any:
        if self._silent:
            raise psycopg.OperationalError("connection failed: the server did not answer a moment ago")
        self._attempt = lambda: PatientConnection.connect(*args, **options).close()
        began = time.monotonic()
        try:
            return PatientConnection.connect(*args, **options)
        except psycopg.OperationalError:
            if time.monotonic() - began >= SLOW:
                self._watch()
            raise

    def _failed(self, context: ExceptionContext) -> None:
        """A connection that was in use: the kernel gave it up, after waiting, or whoever asked did."""
        if context.is_disconnect and "timed out" in str(context.original_exception):
            self._watch()

    def _watch(self) -> None:
        """Beside the requests, until the server answers again."""
        with self._lock:
            if self._silent:
                return
            self._silent = True
        Thread(target=self._until_back, name="ledger silent", daemon=True).start()

    def _until_back(self) -> None:
        while self._attempt is not None:
            time.sleep(EVERY)
            try:
                self._attempt()
            except psycopg.OperationalError:
                continue
            break
        self._silent = False


def _notice_lost_clients(connection: Any, _record: Any) -> None:
    """Asks the server to notice when this client is cut off, so that its locks are given back."""
    before, connection.autocommit = connection.autocommit, True
    connection.execute("; ".join(f"SET {name} = {value}" for name, value in LEDGER_SERVER.items()))
    connection.autocommit = before
