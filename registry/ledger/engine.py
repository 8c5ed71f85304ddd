"""Opening the ledger's database: SQLite with write-ahead log by default, PostgreSQL by URL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import local
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from registry.ledger.clocks import Clocks
from registry.ledger.errors import LedgerError, clear_errors
from registry.ledger.patience import patience_left
from registry.ledger.reach import Reach
from registry.waiting import LEDGER

#: How long a writer waits for another one before it gives up, in seconds.
BUSY_TIMEOUT = 60.0

#: How long a request waits when the one before it has waited in vain: they must not wait one after the other.
BUSY_STILL = 0.25

_compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def ledger_url(text: str) -> URL:
    """A database URL as operators write it (``postgres://`` and ``postgresql://`` mean psycopg).

    Raises:
        LedgerError: the text is no URL, or names an engine the ledger does not run on.
    """
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise LedgerError(
            "CEKDIKLAT_LEDGER_URL is no database URL", "write sqlite:///PATH or postgresql://…"
        ) from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(
            f"the ledger does not run on {url.get_backend_name()}", "use sqlite:///PATH or postgresql://…"
        )
    return url


def open_engine(text: str) -> Engine:
    """An engine for this URL; for SQLite the folder is made when it is missing."""
    url = ledger_url(text)
    if url.get_backend_name() != "sqlite":
        waits = {name: value for name, value in LEDGER.items() if name not in url.query}
        engine = create_engine(url, connect_args=waits, pool_pre_ping=True, json_serializer=_compact_json)
        Reach().install(engine)
        return engine
    if not url.database or url.database == ":memory:":
        raise LedgerError("the ledger needs a file", "write sqlite:///PATH: several processes share it")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        # Accounts are in it: nobody else on the machine needs to read it. SQLite's own files follow its mode.
        Path(url.database).touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"the ledger's folder cannot be made ({error})", "set CEKDIKLAT_HOME") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT}, json_serializer=_compact_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _Beginning())
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # sqlite3's own transaction control would commit before DDL and begin too late; we begin ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = %d" % int(BUSY_TIMEOUT * 1000))  # noqa: UP031
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(
        "PRAGMA synchronous = NORMAL"
    )  # with WAL: safe after kill -9, loses nothing but the last moment on power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -16384")  # 16 MiB per connection; the rest is the system's own cache
    # Large lists touch the same pages batch after batch: folding 64 MiB of log into the file at a time
    # writes them once in place of sixteen times.
    cursor.execute("PRAGMA wal_autocheckpoint = 16384")
    cursor.close()


class _Beginning:
    """How transactions begin on SQLite, and how long a thread waits for the writer before it."""

    def __init__(self) -> None:
        self._in_vain = False

    def __call__(self, connection: Connection) -> None:
        limit = patience_left()
        wait = BUSY_TIMEOUT if limit is None else BUSY_STILL if self._in_vain else limit
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(wait * 1000)}")
        if not connection.get_execution_options().get("ledger_writes", False):
            connection.exec_driver_sql("BEGIN")
            return
        try:
            # A writer takes its lock at once: a read that turns into a write in the middle cannot wait.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError:
            self._in_vain = limit is not None
            raise
        self._in_vain = False


class Transactions:
    """Short transactions on one engine. A transaction inside another one of the same thread joins it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._current = local()
        self._clocks = Clocks()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def now(self) -> datetime:
        """The time that counts for all machines that share the ledger: its server's; on SQLite, this one's.

        What is compared with times in the ledger (leases, sessions, what is in force) is compared with this:
        a machine whose own clock is wrong takes nobody's job and ends nobody's decision.

        Raises:
            LedgerError: the server cannot be asked.
        """
        if self.is_sqlite:
            return datetime.now(UTC)
        with self.reading() as session:
            found: datetime = session.scalars(select(func.clock_timestamp())).one()
        self._clocks.compare(found)
        return found.astimezone(UTC)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that may write: all of it is committed at the end, or nothing.

        Raises:
            LedgerError: full disk, locked database, lost connection, …
        """
        if (outer := getattr(self._current, "session", None)) is not None:
            yield outer
            return
        with (
            clear_errors(),
            self.engine.connect().execution_options(ledger_writes=True) as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False) as session,
        ):
            self._current.session = session
            try:
                yield session
                session.flush()
            finally:
                self._current.session = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view of the ledger, however long it is read; never waits for writers."""
        if (outer := getattr(self._current, "session", None)) is not None:
            yield outer
            return
        # SQLite's transactions are consistent by themselves; PostgreSQL's must be asked to be.
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with (
            clear_errors(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
            Session(connection, expire_on_commit=False) as session,
        ):
            yield session
