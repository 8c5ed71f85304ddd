"""The frontier: nothing fetched twice, nothing lost, on both engines and through kill -9."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from registry.ledger import Ledger
from registry.ledger.announcements import Announcement, standing_vouches
from registry.ledger.frontier import Fetched, PageState
from tests.registry.made import DAY, record, school

CRAWL = "1:disdik.example"
HOME = "https://disdik.example/"


def test_pages_are_due_once_and_in_order(ledger: Ledger) -> None:
    assert ledger.frontier.add(CRAWL, [HOME, f"{HOME}a", HOME]) == 2
    assert ledger.frontier.add(CRAWL, [f"{HOME}a", f"{HOME}b"]) == 1
    assert ledger.frontier.add("2:lain.example", [HOME]) == 1
    assert [page.url for page in ledger.frontier.due(CRAWL, 2)] == [HOME, f"{HOME}a"]
    assert ledger.frontier.counts(CRAWL)[PageState.DUE] == 3


def test_a_finished_page_brings_its_links_one_deeper(ledger: Ledger) -> None:
    ledger.frontier.add(CRAWL, [HOME])
    found = [f"{HOME}{n}" for n in range(5)]
    assert (
        ledger.frontier.finish(CRAWL, [Fetched(HOME, PageState.DONE, [*found, HOME], {"status": 200})]) == 5
    )
    due = ledger.frontier.due(CRAWL, 10)
    assert [(page.depth, page.found_on) for page in due] == [(1, HOME)] * 5
    assert ledger.frontier.counts(CRAWL)[PageState.DONE] == 1


def test_a_page_that_is_put_back_waits_until_its_time(ledger: Ledger) -> None:
    ledger.frontier.add(CRAWL, [HOME])
    later = datetime.now(UTC) + timedelta(hours=1)
    ledger.frontier.finish(CRAWL, [Fetched(HOME, PageState.DUE, retry_in=timedelta(hours=1))])
    assert ledger.frontier.due(CRAWL, 10) == []
    (page,) = ledger.frontier.due(CRAWL, 10, now=later + timedelta(minutes=1))
    assert page.attempts == 1


def test_an_unknown_page_cannot_be_finished_and_takes_its_batch_with_it(ledger: Ledger) -> None:
    ledger.frontier.add(CRAWL, [HOME])
    with pytest.raises(KeyError):
        ledger.frontier.finish(CRAWL, [Fetched(HOME, PageState.DONE), Fetched(f"{HOME}?", PageState.DONE)])
    assert ledger.frontier.counts(CRAWL)[PageState.DUE] == 1


def test_page_and_what_was_read_from_it_are_one_transaction(ledger: Ledger) -> None:
    record(ledger, [school(1)])
    ledger.frontier.add(CRAWL, [HOME])
    announcement = Announcement("npsn-20000001", HOME, "disdik.example", DAY, ("gform:a",))

    class KilledError(RuntimeError):
        pass

    def read_page_and_die() -> None:
        with ledger.transaction():
            ledger.announcements.record(announcement)
            ledger.frontier.finish(CRAWL, [Fetched(HOME, PageState.DONE, [f"{HOME}a"])])
            raise KilledError

    with pytest.raises(KilledError):
        read_page_and_die()
    with ledger.reading() as session:
        assert list(standing_vouches(session)) == []
    assert ledger.frontier.counts(CRAWL)[PageState.DUE] == 1


def test_a_crawl_that_is_over_is_forgotten_alone(ledger: Ledger) -> None:
    ledger.frontier.add(CRAWL, [HOME])
    ledger.frontier.add("2:lain.example", [HOME])
    ledger.frontier.clear(CRAWL)
    assert sum(ledger.frontier.counts(CRAWL).values()) == 0
    assert ledger.frontier.counts("2:lain.example")[PageState.DUE] == 1


CRAWLER = """
import sys
from registry.ledger import Ledger
from registry.ledger.frontier import Fetched, PageState
ledger = Ledger.open(sys.argv[1])
PAGES = 600
def links(url):
    n = int(url.rsplit("/", 1)[1])
    return [f"https://situs.example/{m}" for m in (2 * n + 1, 2 * n + 2) if m < PAGES]
ledger.frontier.add("c", ["https://situs.example/0"])
while due := ledger.frontier.due("c", 7):
    ledger.frontier.finish("c", [Fetched(p.url, PageState.DONE, links(p.url)) for p in due])
    print(len(due), flush=True)
"""


@pytest.mark.slow
def test_a_crawl_killed_again_and_again_fetches_every_page_exactly_once(
    ledger: Ledger, ledger_url: str
) -> None:
    finished = False
    for kill_after in (1, 2, 3, 5, 8, 13, 1000):
        crawler = subprocess.Popen(
            [sys.executable, "-c", CRAWLER, ledger_url], stdout=subprocess.PIPE, text=True
        )
        assert crawler.stdout is not None
        for _ in range(kill_after):
            if not crawler.stdout.readline():
                break
        time.sleep(0.002 * (kill_after % 3))
        crawler.kill()
        finished = crawler.wait() == 0
    counts = ledger.frontier.counts("c")
    assert (counts[PageState.DONE], counts[PageState.DUE]) == (600, 0), finished
