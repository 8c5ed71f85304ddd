"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

_LONG = ("browser", "slow", "postgres")
"""Marks of what takes long, the longest first."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the full run does side by side: all browsers in one process, each other file in one.

    Browsers, and the servers before them, are started once and shared by the tests of a session. What takes
    long begins first, so that no long file runs alone at the end.
    """
    ranks: dict[str, int] = {}
    for item in items:
        group = _group(item)
        item.add_marker(pytest.mark.xdist_group(group))
        ranks[group] = min(ranks.get(group, len(_LONG)), _rank(item))
    items.sort(key=lambda item: ranks[_group(item)])


def _group(item: pytest.Item) -> str:
    return "browser" if item.get_closest_marker("browser") else str(item.path)


def _rank(item: pytest.Item) -> int:
    return next((rank for rank, mark in enumerate(_LONG) if item.get_closest_marker(mark)), len(_LONG))


@pytest.fixture(scope="session")
def playwright_once() -> Iterator[Playwright]:
    """Playwright's driver, once: its synchronous form cannot be started twice in one process."""
    with sync_playwright() as playwright:
        yield playwright
