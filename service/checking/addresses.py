"""The addresses of a page: given, linked, or only written in its text."""

from __future__ import annotations

from collections.abc import Iterable

from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link
from registry.reading.page import Page

MAX_LINKS = 50
"""Addresses looked at in one page; a sign-up page or message has a handful."""

MAX_TOKENS = 20_000
_LONGEST = 2_048

_SHORTEST_NAME = 4  # "M.Si", "S.Ag": academic degrees whose second half is a top-level domain


def read_links(page: Page) -> tuple[Link, ...]:
    """All readable addresses of a page, each once: ``url`` first, then ``links``, then those in the text.

    An address that cannot be read is left out: on a page of a stranger it is no mistake of the teacher's.
    """
    return _read((page.url or "", *page.links, *in_text(page.title), *in_text(page.text)))


def ways_in(page: Page) -> tuple[Link, ...]:
    """The addresses through which one could sign up: those that were linked or written as a link.

    A name dropped in a sentence ("bawa akun belajar.id") leads nowhere and proves nothing.
    """
    written = (token for text in (page.title, page.text) for token in in_text(text) if "/" in token)
    return _read((page.url or "", *page.links, *written))


def _read(texts: Iterable[str]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for text in texts:
        if len(found) == MAX_LINKS:
            break
        try:
            link = read_link(text)
        except UnreadableLinkError:
            continue
        found.setdefault(link.key, link)
    return tuple(found.values())


def in_text(text: str) -> Iterable[str]:
    """Tokens that look like addresses. ``https://`` or ``www.`` settles it; a bare host needs a real suffix.

    >>> list(in_text("Daftar: https://forms.gle/abc atau s.id/abc, kontak Budi, M.Si. pk 10.00 a@b.com"))
    ['https://forms.gle/abc', 's.id/abc,']
    """
    for token in text.split(maxsplit=MAX_TOKENS)[:MAX_TOKENS]:
        if "." not in token or len(token) > _LONGEST:
            continue
        start = token.find("http")
        if start >= 0 and "://" in token[start : start + 8]:
            yield token[start:]
        elif _is_bare_host(token):
            yield token


def _is_bare_host(token: str) -> bool:
    try:
        link = read_link(token)
    except UnreadableLinkError:
        return False
    if not link.suffix or not link.registrable:
        return False
    name = link.registrable.removesuffix(f".{link.suffix}")
    return link.platform is not None or token.lower().startswith("www.") or len(name) >= _SHORTEST_NAME
