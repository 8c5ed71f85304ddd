"""Who reads a source's open run, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from registry.ledger import Ledger
from registry.ledger.readers import ReadByAnotherError
from registry.ledger.runs import RunClosedError
from registry.ledger.sources import SourceInfo

LONG = timedelta(minutes=1)


def test_a_run_has_one_reader_until_it_leaves_or_is_silent(ledger: Ledger) -> None:
    run = ledger.runs.start(SourceInfo("daftar"))
    ledger.readers.hold(run, "one", LONG)
    with pytest.raises(ReadByAnotherError, match="one reads it now"):
        ledger.readers.hold(run, "two", LONG)
    ledger.readers.leave(run, "two")
    assert ledger.readers.of("daftar") == "one"
    ledger.readers.hold(run, "one", timedelta(0))
    assert ledger.readers.of("daftar") is None
    ledger.readers.hold(run, "two", LONG)
    ledger.readers.leave(run, "two")
    assert ledger.readers.of("daftar") is None


def test_a_run_that_ended_has_no_reader(ledger: Ledger) -> None:
    run = ledger.runs.start(SourceInfo("daftar"))
    ledger.readers.hold(run, "one", LONG)
    ledger.runs.finish(run, stats={"rows": 3})
    ledger.readers.leave(run, "one")
    with pytest.raises(RunClosedError, match="what it said counts"):
        ledger.readers.hold(run, "one", LONG)
    last = ledger.runs.last_good("daftar")
    assert last is not None
    assert (last.stats, ledger.readers.of("daftar")) == ({"rows": 3}, None)


def test_a_run_that_the_next_one_closed_has_no_reader(ledger: Ledger) -> None:
    run = ledger.runs.start(SourceInfo("daftar"))
    ledger.readers.hold(run, "one", LONG)
    ledger.runs.start(SourceInfo("daftar"))
    assert ledger.readers.of("daftar") is None
    last = ledger.runs.last("daftar")
    assert last is not None
    assert last.stats == {}
