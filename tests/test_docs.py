"""The documents keep their promises: every link between them leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.site.reference import PAGES

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("registry/**/*.md")]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = [it for it in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in it]
    assert [it for it in targets if not (document.parent / it).exists() and not written(document, it)] == []


def written(document: Path, target: str) -> bool:
    """Whether a target is a page of the reference, which is written when the site is built."""
    path = (document.parent / target).resolve()
    return path.parent == ROOT / "docs" / "reference" and path.stem in PAGES


def test_there_are_documents_to_look_at() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} <= {path.name for path in DOCUMENTS}
