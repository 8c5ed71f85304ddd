"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright


@pytest.fixture(scope="session")
def playwright_once() -> Iterator[Playwright]:
    """Playwright's driver, once: its synchronous form cannot be started twice in one process."""
    with sync_playwright() as playwright:
        yield playwright
