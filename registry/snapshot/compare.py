"""What two registries differ in, by SQL over both files: memory does not grow with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from registry.values import dataclass

_FACTS = ("kind", "name", "region", "registration", "website", "status", "parent")
_ONLY_IN = "SELECT id, name FROM {}.organizer WHERE id NOT IN (SELECT id FROM {}.organizer) ORDER BY id"
_DATES = "coalesce(' [' || since || '…]', '') || coalesce(' […' || until || ']', '')"
_MANY = {
    "alias": f"name || {_DATES}",
    "host": "name || ' (' || relation || CASE confidence WHEN 'B' THEN '' ELSE ', ' || confidence END || "
    f"CASE subtree WHEN 1 THEN ', with all below it' ELSE '' END || ')' || {_DATES}",
}
"""Aliases and hosts as text that differs when anything that counts does."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``field`` is empty when the whole organizer was added or removed."""

    organizer_id: str
    name: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many organizers were added, removed, changed; and vouches added, removed."""

    added: int
    removed: int
    changed: int
    vouches_added: int
    vouches_removed: int

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.changed, self.vouches_added, self.vouches_removed))


class Comparison:
    """Two open ``registry.db`` files, ``old`` (may be empty) and ``new``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._changes_listed = False

    def count(self, sql: str, *values: object) -> int:
        """The one number that a query answers."""
        return int(self.connection.execute(sql, values).fetchone()[0] or 0)

    def totals(self) -> Totals:
        """The numbers of :meth:`changes`, without the list."""
        self._list_changes()
        vouch = "SELECT link_key, organizer_id, page_url FROM {}.vouch"
        return Totals(
            added=self.count(
                "SELECT count(*) FROM new.organizer WHERE id NOT IN (SELECT id FROM old.organizer)"
            ),
            removed=self.count(
                "SELECT count(*) FROM old.organizer WHERE id NOT IN (SELECT id FROM new.organizer)"
            ),
            changed=self.count("SELECT count(DISTINCT organizer_id) FROM temp.change"),
            vouches_added=self.count(
                f"SELECT count(*) FROM ({vouch.format('new')} EXCEPT {vouch.format('old')})"  # noqa: S608
            ),
            vouches_removed=self.count(
                f"SELECT count(*) FROM ({vouch.format('old')} EXCEPT {vouch.format('new')})"  # noqa: S608
            ),
        )

    def changes(self) -> Iterator[Change]:
        """Removed organizers, then added, then changed facts; each by id."""
        self._list_changes()
        for side, other in (("old", "new"), ("new", "old")):
            rows = self.connection.execute(_ONLY_IN.format(side, other))
            for organizer_id, name in rows:
                yield Change(organizer_id, name, "", *((name, None) if side == "old" else (None, name)))
        rows = self.connection.execute(
            "SELECT c.organizer_id, o.name, c.field, c.before, c.after FROM temp.change c "
            "JOIN new.organizer o ON o.id = c.organizer_id ORDER BY c.organizer_id, c.rowid"
        )
        for row in rows:
            yield Change(*row)

    def _list_changes(self) -> None:
        if self._changes_listed:
            return
        self._changes_listed = True
        self.connection.execute("CREATE TEMP TABLE change (organizer_id, field, before, after)")
        for fact in _FACTS:
            self.connection.execute(
                f"INSERT INTO temp.change SELECT n.id, '{fact}', o.{fact}, n.{fact} "  # noqa: S608
                f"FROM new.organizer n JOIN old.organizer o ON o.id = n.id WHERE o.{fact} IS NOT n.{fact}"
            )
        for table, text in _MANY.items():
            self._list_parts(table, text, "old", "new")
            self._list_parts(table, text, "new", "old")

    def _list_parts(self, table: str, text: str, side: str, other: str) -> None:
        """What only one side has of the aliases or hosts of organizers that both sides have."""
        rows = f"SELECT organizer_id, {text} AS shown FROM {{}}.{table}"  # noqa: S608
        before, after = ("shown", "NULL") if side == "old" else ("NULL", "shown")
        self.connection.execute(
            f"INSERT INTO temp.change SELECT organizer_id, '{table}', {before}, {after} "  # noqa: S608
            f"FROM ({rows.format(side)} EXCEPT {rows.format(other)}) "
            "WHERE organizer_id IN (SELECT id FROM old.organizer) "
            "AND organizer_id IN (SELECT id FROM new.organizer)"
        )


@contextmanager
def comparing(old: Path, new: Path) -> Iterator[Comparison]:
    """Opens two ``registry.db`` files side by side, read-only."""
    connection = sqlite3.connect("file::memory:", uri=True)
    try:
        for name, path in (("old", old), ("new", new)):
            connection.execute(f"ATTACH ? AS {name}", [f"{path.absolute().as_uri()}?mode=ro&immutable=1"])
        yield Comparison(connection)
    finally:
        connection.close()
