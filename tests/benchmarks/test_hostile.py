"""Every hostile megabyte is checked without a crash, and only its beginning is read."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.fuzz.hostile import SIZE, hostile
from registry.reading.event import read_event
from registry.reading.page import Page
from registry.reading.signals import find_signals

DAY = date(2026, 11, 22)
TEXTS = dict(hostile())


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_read(name: str) -> None:
    text = TEXTS[name]
    assert len(text) == SIZE
    page = Page(title=text[:2000], text=text)
    facts = read_event(page, DAY)
    assert facts.truncated
    for signal in find_signals(page, facts, DAY):
        if signal.where == "text" and signal.quote is not None:
            assert text[signal.start : signal.end] == signal.quote
