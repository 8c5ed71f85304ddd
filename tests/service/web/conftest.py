"""A real server on loopback and a real Chromium, once for all browser tests of the pages."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Playwright
from werkzeug.serving import make_server

from tests.e2e.browser import program


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """Where the pages are served."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def chromium(playwright_once: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; a missing one fails the tests, it never skips them."""
    browser = playwright_once.chromium.launch(executable_path=program("chromium"))
    yield browser
    browser.close()
