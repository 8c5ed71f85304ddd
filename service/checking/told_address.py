"""An address as strangers may read it in a group: what tells one page from another, and nothing personal."""

from __future__ import annotations

import re

from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.platforms import Platform, platforms
from registry.hosts.reader import read_link

_FORMS = frozenset({"form", "gform", "jotform", "msform", "typeform", "zohoform"})
"""Platforms whose identifier is a form's; elsewhere (``instagram``, ``lynk``) it is somebody's name."""

_PLAIN = re.compile(r"[A-Za-z0-9._~/+=-]+")  # an "@" or an escaped one may be of a mail address
_NUMBER = re.compile(r"[0-9](?:[._-]?[0-9]){8}")  # as long as a telephone number


def told_address(link: Link) -> str:
    """The platform of a chat (its address is a telephone number or an invitation), a form or short link by
    its identifier, else the host. A path may hold who was invited, and never gets here.

    >>> told_address(read_link("https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform"))
    'docs.google.com (1FAIpQLSrekaan)'
    >>> told_address(read_link("https://s.id/rekaan")), told_address(read_link("https://x.my.id/undangan/budi"))
    ('s.id/rekaan', 'x.my.id')
    >>> told_address(read_link("https://wa.me/6281200000001")), told_address(read_link("s.id/0812-0000-0001"))
    ('WhatsApp', 's.id')
    """
    if link.private:
        return next((it.title for it in _platforms(link) if it.name == link.platform), link.host)
    kind, _, identifier = link.key.partition(":")
    tells = link.needs_resolving or kind in _FORMS
    if not tells or not _PLAIN.fullmatch(identifier) or _NUMBER.search(identifier):
        return link.host
    if link.needs_resolving or identifier.startswith(_bare(link.host)):
        return identifier
    return f"{link.host} ({identifier})"


def told(address: str) -> str:
    """The same for an address that is written out."""
    try:
        return told_address(read_link(address))
    except UnreadableLinkError:  # with all its escapes it may be longer than what is read
        return address.partition("://")[2].partition("/")[0].rpartition("@")[2]


def unclickable(address: str) -> str:
    """The address as no chat makes a link of it: ``x[.]my[.]id``."""
    return address.replace(".", "[.]")


def _platforms(link: Link) -> list[Platform]:
    return platforms().by_host.find(_bare(link.host))[1]


def _bare(host: str) -> str:
    return host.removeprefix("www.")
