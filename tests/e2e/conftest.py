"""Real browsers, a loopback web and a loopback service, each started once for the whole run.

A browser that is not installed makes its tests fail with the words to install it; nothing is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from extension.build import Build, build_folder
from tests.e2e.browser import Browser, Tab
from tests.e2e.chromium import Chromium
from tests.e2e.firefox import Firefox
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site

SCREENSHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Every https host, on loopback."""
    served = Site(tmp_path_factory.mktemp("site"))
    yield served
    served.close()


@pytest.fixture(scope="session")
def scripted_service() -> Iterator[ScriptedService]:
    """The service of the test builds, for scripted answers and faults."""
    service = ScriptedService()
    yield service
    service.close()


@pytest.fixture(scope="session")
def extension_folder(
    scripted_service: ScriptedService, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The unpacked test build for each browser, asking the scripted service."""
    home = tmp_path_factory.mktemp("extension")
    return {
        target: build_folder(Build(target, scripted_service.address, test=True), home / target)
        for target in ("chromium", "firefox")
    }


@pytest.fixture(scope="session")
def chromium(
    playwright_once: Playwright,
    site: Site,
    extension_folder: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Extension]:
    """Chromium with the extension, consent given."""
    profile = tmp_path_factory.mktemp("chromium")
    browser = Chromium(playwright_once, extension_folder["chromium"], profile, site)
    try:
        yield Extension(browser)
    finally:
        browser.close()


@pytest.fixture(scope="session")
def firefox(
    site: Site, extension_folder: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Extension]:
    """Firefox ESR with the extension, consent given."""
    browser: Browser = Firefox(extension_folder["firefox"], tmp_path_factory.mktemp("firefox"), site)
    try:
        yield Extension(browser)
    finally:
        browser.close()


@pytest.fixture(params=["chromium", "firefox"])
def extension(request: pytest.FixtureRequest, scripted_service: ScriptedService) -> Extension:
    """Each browser in turn, as a teacher who uses the service has it, with nothing left from before."""
    return _fresh(request.getfixturevalue(request.param), scripted_service)


@pytest.fixture
def installed(chromium: Extension, scripted_service: ScriptedService) -> Extension:
    """Chromium alone, as ``extension`` is."""
    return _fresh(chromium, scripted_service)


@pytest.fixture
def private(installed: Extension) -> Iterator[Tab]:
    """A tab in a private window of Chromium."""
    tab = installed.browser.open_private()
    yield tab
    tab.close()


def _fresh(chosen: Extension, service: ScriptedService) -> Extension:
    chosen.reset(service.address)
    service.answers.clear()
    service.asked.clear()
    return chosen


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where pictures go that people look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    return SCREENSHOTS
