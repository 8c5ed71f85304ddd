"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

_LONG = ("crawler", "browser", "slow", "postgres")
"""Groups and marks of what takes long, in the order in which they begin."""
_CRAWLER = Path(__file__).parent / "crawler"


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the full run does side by side: all browsers in one process, each other file in one.

    Browsers, and the servers before them, are started once and shared by the tests of a session. What takes
    long begins first, so that no long file runs alone at the end. The crawler's tests begin before the
    browsers or beside them: in a process in which a browser was driven an event loop runs, and theirs cannot.
    """
    ranks: dict[str, int] = {}
    for item in items:
        group = _group(item)
        item.add_marker(pytest.mark.xdist_group(group))
        ranks[group] = min(ranks.get(group, len(_LONG)), _rank(item))
    items.sort(key=lambda item: ranks[_group(item)])


def _group(item: pytest.Item) -> str:
    if item.get_closest_marker("browser"):
        return "browser"
    return "crawler" if item.path.is_relative_to(_CRAWLER) else str(item.path)


def _rank(item: pytest.Item) -> int:
    marks = (*(mark for mark in _LONG if item.get_closest_marker(mark)), _group(item))
    return min((_LONG.index(mark) for mark in marks if mark in _LONG), default=len(_LONG))


@pytest.fixture(scope="session")
def playwright_once() -> Iterator[Playwright]:
    """Playwright's driver, once: its synchronous form cannot be started twice in one process."""
    with sync_playwright() as playwright:
        yield playwright
