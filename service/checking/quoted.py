"""Addresses that a page only tells of: a ministry that warns of an imitation does not lead there."""

from __future__ import annotations

from registry.hosts.link import Link
from registry.reading.facts import PageType
from registry.reading.page import Page
from service.checking.addresses import Addresses, read_addresses

_WARNS = frozenset({PageType.WARNING})
_TELLS = _WARNS | {PageType.QUESTION, PageType.NEWS, PageType.ARTICLE, PageType.REPORT}


def only_told(
    page: Page, given: Link | None, addresses: Addresses, page_type: PageType, *, proven: bool
) -> frozenset[str]:
    """Link keys of the addresses that the page's text quotes and that nobody is sent to.

    Only of a page read at its own address ``given``: a pasted message is passed on with all it holds. What
    the page links to is never among them. ``proven``: the page is on a recognized body's own host, so that
    also its news and answers are believed to quote; a stranger's page quotes only where it warns, and never
    what is written as a link.
    """
    if given is None or page_type not in (_TELLS if proven else _WARNS):
        return frozenset()
    linked = read_addresses(Page(url=page.url, links=page.links), given).every
    meant = linked if proven else (*linked, *addresses.ways_in)
    return frozenset(it.key for it in addresses.every) - {it.key for it in meant}
