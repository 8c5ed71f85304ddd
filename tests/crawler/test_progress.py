"""What a crawl tells: JSON for programs, lines for logs, a table on a terminal; totals, rate, time left."""

from __future__ import annotations

import json
import time
from io import StringIO

import pytest

from crawler import progress
from crawler.progress import Event, reporter


class Terminal(StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        """Yes."""
        return True


class Clock:
    """Time as the test wants it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        """The moment."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def run(stream: StringIO, clock: Clock, *, as_json: bool = False) -> str:
    """Two lists: one of a hundred pages, read at two a second, and one that is refused at once."""
    with reporter(stream, as_json=as_json) as tell:
        tell(Event("start", "daftar-a", 0, 100))
        for done in range(1, 101):
            clock.now += 0.5
            tell(Event("page", "daftar-a", done, 100, {"rows": 20 * done, "trouble": None}))
        tell(Event("end", "daftar-a", 100, 100, {"outcome": "good", "entries": 2000}))
        tell(Event("start", "daftar-b", 0, 1))
        tell(Event("end", "daftar-b", 1, 1, {"outcome": "refused", "note": "", "entries": 0}))
    return stream.getvalue()


def test_lines_for_logs(clock: Clock) -> None:
    told = run(StringIO(), clock).splitlines()

    assert told[0] == "daftar-a: start 0/100 pages"
    assert told[1] == "daftar-a: page 20/100 pages, 2.0/s, 0:40 left: rows 400"
    assert len([line for line in told if ": page" in line]) == 5  # one in ten seconds
    assert told[-3:] == [
        "daftar-b: start 0/1 pages",
        "daftar-b: end 1/1 pages: outcome refused",
        "total: 2 ended, 101 pages in 0:50",
    ]


def test_events_for_programs(clock: Clock) -> None:
    events = [json.loads(line) for line in run(StringIO(), clock, as_json=True).splitlines()]

    assert [event["what"] for event in events].count("page") == 100
    assert events[50] == {
        "what": "page",
        "task": "daftar-a",
        "done": 50,
        "total": 100,
        "detail": {"rows": 1000, "trouble": None},
        "rate": 2.0,
        "left": 25,
    }
    assert events[-1]["detail"]["outcome"] == "refused"


def test_a_table_on_a_terminal() -> None:
    stream = Terminal()
    with reporter(stream, as_json=False) as tell:
        tell(Event("start", "daftar-a", 0, 100))
        tell(Event("page", "daftar-a", 40, 100))
        time.sleep(0.4)  # it is drawn four times a second
        tell(Event("end", "daftar-b", 7, 7, {"outcome": "good"}))
    shown = stream.getvalue()
    assert "daftar-b: outcome good" in shown
    for word in ("daftar-a", "40", "100", "per second", "left", "1 running", "1 ended", "47 of 107 pages"):
        assert word in shown
