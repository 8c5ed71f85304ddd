"""One messy name against its near-identical siblings, row by row (``siblings.csv``)."""

from __future__ import annotations

import csv

import pytest

from registry.matching.matcher import Matcher
from tests.registry.matching.conftest import HERE

with (HERE / "siblings.csv").open(encoding="utf-8") as file:
    CASES = [
        (row["name"], row["expected"])
        for row in csv.DictReader(line for line in file if not line.startswith("#"))
    ]


@pytest.mark.parametrize(("name", "expected"), CASES, ids=[name for name, _ in CASES])
def test_among_siblings(matcher: Matcher, name: str, expected: str) -> None:
    found = matcher.match(name)
    assert (found.organizer_id or found.outcome.value) == expected
