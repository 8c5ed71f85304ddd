"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; empty when there are no rows.

    >>> print(table(("code", "text"), [("`N01`", "a|b")]))
    | code | text |
    | --- | --- |
    | `N01` | a\\|b |
    """
    lines = [f"| {' | '.join(_cell(it) for it in row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join((f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines))


def page(title: str, *parts: str) -> str:
    """A page from its title and its parts; empty parts are left out."""
    return "\n\n".join((f"# {title}", *(part.strip() for part in parts if part.strip()))) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
