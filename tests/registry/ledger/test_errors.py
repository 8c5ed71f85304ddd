"""Full disk, locked file, lost server, damaged file: one clear error with advice, and nothing lost."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, text

from registry.ledger import Ledger, LedgerError, engine
from registry.ledger.models import SightingEntry
from registry.ledger.patience import patience
from registry.ledger.sources import SourceInfo
from tests.registry.made import record, school


def entries(ledger: Ledger) -> int:
    with ledger.reading() as session:
        return len(session.scalars(select(SightingEntry.id)).all())


def test_a_full_disk_says_so_and_keeps_what_was_committed(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        record(ledger, [school(1)])
        run = ledger.runs.start(SourceInfo("besar"))
        with ledger.transaction() as session:  # SQLite answers "database or disk is full" at this size too
            pages = session.execute(text("PRAGMA page_count")).scalar_one()
            session.execute(text(f"PRAGMA max_page_count = {pages + 20}"))
        with pytest.raises(LedgerError, match="disk is full: free some space"):
            ledger.sightings.record(run, (school(n) for n in range(10, 3000)))
        assert entries(ledger) == 1


def test_a_locked_ledger_says_who_to_wait_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open(f"sqlite:///{tmp_path}/ledger.db").close()
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 0.05)
    with sqlite3.connect(tmp_path / "ledger.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
            with pytest.raises(LedgerError, match="locked by another process"):
                record(ledger, [school(1)])
            other.execute("COMMIT")
            record(ledger, [school(1)])
            assert entries(ledger) == 1


def test_requests_wait_for_a_locked_ledger_as_long_as_their_patience_and_then_hardly(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        with sqlite3.connect(tmp_path / "ledger.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            for seconds in (0.05, 50):
                with patience(seconds), pytest.raises(LedgerError, match="locked by another process"):
                    record(ledger, [school(1)])
            assert time.monotonic() - began < 10
            other.execute("COMMIT")
        with patience(50):
            record(ledger, [school(1)])
        assert entries(ledger) == 1


def test_readers_do_not_wait_for_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 0.05)
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        record(ledger, [school(1)])
        with sqlite3.connect(tmp_path / "ledger.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            assert entries(ledger) == 1


@pytest.mark.parametrize(
    "content", [b"this is no database, but a text of some length" * 100, b"SQLite format 3\0" * 40]
)
def test_a_damaged_file_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ledger.db").write_bytes(content)
    with pytest.raises(LedgerError, match="damaged: restore it from a backup"):
        Ledger.open(f"sqlite:///{tmp_path}/ledger.db")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite:////proc/nowhere/ledger.db", "folder cannot be made"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://x/y", "does not run on mysql"),
        ("just text", "no database URL"),
        ("postgresql://nobody@127.0.0.1:1/x?connect_timeout=2", "connection to the database was lost"),
    ],
)
def test_a_ledger_that_cannot_be_opened_says_what_to_do(url: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message) as caught:
        Ledger.open(url)
    assert len(caught.value.advice) > 10


def test_a_read_only_ledger_says_so(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        with ledger.transaction() as session:
            session.execute(text("PRAGMA query_only = 1"))  # the same answer as for a file without write bit
        with pytest.raises(LedgerError, match="read-only: check the owner"):
            record(ledger, [school(1)])


@pytest.mark.postgres
def test_a_lost_server_connection_says_so_and_the_next_try_works(postgres_ledger_url: str) -> None:
    with Ledger.open(postgres_ledger_url) as ledger:
        record(ledger, [school(1)])
        run = ledger.runs.start(SourceInfo("besar"))

        def cut(_batch: object) -> None:
            with psycopg.connect(postgres_ledger_url, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

        def during() -> None:
            with ledger.transaction():
                ledger.sightings.record(run, [school(2)])
                cut(None)
                ledger.sightings.record(run, [school(3)])

        with pytest.raises(LedgerError, match="connection to the database was lost"):
            during()
        assert entries(ledger) == 1
        ledger.sightings.record(run, [school(2), school(3)])
        assert entries(ledger) == 3
