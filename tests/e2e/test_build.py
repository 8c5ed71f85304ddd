"""The builds as browsers and stores see them."""

from __future__ import annotations

import filecmp
import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from extension.build import TARGETS, Build, build_folder, zip_folder
from tests.e2e.browser import wait_until
from tests.e2e.installed import Extension

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    home = tmp_path_factory.mktemp("release")
    return {target: build_folder(Build(target), home / target) for target in TARGETS}


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_the_stores_linter_finds_nothing(release: dict[str, Path], target: str) -> None:
    """0 errors, 0 warnings, 0 notices."""
    assert lint(release[target]) == []


def lint(folder: Path) -> list[str]:
    """The codes of everything Mozilla's linter remarks."""
    npx = shutil.which("npx")
    if npx is None:
        pytest.fail("npx is not on the path; run ./dev test, which brings its own", pytrace=False)
    run = subprocess.run(
        [npx, "--no-install", "web-ext", "lint", "-s", str(folder), "-o", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return [entry["code"] for kind in ("errors", "warnings", "notices") for entry in found[kind]]


@pytest.mark.browser
def test_chromium_has_no_complaint(chromium: Extension) -> None:
    page = chromium.browser.open("chrome://extensions")
    info = wait_until(
        lambda: page.evaluate("chrome.developerPrivate.getExtensionsInfo()"),
        "Chromium's word on the extension",
    )
    [ours] = [entry for entry in info if entry["name"] == "CekDiklat"]
    assert ours["manifestErrors"] == []
    assert ours["runtimeErrors"] == []
    page.close()


def test_both_browsers_get_the_same_code(release: dict[str, Path]) -> None:
    compared = filecmp.dircmp(release["chromium"], release["firefox"])
    assert compared.diff_files == ["manifest.json"]
    assert set(compared.left_only) == {"managed.json"}
    assert compared.right_only == []
    for folder in ("src", "_locales", "data", "icons"):
        inner = filecmp.dircmp(release["chromium"] / folder, release["firefox"] / folder)
        assert [*inner.diff_files, *inner.left_only, *inner.right_only] == []


def test_a_release_is_closed_and_reproducible(release: dict[str, Path], tmp_path: Path) -> None:
    content = (release["chromium"] / "content.js").read_text()
    assert '"shadow": "closed"' in content
    manifest = json.loads((release["chromium"] / "manifest.json").read_text())
    assert "key" not in manifest
    assert "web_accessible_resources" not in manifest
    again = build_folder(Build("chromium"), tmp_path / "again")
    first, second = (zip_folder(f, tmp_path / f"{i}.zip") for i, f in enumerate((release["chromium"], again)))
    assert first.read_bytes() == second.read_bytes()


def test_the_content_script_is_small(release: dict[str, Path]) -> None:
    """The bar is 15 kB gzipped; every page of a form host reads it."""
    assert len(gzip.compress((release["firefox"] / "content.js").read_bytes())) <= 15_000


def test_no_text_can_become_markup() -> None:
    """No sink for HTML anywhere in the sources; the linter of the stores looks only for some of them."""
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML|createContextualFragment|eval\("
    )
    for file in (ROOT / "extension/src").rglob("*.js"):
        assert not sinks.search(file.read_text()), file


def test_both_languages_say_the_same_things() -> None:
    words = {
        language: json.loads((ROOT / f"extension/_locales/{language}/messages.json").read_text())
        for language in ("id", "en")
    }
    assert words["id"].keys() == words["en"].keys()
    for key, entry in words["id"].items():
        other = words["en"][key]
        assert entry.get("placeholders") == other.get("placeholders"), key
        assert set(re.findall(r"\$\w+\$", entry["message"])) == set(
            re.findall(r"\$\w+\$", other["message"])
        ), key


def test_the_policy_in_the_documents_is_the_one_in_the_package() -> None:
    policy = (ROOT / "docs/extension-privacy.md").read_text()
    for language in ("id", "en"):
        words = json.loads((ROOT / f"extension/_locales/{language}/messages.json").read_text())
        parts = [key.removesuffix("_title") for key in words if re.fullmatch(r"privacy_\w+_title", key)]
        assert len(parts) == 8
        for part in parts:
            assert f"**{words[f'{part}_title']['message']}.** {words[part]['message']}" in policy


def test_every_text_is_used() -> None:
    words = json.loads((ROOT / "extension/_locales/id/messages.json").read_text())
    sources = "".join(
        file.read_text() for file in (ROOT / "extension").rglob("*.js*") if "_locales" not in file.parts
    )
    # Keys that are put together: `unchecked_${why}_lead` stands for every key of that form.
    formed = [
        re.compile(re.sub(r"\\\$\\\{[^}]*\\\}", r"\\w+", re.escape(template)))
        for template in re.findall(r"t\(\s*`([^`]*)`", sources)
    ]
    for key in words:
        used = (
            f'"{key}"' in sources
            or f"__MSG_{key}__" in sources
            or any(form.fullmatch(key) for form in formed)
        )
        assert used, f"{key} is used nowhere"
