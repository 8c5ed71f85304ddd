"""An update of the extension: what a teacher chose and noted comes along, and nobody is asked again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.e2e.browser import Browser, wait_until
from tests.e2e.chromium import Chromium
from tests.e2e.firefox import Firefox
from tests.e2e.installed import Extension
from tests.e2e.scripted_service import ScriptedService
from tests.e2e.site import Site
from tests.e2e.verdicts import verdict

pytestmark = pytest.mark.browser

FORM = "docs.google.com/forms/d/e/1FAIpQLSperbarui001/viewform"
OLD: dict[str, Any] = {
    "settings": {"version": 1, "mode": "service", "language": "en", "anySite": False},
    "grants": [{"scope": "link", "value": "gform:x", "label": "https://docs.google.com/x", "at": 1}],
    "diary": [
        {"date": "2026-03-02", "event": "Webinar", "organizer": "PGRI", "role": "Peserta", "evidence": "map"}
    ],
    "cases": ["K-2026-0007"],
}


@pytest.fixture(params=["chromium", "firefox"])
def updatable(
    request: pytest.FixtureRequest,
    extension_folder: dict[str, Path],
    site: Site,
    tmp_path: Path,
) -> Iterator[tuple[Browser, Path]]:
    """A browser of its own, because an update ends what the others stand on."""
    folder = shutil.copytree(extension_folder[request.param], tmp_path / "extension")
    browser: Browser
    if request.param == "chromium":
        playwright: Playwright = request.getfixturevalue("playwright_once")
        browser = Chromium(playwright, folder, tmp_path / "profile", site)
    else:
        browser = Firefox(folder, tmp_path / "profile", site)
    try:
        yield browser, folder
    finally:
        browser.close()


def test_an_update_keeps_everything(
    updatable: tuple[Browser, Path], site: Site, scripted_service: ScriptedService
) -> None:
    browser, folder = updatable
    extension = Extension(browser)
    scripted_service.answers.clear()
    scripted_service.answer_check(verdict("claimed"))
    old = OLD | {"settings": {**OLD["settings"], "service": scripted_service.address}}
    extension.inside(f"api.storage.local.clear().then(() => api.storage.local.set({json.dumps(old)}))")

    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"version": "99.0.0"}))
    extension.leave()
    browser.update(folder)

    wait_until(lambda: kept(extension, "settings").get("version") == 2, "the settings to be brought along")
    assert kept(extension, "settings") == old["settings"] | {"version": 2, "marks": []}
    assert kept(extension, "grants") == OLD["grants"]
    assert kept(extension, "cases") == [{"number": "K-2026-0007", "page": None}]
    [note] = kept(extension, "diary")
    assert (note["event"], note["activity"]) == ("Webinar", "")
    assert not [tab for tab in browser.tabs() if "welcome.html" in tab.url], "nobody is asked again"
    tab = browser.open(site.put_file(FORM, "gform_dinas.html"))
    extension.banner(tab, "claimed")
    tab.close()


def kept(extension: Extension, name: str) -> Any:
    """What lies in the local storage under a name; nothing: an empty object."""
    return extension.inside(f"api.storage.local.get('{name}').then(all => all['{name}'] ?? {{}})")
