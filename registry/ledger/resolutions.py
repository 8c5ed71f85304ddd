"""Where short links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.ledger.engine import Transactions
from registry.ledger.models import ResolutionEntry
from registry.values import dataclass

RESOLVED = "resolved"  # the only outcome with an end


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a short link led at a moment, hop by hop.

    ``outcome``: the crawler's word (``resolved``, ``dead``, ``refused``, ``blocked``, ``timeout``, …);
    ``final_key`` is the link key at the end, when the end was reached (``resolved``). ``hops``: one mapping
    per address.
    """

    link_key: str
    outcome: str
    at: datetime
    final_key: str | None = None
    hops: tuple[Mapping[str, Any], ...] = ()


class Resolutions:
    """The newest resolution of each short link, and the last end that was reached, however long ago."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def record(self, resolution: Resolution) -> str | None:
        """Keeps this resolution unless a newer one is there.

        Returns the link key the link led to when it was last followed to an end, if it leads elsewhere now.
        Visits that failed in between change nothing about that: whoever moves a link may also let it fail.
        """
        with self._transactions.writing() as session:
            row = session.get(ResolutionEntry, resolution.link_key)
            if row is None:
                row = ResolutionEntry(link_key=resolution.link_key)
                session.add(row)
            elif row.at > resolution.at:
                return None
            before = row.final_key
            row.outcome = resolution.outcome
            row.final_key = resolution.final_key or before
            row.hops = [dict(hop) for hop in resolution.hops]
            row.at = resolution.at
            return before if before and before != row.final_key else None

    def get(self, link_key: str) -> Resolution | None:
        """What is known about this short link."""
        with self._transactions.reading() as session:
            row = session.get(ResolutionEntry, link_key)
            return None if row is None else _resolution(row)


def newest_resolutions(session: Session) -> Iterator[Resolution]:
    """Every resolution, by link key. Streams."""
    rows = session.scalars(
        select(ResolutionEntry).order_by(ResolutionEntry.link_key), execution_options={"yield_per": 1000}
    )
    return map(_resolution, rows)


def _resolution(row: ResolutionEntry) -> Resolution:
    end = row.final_key if row.outcome == RESOLVED else None
    return Resolution(row.link_key, row.outcome, row.at, end, tuple(row.hops or ()))
