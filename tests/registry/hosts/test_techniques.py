"""Every technique finds what its table says and leaves alone what its table says."""

from __future__ import annotations

import doctest
from collections.abc import Callable

import pytest

from registry.hosts.index import HostIndex
from registry.hosts.lookalike import Lookalike, Severity, slips
from registry.hosts.lookalike.case import Case
from registry.hosts.lookalike.finding import EXACT, Technique
from registry.hosts.lookalike.judge import TECHNIQUES
from registry.hosts.reader import read_link

NOBODY = "\u2014"


def rows(technique: Callable[[Case], Lookalike | None]) -> list[tuple[str, str, str]]:
    """The lines of the table in a technique's docstring: host, real address, what it finds."""
    lines = [line.split() for line in (technique.__doc__ or "").splitlines()]
    return [
        (a, b, c)
        for a, b, c in (line for line in lines if len(line) == 3)
        if c in ("danger", "caution", "no")
    ]


CASES = [
    pytest.param(technique, *row, id=f"{technique.__name__}-{row[0]}")
    for technique in TECHNIQUES
    for row in rows(technique)
]


@pytest.mark.parametrize(("technique", "host", "target", "expected"), CASES)
def test_the_table_of_a_technique(
    seed_index: HostIndex,
    technique: Callable[[Case], Lookalike | None],
    host: str,
    target: str,
    expected: str,
) -> None:
    case = seed_index.case(read_link(host))
    found = technique(case) if case is not None else None
    if expected == "no":
        assert found is None or found.severity is Severity.SHADOW
    else:
        assert found is not None
        assert found.severity.value == expected
        assert (found.target or NOBODY) == target
        assert found.spans
        assert all(0 <= start < end <= len(found.shown) for start, end in found.spans)


def test_every_technique_has_examples_of_both_kinds() -> None:
    for technique in TECHNIQUES:
        kinds = {expected for _, _, expected in rows(technique)}
        assert "no" in kinds, technique.__name__
        assert kinds & {"danger", "caution"}, technique.__name__


@pytest.mark.parametrize("technique", [technique for technique in Technique if technique not in EXACT])
def test_a_heuristic_cannot_reach_danger(technique: Technique) -> None:
    with pytest.raises(ValueError, match="heuristic"):
        Lookalike(technique, Severity.DANGER, "x.id", ((0, 1),), None)


def test_the_examples_of_a_slip_hold() -> None:
    result = doctest.testmod(slips)
    assert result.attempted
    assert not result.failed
