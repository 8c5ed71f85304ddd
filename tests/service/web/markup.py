"""The tags of a page, and whether it holds anything that could run or load from elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser


class Reader(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def safe(html: str) -> bool:
    """No inline script, style or handler, and nothing from elsewhere is loaded."""
    for tag, attributes in Reader(html).tags:
        if tag == "script" and not (attributes.get("src") or "").startswith("/static/"):
            return False
        if any(name.startswith("on") or name == "style" for name in attributes):
            return False
        if tag in ("img", "link", "iframe") and "//" in (
            attributes.get("href") or attributes.get("src") or ""
        ):
            return False
    return True
