"""Reading ``registry.db``: one read-only connection per thread, rows to shapes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from threading import Lock, local
from typing import Any

from registry.ledger.resolutions import Resolution
from registry.organizer import Alias, Host, Kind, Organizer, Provenance, Status, Vouch
from registry.snapshot.errors import DamagedSnapshotError
from registry.snapshot.search import fts_query

_PARTS = ("alias", "host", "provenance")
_ALL = {"organizer": "SELECT * FROM organizer ORDER BY id"} | {
    table: f"SELECT * FROM {table} ORDER BY organizer_id, rowid"  # noqa: S608  (our own table names)
    for table in _PARTS
}
_OF = {
    table: f"SELECT * FROM {table} WHERE organizer_id = ? ORDER BY rowid"  # noqa: S608
    for table in _PARTS
}
# The rank is that of the better of name and alias; an inactive organizer comes after the active ones. Of
# words that very many names have ("komunitas belajar": 200,000 of a million) only the first hits are ranked:
# ranking all of them costs half a second, and who types no more than that must add a word anyway.
_SEARCH = """
    SELECT organizer.id AS id FROM (
        SELECT id, min(score) AS score FROM (
            SELECT organizer.id AS id, score
              FROM (SELECT rowid AS at, rank AS score FROM organizer_fts
                     WHERE organizer_fts MATCH ? LIMIT 2000)
              JOIN organizer ON organizer.rowid = at
            UNION ALL
            SELECT alias.organizer_id, score
              FROM (SELECT rowid AS at, rank AS score FROM alias_fts WHERE alias_fts MATCH ? LIMIT 2000)
              JOIN alias ON alias.rowid = at
        ) GROUP BY id
    ) AS hit JOIN organizer ON organizer.id = hit.id
    ORDER BY organizer.status = 'inactive', hit.score, length(organizer.name), organizer.id
    LIMIT ?
"""
_SOURCES = """
    SELECT fact.name AS name, coalesce(source.title, fact.source) AS source FROM (
        SELECT name, source FROM alias WHERE organizer_id = ?
        UNION ALL SELECT name, source FROM host WHERE organizer_id = ?
    ) AS fact LEFT JOIN source ON source.name = fact.source
