"""Every known way to make a crawler fetch what it must not, against the production policy and the real
reactor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawler.namespace import run_in_namespace
from tests.crawler.outbound_world import CASES

pytestmark = pytest.mark.slow


def test_nothing_inside_is_ever_asked_and_everything_is_bounded(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in run_in_namespace("tests.crawler.outbound_world", str(tmp_path))]

    trap, *told, last = lines
    assert trap == {"case": "the trap", "secret": True}
    assert {line["case"]: line["outcome"] for line in told} == {
        case: want for case, (_, want) in CASES.items()
    }
    assert last == {"inside": []}
    assert max(line["size"] for line in told) <= 2_000_000
    assert max(line["hops"] for line in told) <= 9  # eight requests, and the word that it was enough
