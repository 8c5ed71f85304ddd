"""The addresses of a page: given, linked, or only written in its text."""

from __future__ import annotations

from collections.abc import Iterator

from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link
from registry.reading.page import Page
from registry.values import dataclass
from service.checking.led_up import number_led_up_to
from service.checking.written import ASIDE, Standing, Written, in_text

MAX_LINKS = 50
"""Addresses looked at in one page; a sign-up page or message has a handful."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """``every`` readable address once, the page's own first, then those linked, then those in its text.

    ``ways_in`` are those through which one could sign up: linked, written as a link, or led up to by words of
    signing up. Chats, videos and profiles are among them only when such words lead there, or when there is no
    other. A name dropped in a sentence ("bawa akun belajar.id") leads nowhere and proves nothing.

    ``unread``: how the first address is written that could not be read, or that was one too many, or the
    telephone number that people are to sign up by instead; empty when there is none.
    """

    every: tuple[Link, ...] = ()
    ways_in: tuple[Link, ...] = ()
    unread: str = ""


def read_addresses(page: Page, given: Link | None = None) -> Addresses:
    """All addresses of a page, at most ``MAX_LINKS``.

    ``given`` is the page's own address, where the caller has read it already.
    """
    every: dict[str, Link] = {}
    by_standing: dict[Standing, dict[str, Link]] = {standing: {} for standing in Standing}
    unread = ""
    for it in _written(page, given):
        if it.link is None:
            unread = unread or it.words
            continue
        if len(every) == MAX_LINKS and it.link.key not in every:
            unread = unread or it.words
            break
        every.setdefault(it.link.key, it.link)
        by_standing[it.standing].setdefault(it.link.key, it.link)
    asides = tuple(by_standing[Standing.ASIDE].values())
    ways_in = tuple(by_standing[Standing.WAY_IN].values()) or asides[:1]
    if ways_in and given is None and not unread:
        unread = number_led_up_to(page.text)
    return Addresses(tuple(every.values()), ways_in, unread)


def _written(page: Page, given: Link | None) -> Iterator[Written]:
    if given is not None:
        yield Written(given, Standing.WAY_IN, given.url)
    for address in (page.url if page.url and given is None else "", *page.links):
        if link := _read(address):
            yield Written(link, Standing.ASIDE if link.platform in ASIDE else Standing.WAY_IN, address)
    for text in (page.title, page.text):
        yield from in_text(text)


def _read(address: str) -> Link | None:
    """A linked address; one that cannot be read (``tel:``, ``mailto:``) is no mistake of the teacher's."""
    try:
        return read_link(address) if address else None
    except UnreadableLinkError:
        return None
