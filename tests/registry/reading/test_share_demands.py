"""Forced sharing, said in many ways: demanded, denied, warned of, reported; no two alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.reading.plain import fold
from registry.reading.signals.catalogue import catalogue
from registry.reading.signals.find import matches

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "share_demands.tsv").read_text(encoding="utf-8").splitlines()
]


def demands(text: str) -> bool:
    rules = catalogue().rules
    field = fold(text)
    return any(any(True for _ in matches(rules[code], field, demanded=True)) for code in ("N01", "N02"))


def test_the_table_is_large_and_no_two_are_alike() -> None:
    assert len(ROWS) >= 120
    assert len({text.casefold() for _, text in ROWS}) == len(ROWS)
    assert {kind for kind, _ in ROWS} == {"demand", "negation", "warning", "report"}


@pytest.mark.parametrize(("kind", "text"), ROWS)
def test_a_demand_is_seen_and_nothing_else(kind: str, text: str) -> None:
    assert demands(text) == (kind == "demand")
