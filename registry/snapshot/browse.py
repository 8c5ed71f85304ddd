"""Leafing through a published registry: by kind and province, with or without words of a name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from registry.organizer import Kind
from registry.snapshot.search import fts_query
from registry.values import dataclass

if TYPE_CHECKING:
    from registry.snapshot.reader import Reader

# The index on kind and region serves both; a list of all kinds lets it serve a province alone.
_OF_KINDS = "organizer.kind IN (SELECT value FROM json_each(:kinds))"
_IN_PROVINCE = "organizer.region >= :province AND organizer.region < :beyond"
_WITH_WORDS = """
    organizer.id IN (
        SELECT organizer.id FROM organizer_fts JOIN organizer ON organizer.rowid = organizer_fts.rowid
         WHERE organizer_fts MATCH :words
        UNION
        SELECT alias.organizer_id FROM alias_fts JOIN alias ON alias.rowid = alias_fts.rowid
         WHERE alias_fts MATCH :words
    )
"""


@dataclass(frozen=True, slots=True)
class Within:
    """Which organizers: of a kind, in a province (``32``), with these words in name or alias. Empty: any."""

    kind: Kind | None = None
    province: str = ""
    words: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return self.kind is None and not self.province and not self.words.strip()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: ids in order, and how many there are on all pages together."""

    ids: tuple[str, ...]
    total: int


def leaf(reader: Reader, within: Within, limit: int, offset: int) -> Leaf:
    """The organizers by kind, region and name; words that hold nothing to look for find nothing."""
    words = fts_query(within.words) if within.words.strip() else None
    if within.words.strip() and words is None:
        return Leaf((), 0)
    where = condition(within)
    values = {
        "kinds": json.dumps([within.kind] if within.kind else list(Kind)),
        "province": within.province,
        "beyond": within.province + "/",  # the character after the dot
        "words": words,
        "limit": limit,
        "offset": offset,
    }
    total = reader.query_named(f"SELECT count(*) FROM organizer WHERE {where}", values).fetchone()[0]  # noqa: S608
    rows = reader.query_named(
        f"SELECT id FROM organizer WHERE {where}"  # noqa: S608  (only our own text is put together)
        " ORDER BY kind, region, name LIMIT :limit OFFSET :offset",
        values,
    )
    return Leaf(tuple(row["id"] for row in rows), total)


def condition(within: Within) -> str:
    """What is asked for, in SQL with named values."""
    parts = [_OF_KINDS]
    parts += [_IN_PROVINCE] if within.province else []
    parts += [_WITH_WORDS] if within.words.strip() else []
    return " AND ".join(parts)
