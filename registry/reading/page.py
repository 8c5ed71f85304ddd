"""What is checked: a page, or a pasted message."""

from __future__ import annotations

from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a client saw it. Every field may be missing; together they must say something.

    ``url`` as given (it is reduced to a link key before anything else is done with it), ``title`` and
    ``text`` already reduced from HTML to plain text, ``links`` the addresses found on it.
    """

    url: str | None = None
    title: str = ""
    text: str = ""
    links: tuple[str, ...] = ()
