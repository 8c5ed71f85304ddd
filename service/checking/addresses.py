"""The addresses of a page: given, linked, or only written in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link
from registry.reading.page import Page
from registry.reading.plain import READ_LIMIT
from registry.values import dataclass

MAX_LINKS = 50
"""Addresses looked at in one page; a sign-up page or message has a handful."""

MAX_WORDS = 500
"""Different words of a text that are tried as addresses."""

_LONGEST = 2_048
_INNER_DOT = re.compile(r"\w\.[^\W\d]")  # "disdik.bandung", not "10.00" or "Bandung."
_DOT_IN_WORD = re.compile(r"\.[^\W\d]")  # the quick question: most texts have none
_QUOTE = re.compile(r"[\"'<>]")  # where an address ends in pasted HTML
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_NEXT = re.compile(r"[,;|]+(?=https?://)", re.IGNORECASE)  # several addresses written together
# What a chat writes right before an address: its marks, an emoji, "Daftar:"; but "@" and "#" begin names.
_SIGNS_BEFORE = re.compile(r"^(?:[^\w@#]|_)+")
_LABEL = re.compile(r"^[^\W\d_]{1,20}[:=]+(?=\w)")
_SURE_MARKS = "*~`"
_MARKS = "*~`_"  # an address may end with "_", but not when one stands before it
_SHORTEST_NAME = 4  # "M.Si", "S.Ag": academic degrees whose second half is a top-level domain


@dataclass(frozen=True, slots=True)
class Addresses:
    """``every`` readable address once, the page's own first, then those linked, then those in its text.

    ``ways_in`` are those through which one could sign up: linked, or written as a link. A name dropped in a
    sentence ("bawa akun belajar.id") leads nowhere and proves nothing.
    """

    every: tuple[Link, ...] = ()
    ways_in: tuple[Link, ...] = ()


def read_addresses(page: Page, given: Link | None = None) -> Addresses:
    """All addresses of a page. One that cannot be read is left out: it is no mistake of the teacher's.

    ``given`` is the page's own address, where the caller has read it already.
    """
    every: dict[str, Link] = {}
    ways_in: dict[str, Link] = {}
    for link, is_way_in in _links(page, given):
        every.setdefault(link.key, link)
        if is_way_in:
            ways_in.setdefault(link.key, link)
        if len(every) == MAX_LINKS:
            break
    return Addresses(tuple(every.values()), tuple(ways_in.values()))


def _links(page: Page, given: Link | None) -> Iterator[tuple[Link, bool]]:
    if given is not None:
        yield given, True
    for address in (page.url if page.url and given is None else "", *page.links):
        if link := _read(address):
            yield link, True
    for text in (page.title, page.text):
        yield from in_text(text)


def in_text(text: str) -> Iterator[tuple[Link, bool]]:
    """Addresses in running text, and whether each is written as a link.

    ``https://`` or ``www.`` settles it; a bare host needs a real suffix.

    >>> text = "Daftar: https://forms.gle/abc atau s.id/abc, Budi, M.Si. 10.00 a@b.com, akun belajar.id"
    >>> [(link.key, is_link) for link, is_link in in_text(text)]
    [('short:forms.gle/abc', True), ('short:s.id/abc', True), ('host:belajar.id', False)]
    """
    text = text[:READ_LIMIT]
    if "://" not in text and _DOT_IN_WORD.search(text) is None:
        return
    dotted = [word for word in text.split() if "." in word]
    words = (word for word in dict.fromkeys(dotted) if "." in word[:-1] and len(word) <= _LONGEST)
    for token in islice(words, MAX_WORDS):
        if (scheme := _SCHEME.search(token)) is not None:
            marks = _MARKS if "_" in token[: scheme.start()] else _SURE_MARKS
            for address in _NEXT.split(token[scheme.start() :]):
                if link := _read(_QUOTE.split(address, maxsplit=1)[0].rstrip(marks)):
                    yield link, True
        elif _INNER_DOT.search(token):
            bare = _LABEL.sub("", _SIGNS_BEFORE.sub("", token)).rstrip(_SURE_MARKS)
            if (link := _read(bare)) and _is_host(link, bare):
                yield link, "/" in bare


def _read(text: str) -> Link | None:
    try:
        return read_link(text) if text else None
    except UnreadableLinkError:
        return None


def _is_host(link: Link, token: str) -> bool:
    if not link.suffix or not link.registrable:
        return False
    name = link.registrable.removesuffix(f".{link.suffix}")
    return link.platform is not None or token.lower().startswith("www.") or len(name) >= _SHORTEST_NAME
