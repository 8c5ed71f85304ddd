"""A link and its key: the identity of an address, without anything personal in it."""

from __future__ import annotations

from dataclasses import dataclass


class UnreadableLinkError(ValueError):
    """The text is no http(s) address or host name that can be checked; the message says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address reduced to its identity.

    ``key`` is the link key (``host:disdik.bandung.go.id``, ``gform:<id>``, ``short:s.id/<slug>``, ...).
    ``url`` is a display form without query, fragment, userinfo or port. ``platform`` names the shared
    platform that hosts the page (``gform``, ``short``, ``gsite``, ...), ``None`` for an ordinary host.
    ``registrable`` is the registrable domain (may be empty for a bare public suffix or an IP address),
    ``suffix`` the public suffix. ``needs_resolving``: a short link that says nothing by itself.
    """

    key: str
    url: str
    host: str
    platform: str | None
    registrable: str
    suffix: str
    needs_resolving: bool = False
