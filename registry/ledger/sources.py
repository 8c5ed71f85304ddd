"""The sources the ledger knows, and how much each is trusted."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import IntEnum

from sqlalchemy import select

from registry.ledger.engine import Transactions
from registry.ledger.models import Source
from registry.values import dataclass


class Trust(IntEnum):
    """When sources disagree about a fact, the higher one wins. Any number in between may be used."""

    PROPOSAL = 10  # somebody asks to be listed; nothing is proven
    SITE = 30  # an organizer's own site, read by the crawler
    EMBEDDED = 40  # the seed registry that comes with the program
    LIST = 60  # an official list, crawled or imported
    DESK = 90  # a maintainer's edit, with name and reason


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known about a source before anything is read from it.

    ``ends_after``: an entry that is missing from this many complete runs on end is published as inactive
    (1 for a list that a person hands in, 2 for anything crawled: lists flicker).
    """

    name: str
    title: str | None = None
    url: str | None = None
    trust: int = Trust.LIST
    ends_after: int = 2


class Sources:
    """``source`` rows by name."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def ensure(self, info: SourceInfo) -> int:
        """The id of the source with this name; made when missing, its description brought up to date."""
        if not info.name.strip():
            raise ValueError("a source needs a name")
        with self._transactions.writing() as session:
            row = session.scalar(select(Source).where(Source.name == info.name))
            if row is None:
                row = Source(name=info.name, created=datetime.now(UTC))
                session.add(row)
            row.title = info.title or row.title
            row.url = info.url or row.url
            row.trust = int(info.trust)
            row.ends_after = info.ends_after
            session.flush()
            return row.id

    def all(self) -> list[SourceInfo]:
        """All sources, by name."""
        with self._transactions.reading() as session:
            rows = session.scalars(select(Source).order_by(Source.name))
            return [SourceInfo(r.name, r.title, r.url, r.trust, r.ends_after) for r in rows]
