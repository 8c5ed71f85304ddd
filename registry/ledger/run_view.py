"""What a run brought, counted from its rows: for guards, reports and comparisons. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from registry.ledger.models import FrontierPage, SightingEntry
from registry.ledger.runs import RunRecord
from registry.values import dataclass

if TYPE_CHECKING:
    from registry.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """One entry as the run stated it."""

    key: str
    kind: str
    name: str
    region: str | None
    registration: str | None
    website: str | None
    hosts: tuple[str, ...]


class RunView:
    """The entries and pages of one run."""

    def __init__(self, ledger: Ledger, run: RunRecord) -> None:
        self._ledger = ledger
        self.run = run
        self._summary: dict[str, Any] | None = None

    @property
    def entries(self) -> int:
        """How many entries the run stated."""
        with self._ledger.reading() as session:
            return (
                session.scalar(
                    select(func.count())
                    .select_from(SightingEntry)
                    .where(SightingEntry.last_run == self.run.id)
                )
                or 0
            )

    def each(self) -> Iterator[SeenEntry]:
        """Every entry the run stated. Streams."""
        row = SightingEntry
        statement = select(
            row.key, row.kind, row.name, row.region, row.registration, row.website, row.hosts
        ).where(row.last_run == self.run.id)
        with self._ledger.reading() as session:
            for r in session.execute(statement, execution_options={"yield_per": 5000}):
                hosts = tuple(host["name"] for host in r.hosts or ())
                yield SeenEntry(r.key, r.kind, r.name, r.region, r.registration, r.website, hosts)

    def missing_since(self, earlier: RunRecord) -> int:
        """How many entries the earlier run stated last, and this one does not name at all."""
        row, again = SightingEntry, SightingEntry.__table__.alias()
        named = (
            select(again.c.id)
            .where(
                again.c.source_id == row.source_id, again.c.key == row.key, again.c.last_run == self.run.id
            )
            .exists()
        )
        statement = (
            select(func.count())
            .select_from(row)
            .where(row.source_id == self.run.source_id, row.last_run == earlier.id, ~named)
        )
        with self._ledger.reading() as session:
            return session.scalar(statement) or 0

    def moved_hosts(self, earlier: RunRecord) -> int:
        """How many entries had hosts in the earlier run, and have others now because the list says so.

        Of the same website other hosts follow when our own rules changed, or who else is known to own one.
        """
        now, before = SightingEntry, aliased(SightingEntry)
        same_website = and_(now.website.is_not(None), now.website == before.website)
        statement = (
            select(now.hosts, before.hosts)
            .join(before, and_(before.source_id == now.source_id, before.key == now.key))
            .where(
                now.last_run == self.run.id,
                before.last_run == earlier.id,
                before.hosts.is_not(None),
                ~func.coalesce(same_website, False),
            )
        )
        with self._ledger.reading() as session:
            rows = session.execute(statement, execution_options={"yield_per": 5000})
            return sum(has != had for has, had in rows)

    def pages(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Address, state and result of every page of the run. Streams."""
        crawl = f"source:{self.run.source}:{self.run.id}"
        statement = select(FrontierPage.url, FrontierPage.state, FrontierPage.result).where(
            FrontierPage.crawl == crawl
        )
        with self._ledger.reading() as session:
            for url, state, result in session.execute(statement, execution_options={"yield_per": 1000}):
                yield url, state, result or {}

    def summary(self) -> dict[str, Any]:
        """Counts by kind and province, the fill of each fact, and the hosts' number: what the next run is
        held to. Counted once; a run is looked at when all of it is there."""
        if self._summary is None:
            self._summary = self._counted()
        return self._summary

    def _counted(self) -> dict[str, Any]:
        total = 0
        kinds: dict[str, int] = {}
        provinces: dict[str, int] = {}
        filled = dict.fromkeys(("region", "registration", "website", "hosts"), 0)
        for entry in self.each():
            total += 1
            kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
            if entry.region:
                province = entry.region[:2]
                provinces[province] = provinces.get(province, 0) + 1
            for fact in filled:
                filled[fact] += bool(getattr(entry, fact))
        fill = {fact: round(count / total, 4) for fact, count in filled.items()} if total else {}
        return {"entries": total, "kinds": kinds, "provinces": provinces, "fill": fill}
