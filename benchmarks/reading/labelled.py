"""Labelled pages as the measurement reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from registry.reading.page import Page


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled page: the page, the day it is read, and what a person found in it."""

    id: str
    group: str  # text kind of an announcement, category of a message
    page: Page
    on: date
    gold: dict[str, Any]
    uncertain: bool


def announcements(path: Path) -> list[Labelled]:
    """Rows of an announcements file. They carry no reading day: the year before their first date, or 2024."""
    return [
        _announcement(json.loads(line))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def _announcement(row: dict[str, Any]) -> Labelled:
    page = Page(title=row["title"] or "", text=row["text"], links=_links(row))
    return Labelled(row["id"], row["text_kind"], page, date(2024, 1, 1), row["gold"], bool(row["uncertain"]))


def messages(path: Path) -> list[Labelled]:
    """Rows of a messages file; ``date_context`` is the day the message is read."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Labelled(
            row["id"],
            row["category"],
            Page(title=row.get("title") or "", text=row["text"], links=_links(row)),
            date.fromisoformat(row["date_context"]),
            row["gold"],
            bool(row["uncertain"]),
        )
        for row in rows
    ]


def _links(row: dict[str, Any]) -> tuple[str, ...]:
    links = row.get("links") or ()
    return tuple(
        link if isinstance(link, str) else link.get("url") or link.get("href") or "" for link in links
    )
