"""The crawl frontier: pages to fetch and what came of them, as rows that survive ``kill -9``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from registry.ledger.batches import batches
from registry.ledger.engine import Transactions
from registry.ledger.models import FrontierPage
from registry.ledger.upsert import insert_rows
from registry.values import dataclass


class PageState(StrEnum):
    """What happened to a page of a crawl."""

    DUE = "due"
    DONE = "done"
    FAILED = "failed"  # tried often enough
    SKIPPED = "skipped"  # not to be fetched: robots.txt, policy, out of scope


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page that is to be fetched; ``attempts`` counts the fetches that failed so far."""

    url: str
    depth: int
    attempts: int
    found_on: str | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one page: its new state, what was learned, the links found on it.

    ``DUE`` as state puts it back (``retry_in`` says when). ``found`` are addresses to visit, one deeper.
    """

    url: str
    state: PageState
    found: Sequence[str] = ()
    result: Mapping[str, Any] | None = None
    retry_in: timedelta = timedelta(0)


class Frontier:
    """Pages by crawl (any name that identifies the piece of work, such as ``<run id>:<host>``)."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, crawl: str, urls: Iterable[str], *, depth: int = 0, found_on: str | None = None) -> int:
        """Puts addresses into a crawl; those it knows already stay as they are. Returns how many are new."""
        added = 0
        for batch in batches(urls):
            with self._transactions.writing() as session:
                place = {"crawl": crawl, "depth": depth, "found_on": found_on}
                added += _add(session, batch, place, self._transactions.now())
        return added

    def due(self, crawl: str, limit: int, now: datetime | None = None) -> list[DuePage]:
        """The next pages to fetch, oldest first. Asking changes nothing: an interrupted fetch stays due."""
        now = now or self._transactions.now()
        with self._transactions.reading() as session:
            rows = session.execute(
                select(FrontierPage.url, FrontierPage.depth, FrontierPage.attempts, FrontierPage.found_on)
                .where(
                    FrontierPage.crawl == crawl,
                    FrontierPage.state == PageState.DUE,
                    FrontierPage.due_at <= now,
                )
                .order_by(FrontierPage.due_at, FrontierPage.id)
                .limit(limit)
            )
            return [DuePage(*row) for row in rows]

    def finish(self, crawl: str, fetched: Iterable[Fetched]) -> int:
        """Records what came of pages. A page's state and the links found on it are committed together.

        Returns how many addresses were new. Put it inside ``Ledger.transaction()`` together with whatever
        else was read from the page (announcements, sightings), and a kill loses either all of it or nothing.
        """
        added = 0
        with self._transactions.writing() as session:
            now = self._transactions.now()
            for page in fetched:
                added += _finish(session, crawl, page, now)
        return added

    def counts(self, crawl: str) -> dict[PageState, int]:
        """How many pages of a crawl are in each state."""
        with self._transactions.reading() as session:
            rows = session.execute(
                select(FrontierPage.state, func.count())
                .where(FrontierPage.crawl == crawl)
                .group_by(FrontierPage.state)
            )
            found = {PageState(state): count for state, count in rows}
        return {state: found.get(state, 0) for state in PageState}

    def clear(self, crawl: str) -> None:
        """Forgets the pages of a crawl that is over."""
        with self._transactions.writing() as session:
            session.execute(delete(FrontierPage).where(FrontierPage.crawl == crawl))


def _add(session: Session, urls: Sequence[str], place: Mapping[str, object], now: datetime) -> int:
    if not urls:
        return 0
    rows = [
        {**place, "url": url, "state": PageState.DUE.value, "attempts": 0, "due_at": now}
        for url in dict.fromkeys(urls)
    ]
    return insert_rows(session, FrontierPage, rows)


def _finish(session: Session, crawl: str, page: Fetched, now: datetime) -> int:
    back = page.state is PageState.DUE
    depth = session.scalar(
        update(FrontierPage)
        .where(FrontierPage.crawl == crawl, FrontierPage.url == page.url)
        .values(
            state=page.state.value,
            attempts=FrontierPage.attempts + 1,
            result=None if page.result is None else dict(page.result),
            done_at=None if back else now,
            due_at=now + page.retry_in if back else FrontierPage.due_at,
        )
        .returning(FrontierPage.depth)
        .execution_options(synchronize_session=False)
    )
    if depth is None:
        raise KeyError(f"{page.url} is no page of crawl {crawl}")
    return _add(session, page.found, {"crawl": crawl, "depth": depth + 1, "found_on": page.url}, now)
