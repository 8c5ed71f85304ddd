"""What is due: lists by their own frequency, sites every few days, links every day; large lists at night."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crawler.announcements.site import OrganizerSite
from crawler.sources.definition import all_definitions
from registry.ledger.ledger import Ledger

WIB = ZoneInfo("Asia/Jakarta")
NIGHT = (time(22), time(5))  # when offices' servers are idle, Western Indonesian Time
SITE_EVERY = timedelta(days=3)  # events are announced one to four weeks ahead
RETRY_AFTER = timedelta(days=1)  # a list that was refused or blocked is asked again then, not sooner


def is_night(now: datetime) -> bool:
    """Whether it is night in Western Indonesia.

    >>> from datetime import UTC
    >>> is_night(datetime(2026, 11, 22, 18, tzinfo=UTC)), is_night(datetime(2026, 11, 22, 4, tzinfo=UTC))
    (True, False)
    """
    local = now.astimezone(WIB).time()
    return local >= NIGHT[0] or local < NIGHT[1]


def due_work(
    ledger: Ledger,
    sites: Callable[[date], Iterable[OrganizerSite]],
    now: datetime,
    *,
    night_only: bool = False,
) -> Iterator[tuple[str, str]]:
    """Kind and key of every job that is due; nothing by day when all of them begin at night only.

    ``sites`` gives the sites to visit on a day; it is asked only when sites may be visited now.
    """
    if night_only and not is_night(now):
        return
    for definition in all_definitions():
        last, good = ledger.runs.last(definition.id), ledger.runs.last_good(definition.id)
        if not definition.automatic or (definition.night_only and not is_night(now)):
            continue
        if ledger.readers.of(definition.id) is not None:
            continue  # a person has it read
        if last is not None and now - last.started < RETRY_AFTER:
            continue
        if good is None or now - good.started >= timedelta(days=definition.every_days):
            yield "source", definition.id
    today = now.astimezone(WIB).date()
    for site in sites(today):
        before = ledger.jobs.latest("site", site.host)
        if before is None or now - before.created >= SITE_EVERY:
            yield "site", site.host
    if ledger.jobs.latest("links", today.isoformat()) is None:
        yield "links", today.isoformat()
