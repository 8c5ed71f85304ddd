"""A crawl that cannot prove its guard does not start."""

from __future__ import annotations

import pytest

from tests.crawler.namespace import run_in_namespace
from tests.crawler.sabotage import SABOTAGE


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in SABOTAGE if kind != "none"])
def test_a_weakened_guard_refuses_to_go_out(kind: str) -> None:
    (line,) = run_in_namespace("tests.crawler.sabotage", kind)

    assert line.startswith("REFUSED: ")


@pytest.mark.slow
def test_a_whole_guard_goes_out() -> None:
    assert run_in_namespace("tests.crawler.sabotage", "none") == ["WENT OUT"]