"""


class Reader:
    """Answers from one ``registry.db``. Safe to share between threads until :meth:`close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = local()
        self._lock = Lock()
        self._connections: list[sqlite3.Connection] = []

    def close(self) -> None:
        """Closes every thread's connection."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    def organizer(self, organizer_id: str) -> Organizer | None:
        """The organizer with exactly this id."""
        row = self.query("SELECT * FROM organizer WHERE id = ?", organizer_id).fetchone()
        if row is None:
            return None
        return _organizer(row, *(self.query(_OF[table], organizer_id).fetchall() for table in _PARTS))

    def organizers(self) -> Iterator[Organizer]:
        """All organizers by id. Streams: four sorted cursors, merged."""
        parts = {table: _grouped(self.query(_ALL[table])) for table in _PARTS}
        heads = {table: next(groups, None) for table, groups in parts.items()}
        for row in self.query(_ALL["organizer"]):
            own: dict[str, list[sqlite3.Row]] = {}
            for table, groups in parts.items():
                head = heads[table]
                if head is not None and head[0] == row["id"]:
                    own[table] = head[1]
                    heads[table] = next(groups, None)
            yield _organizer(row, *(own.get(table, ()) for table in _PARTS))

    def ids_after(self, organizer_id: str, limit: int) -> list[tuple[str, str]]:
        """Ids greater than this one, each with its kind, in order."""
        rows = self.query(
            "SELECT id, kind FROM organizer WHERE id > ? ORDER BY id LIMIT ?", organizer_id, limit
        )
        return [(row["id"], row["kind"]) for row in rows]

    def host_sources(self, host: str) -> list[str]:
        """The sources that name this host for any organizer."""
        rows = self.query("SELECT DISTINCT source FROM host WHERE name = ? ORDER BY source", host)
        return [row["source"] for row in rows]

    def redirect(self, organizer_id: str) -> str | None:
        """What the id of a merged organizer became."""
        row = self.query("SELECT target FROM redirect WHERE id = ?", organizer_id).fetchone()
        return None if row is None else str(row["target"])

    def search(self, text: str, limit: int) -> list[str]:
        """Ids of organizers with these words in name or alias, best first."""
        query = fts_query(text)
        if query is None or limit < 1:
            return []
        return [row["id"] for row in self.query(_SEARCH, query, query, limit)]

    def vouches(self, link_key: str, on: date) -> list[Vouch]:
        """The vouches for a link that count on a day; the longest lasting first."""
        rows = self.query(
            "SELECT * FROM vouch WHERE link_key = ? AND expires_on >= ? "
            "ORDER BY expires_on DESC, organizer_id, page_url",
            link_key,
            on.isoformat(),
        )
        return [_vouch(row) for row in rows]

    def resolution(self, link_key: str) -> Resolution | None:
        """Where a short link led."""
        row = self.query("SELECT * FROM resolution WHERE link_key = ?", link_key).fetchone()
        if row is None:
            return None
        at = datetime.fromisoformat(row["at"])
        return Resolution(
            row["link_key"], row["outcome"], at, row["final_key"], tuple(json.loads(row["hops"]))
        )

    def coverage(self) -> dict[tuple[str, str], int]:
        """Active organizers by kind and province code (empty for national bodies)."""
        rows = self.query("SELECT kind, province, organizers FROM coverage")
        return {(row["kind"], row["province"]): row["organizers"] for row in rows}

    def meta(self) -> dict[str, str]:
        """What the file says about itself."""
        return {row["key"]: row["value"] for row in self.query("SELECT key, value FROM meta")}

    def sources_of(self, organizer_id: str) -> dict[str, str]:
        """Where each alias and host was read: its name → the source's title or own name."""
        rows = self.query(_SOURCES, organizer_id, organizer_id)
        return {row["name"]: row["source"] for row in rows}

    def query(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """Runs one read-only statement.

        Raises:
            DamagedSnapshotError: the file cannot be read.
        """
        return self.query_named(sql, values)

    def query_named(self, sql: str, values: Mapping[str, Any] | tuple[Any, ...]) -> sqlite3.Cursor:
        """The same with values by name.

        Raises:
            DamagedSnapshotError: the file cannot be read.
        """
        try:
            return self._connection().execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise DamagedSnapshotError(
                f"{self._path} cannot be read ({error}): publish again or roll back"
            ) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # immutable: the file never changes, so SQLite takes no locks and looks for no journal.
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection


def _grouped(rows: sqlite3.Cursor) -> Iterator[tuple[str, list[sqlite3.Row]]]:
    for organizer_id, group in groupby(rows, key=lambda row: row["organizer_id"]):
        yield organizer_id, list(group)


def _organizer(row: sqlite3.Row, aliases: Any, hosts: Any, provenance: Any) -> Organizer:
    return Organizer(
        id=row["id"],
        kind=Kind(row["kind"]),
        name=row["name"],
        region=row["region"],
        region_name=row["region_name"],
        registration=row["registration"],
        website=row["website"],
        status=Status(row["status"]),
        parent=row["parent"],
        aliases=tuple(Alias(a["name"], _day(a["since"]), _day(a["until"])) for a in aliases),
        hosts=tuple(
            Host(
                h["name"],
                h["relation"],
                bool(h["subtree"]),
                _day(h["since"]),
                _day(h["until"]),
                h["confidence"],
            )
            for h in hosts
        ),
        provenance=tuple(
            Provenance(p["source"], date.fromisoformat(p["seen_on"]), p["url"], p["note"]) for p in provenance
        ),
    )


def _vouch(row: sqlite3.Row) -> Vouch:
    return Vouch(
        link_key=row["link_key"],
        organizer_id=row["organizer_id"],
        page_url=row["page_url"],
        seen_on=date.fromisoformat(row["seen_on"]),
        expires_on=date.fromisoformat(row["expires_on"]),
        event_start=_day(row["event_start"]),
        event_end=_day(row["event_end"]),
        title=row["title"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
