"""Sentences that ask for secrets, sell points or certificates, and near neighbours that do not (composed)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from registry.reading.event import read_event
from registry.reading.page import Page
from registry.reading.signals import find_signals

DAY = date(2026, 1, 20)
ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "signal_sentences.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("code", "there", "text"), ROWS)
def test_a_sign_is_seen_and_its_neighbour_is_not(code: str, there: str, text: str) -> None:
    page = Page(text=text)
    found = {signal.code for signal in find_signals(page, read_event(page, DAY), DAY)}
    assert (code in found) == (there == "yes")
