"""The site is built without a warning, and every link inside it leads to a page and a place on it."""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import lxml.html
import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; a warning fails."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", "docs/site"]
    built = subprocess.run(
        [*command, "docs", str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert built.returncode == 0, built.stderr
    return folder


def test_every_document_is_a_page(site: Path) -> None:
    documents = [
        it for it in (ROOT / "docs").rglob("*.md") if "site" not in it.relative_to(ROOT / "docs").parts
    ]
    assert documents
    for document in documents:
        assert (site / document.relative_to(ROOT / "docs")).with_suffix(".html").exists(), document


def test_every_link_inside_leads_somewhere(site: Path) -> None:
    broken = []
    for page in site.rglob("*.html"):
        for link in targets(page):
            address, place = urldefrag(link)
            target = page if not address else (page.parent / unquote(address)).resolve()
            if not target.exists() or (place and target.suffix == ".html" and place not in places(target)):
                broken.append(f"{page.relative_to(site)} → {link}")
    assert not broken


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        loaded = found(page, "//script/@src | //img/@src | //link/@href")
        assert not [it for it in loaded if urlsplit(it).netloc], page


def targets(page: Path) -> list[str]:
    """Links of a page that stay on the site."""
    links = found(page, "//article//a/@href")
    return [it for it in links if not urlsplit(it).scheme and not it.startswith("//")]


@lru_cache(maxsize=256)
def places(page: Path) -> frozenset[str]:
    """The names of places on a page."""
    return frozenset(found(page, "//@id"))


def found(page: Path, path: str) -> list[str]:
    """Attributes of a page by XPath."""
    values: Any = lxml.html.fromstring(page.read_bytes()).xpath(path)
    return [str(it) for it in values]
