"""Two readers of one list: who is first reads it, the other is told, and a killed one keeps nobody out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.exit import Exit, exit_of
from crawler.outbound.answer import Answer
from crawler.outbound.door import Door
from crawler.sources.alone import Alone
from crawler.sources.definition import SourceDefinition, find_definition
from crawler.sources.visit import SourceReport, SourceVisit
from registry.ledger import Ledger
from registry.ledger.readers import ReadByAnotherError
from registry.ledger.runs import RunOutcome
from registry.ledger.sources import SourceInfo
from tests.crawler.conftest import Home
from tests.crawler.outside import go_out_in
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.referensi import Referensi, small_definition

LASTS = timedelta(seconds=0.6)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation without a registry: reading needs none."""
    return Home(tmp_path)


@pytest.fixture
def definition(tmp_path: Path) -> SourceDefinition:
    """A tree of eleven pages."""
    return find_definition(str(small_definition(tmp_path, "sekolah-referensi")))


def visit(door: Door, ledger: Ledger, definition: SourceDefinition) -> SourceVisit:
    return SourceVisit(door, ledger, definition, lambda event: None, lasts=LASTS)


class Slow:
    """Lets a page through only when told."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.asked, self.go_on = asyncio.Event(), asyncio.Event()

    async def fetch(self, url: str) -> Answer:
        self.asked.set()
        await self.go_on.wait()
        return await self.door.fetch(url)


def test_the_second_reader_of_a_list_asks_for_nothing_and_is_told(
    home: Home, definition: SourceDefinition
) -> None:
    async def both(door: Door) -> tuple[SourceReport, SourceReport]:
        with home.ledger() as ledger, home.ledger() as other:
            slow = Slow(door)
            first = asyncio.ensure_future(
                SourceVisit(slow, ledger, definition, lambda event: None, lasts=LASTS).run()
            )
            await slow.asked.wait()
            second = await visit(door, other, definition).run()
            slow.go_on.set()
            return await first, second

    with LittleIndonesia([Referensi()]) as net:
        first, second = go_out_in(net, both)
        asked = [seen.url for seen in net.server.visits]

    assert (first.outcome, second.outcome, second.pages) == (RunOutcome.GOOD, RunOutcome.OPEN, 0)
    assert "reads it now" in second.note
    assert exit_of([second.outcome]) is Exit.FOUND
    assert len(asked) == len(set(asked))
    with home.ledger() as ledger:
        assert [run.outcome for run in ledger.runs.history()] == [RunOutcome.GOOD]


def test_the_run_of_a_killed_reader_is_taken_over(home: Home, definition: SourceDefinition) -> None:
    async def next_one(door: Door) -> SourceReport:
        with home.ledger() as ledger:
            killed = ledger.runs.start(SourceInfo(definition.id), complete=True)
            ledger.readers.hold(killed, "killed", LASTS)
            return await visit(door, ledger, definition).run()

    with LittleIndonesia([Referensi()]) as net:
        report = go_out_in(net, next_one)

    assert report.outcome is RunOutcome.GOOD
    with home.ledger() as ledger:
        assert len(ledger.runs.history()) == 1


@pytest.mark.parametrize(
    ("closing", "outcome"),
    [
        (lambda ledger, run: ledger.runs.set_aside(run.id, "siti", "salah"), RunOutcome.SET_ASIDE),
        (lambda ledger, run: ledger.runs.start(SourceInfo(run.source)), RunOutcome.CRASHED),
        (lambda ledger, run: ledger.runs.finish(run), RunOutcome.GOOD),
    ],
    ids=["set aside", "another began", "ended by another"],
)
def test_a_reading_whose_run_is_closed_ends_with_what_became_of_it(
    home: Home, definition: SourceDefinition, closing: Callable[..., object], outcome: RunOutcome
) -> None:
    """And with a report: no failure of this machine, which would end `crawl all`."""

    async def errand(door: Door) -> SourceReport:
        with home.ledger() as ledger:
            slow = Slow(door)
            reading = asyncio.ensure_future(
                SourceVisit(slow, ledger, definition, lambda event: None, lasts=LASTS).run()
            )
            await slow.asked.wait()
            run = ledger.runs.open_run(definition.id)
            assert run is not None
            closing(ledger, run)
            slow.go_on.set()
            return await reading

    with LittleIndonesia([Referensi()]) as net:
        report = go_out_in(net, errand)

    assert report.outcome is outcome
    assert ("what it said counts" in report.note) == (outcome is RunOutcome.GOOD)
    exit_of([report.outcome])


def test_a_reader_that_lost_its_run_while_the_machine_slept_stops(home: Home) -> None:
    async def slept() -> None:
        with home.ledger() as ledger:
            run = ledger.runs.start(SourceInfo("daftar"))
            alone = Alone(ledger, LASTS)
            async with alone.at(run):
                alone.check()
                ledger.readers.leave(run, alone.name)  # its time ran out
                ledger.readers.hold(run, "another", timedelta(minutes=1))
                await asyncio.sleep(LASTS.total_seconds())
                with pytest.raises(ReadByAnotherError, match="another"):
                    alone.check()
            assert ledger.readers.of("daftar") == "another"

    asyncio.run(slept())
