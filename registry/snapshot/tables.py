"""The tables of ``registry.db``: plain SQLite, made to be opened in Datasette by anyone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from registry.ledger.folding import Folded
from registry.organizer import Organizer, Vouch

#: Changes when an older program could not read the file any more.
FORMAT = 1

_NUMBERS = frozenset({"missed", "subtree", "organizers", "trust"})
_COLUMNS = {
    "organizer": "id kind name region region_name registration website status parent missed last_seen",
    "alias": "organizer_id name since until source",
    "host": "organizer_id name relation subtree since until confidence source",
    "provenance": "organizer_id source seen_on url note",
    "vouch": "link_key organizer_id page_url seen_on expires_on event_start event_end title",
    "resolution": "link_key outcome final_key at hops",
    "redirect": "id target",
    "coverage": "kind province organizers",
    "source": "name title url trust read_on last_run",
    "meta": "key value",
}
TABLES: dict[str, dict[str, type]] = {
    table: {column: int if column in _NUMBERS else str for column in columns.split()}
    for table, columns in _COLUMNS.items()
}

_PRIMARY_KEYS = {
    "organizer": "id",
    "resolution": "link_key",
    "redirect": "id",
    "source": "name",
    "meta": "key",
}
_INDEXES = {
    "organizer": ("registration", "parent", "kind region"),
    "alias": ("organizer_id",),
    "host": ("organizer_id", "name"),
    "provenance": ("organizer_id",),
    "vouch": ("link_key", "organizer_id"),
}
_TOKENIZER = "unicode61 remove_diacritics 2"


def create_tables(db: Database) -> None:
    """Makes the empty tables."""
    for name, columns in TABLES.items():
        db.table(name).create(columns, pk=_PRIMARY_KEYS.get(name))


def finish_tables(db: Database) -> None:
    """Indexes and full-text search, once the rows are in."""
    for name, columns in _INDEXES.items():
        for column in columns:
            db.table(name).create_index(column.split())
    db.table("organizer").enable_fts(["name"], tokenize=_TOKENIZER)
    db.table("alias").enable_fts(["name"], tokenize=_TOKENIZER)


def rows_of(folded: Folded) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of one organizer, each with its table."""
    o = folded.organizer
    yield "organizer", _row(o, "organizer", missed=folded.missed, last_seen=folded.last_seen)
    for alias, source in zip(o.aliases, folded.alias_sources, strict=True):
        yield "alias", _row(alias, "alias", organizer_id=o.id, source=source)
    for host, source in zip(o.hosts, folded.host_sources, strict=True):
        yield "host", _row(host, "host", organizer_id=o.id, source=source)
    for provenance in o.provenance:
        yield "provenance", _row(provenance, "provenance", organizer_id=o.id)


def vouch_row(vouch: Vouch, organizer_id: str) -> dict[str, Any]:
    """The row of one vouch, under the organizer that vouches by now."""
    return _row(vouch, "vouch", organizer_id=organizer_id)


def _row(shape: object, table: str, **more: Any) -> dict[str, Any]:
    """The shape's fields by column, in the order of the table."""
    return {name: _cell(more[name] if name in more else getattr(shape, name)) for name in TABLES[table]}


def _cell(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return int(value) if isinstance(value, bool) else value


def province(organizer: Organizer) -> str:
    """The code of the province an organizer lies in, empty for a national body."""
    return organizer.region[:2] if organizer.region else ""
