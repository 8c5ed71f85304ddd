"""The reference, written from code and data, so that it cannot be older than what it describes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docs.site.reference import commands, endpoints, rules, settings, signals, sources

PAGES: dict[str, Callable[[], str]] = {
    "commands": commands.page,
    "settings": settings.page,
    "endpoints": endpoints.page,
    "signals": signals.page,
    "rules": rules.page,
    "sources": sources.page,
}


def write_pages(folder: Path) -> None:
    """Writes every page into a folder; one that has not changed is left alone, so that builds stay quick."""
    folder.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        path, text = folder / f"{name}.md", page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
