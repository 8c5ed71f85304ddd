"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the full run does side by side: all browsers in one process, each other file in one.

    Browsers, and the servers before them, are started once and shared by the tests of a session.
    """
    for item in items:
        group = "browser" if item.get_closest_marker("browser") else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def playwright_once() -> Iterator[Playwright]:
    """Playwright's driver, once: its synchronous form cannot be started twice in one process."""
    with sync_playwright() as playwright:
        yield playwright
