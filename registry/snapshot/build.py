"""Writing ``registry.db`` from the ledger, folded row by row: memory does not grow with the registry."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from sqlite_utils import Database

from registry.ledger import Ledger
from registry.ledger.announcements import standing_vouches
from registry.ledger.folding import fold
from registry.ledger.resolutions import newest_resolutions
from registry.ledger.runs import readings
from registry.ledger.statement import count_organizers, redirects, statements
from registry.organizer import Status
from registry.snapshot.tables import TABLES, create_tables, finish_tables, province, rows_of, vouch_row

FILE = "registry.db"
_AT_A_TIME = 2000


@dataclass(slots=True)
class Built:
    """What was written: rows per table, a hash over all of it, and the moment of the ledger that it tells."""

    counts: dict[str, int]
    content: str
    read_at: datetime


@dataclass(slots=True)
class _Writer:
    """Collects rows per table and writes them by the thousand; hashes what it writes, in order."""

    db: Database
    waiting: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)
    digest: Any = field(default_factory=lambda: blake2b(digest_size=16))

    def add(self, table: str, row: dict[str, Any]) -> None:
        self.digest.update(f"{table}{list(row.values())}".encode())
        self.counts[table] += 1
        rows = self.waiting[table]
        rows.append(row)
        if len(rows) >= _AT_A_TIME:
            self.flush(table)

    def has_organizer(self, organizer_id: str) -> bool:
        """Whether this organizer is among those written (call it after :meth:`flush`)."""
        found = self.db.execute("SELECT 1 FROM organizer WHERE id = ?", [organizer_id])
        return found.fetchone() is not None

    def flush(self, *tables: str) -> None:
        for table in tables or list(self.waiting):
            if rows := self.waiting.pop(table, None):
                self.db.table(table).insert_all(rows, batch_size=_AT_A_TIME)


def build_database(ledger: Ledger, folder: Path, on_progress: Callable[[int, int], None]) -> Built:
    """Folds the ledger into ``registry.db`` in a folder; ``on_progress`` hears how many of how many."""
    connection = sqlite3.connect(folder / FILE)
    # Nobody reads this file before it is finished, checked and renamed: no journal is needed.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    db = Database(connection)
    try:
        create_tables(db)
        writer = _Writer(db)
        read_at = ledger.now()
        with ledger.reading() as session:
            _write_organizers(writer, session, on_progress)
            _write_links(writer, session)
            _write_sources(writer, session)
        writer.flush()
        finish_tables(db)
        return Built(
            {table: writer.counts[table] for table in TABLES if table != "meta"},
            writer.digest.hexdigest(),
            read_at,
        )
    finally:
        db.close()


def _write_organizers(writer: _Writer, session: Session, on_progress: Callable[[int, int], None]) -> None:
    total = count_organizers(session)
    coverage: Counter[tuple[str, str]] = Counter()
    for organizer_id, said in statements(session):
        folded = fold(organizer_id, said)
        for table, row in rows_of(folded):
            writer.add(table, row)
        if folded.organizer.status is not Status.INACTIVE:
            coverage[folded.organizer.kind.value, province(folded.organizer)] += 1
        if writer.counts["organizer"] % _AT_A_TIME == 0:
            on_progress(writer.counts["organizer"], total)
    on_progress(writer.counts["organizer"], writer.counts["organizer"])
    for (kind, code), organizers in sorted(coverage.items()):
        writer.add("coverage", {"kind": kind, "province": code, "organizers": organizers})
    for old, target in sorted(redirects(session).items()):
        writer.add("redirect", {"id": old, "target": target})
    writer.flush()


def _write_links(writer: _Writer, session: Session) -> None:
    targets = redirects(session)
    for vouch in standing_vouches(session):
        organizer_id = targets.get(vouch.organizer_id, vouch.organizer_id)
        if writer.has_organizer(organizer_id):
            writer.add("vouch", vouch_row(vouch, organizer_id))
    for resolution in newest_resolutions(session):
        hops = json.dumps([dict(hop) for hop in resolution.hops], ensure_ascii=False)
        writer.add(
            "resolution",
            {
                "link_key": resolution.link_key,
                "outcome": resolution.outcome,
                "final_key": resolution.final_key,
                "at": resolution.at.isoformat(),
                "hops": hops,
            },
        )


def _write_sources(writer: _Writer, session: Session) -> None:
    """Each source with the day of its last good run and how its newest one ended: old data says so."""
    for reading in readings(session):
        writer.add("source", {**asdict(reading), "read_on": reading.read_on and reading.read_on.isoformat()})


def write_meta(path: Path, values: dict[str, str]) -> None:
    """Writes what the file says about itself."""
    db = Database(sqlite3.connect(path))
    try:
        db.table("meta").insert_all({"key": key, "value": value} for key, value in values.items())
    finally:
        db.close()
