"""A link and its key: the identity of an address, without anything personal in it."""

from __future__ import annotations

from registry.values import dataclass


class UnreadableLinkError(ValueError):
    """The text is no http(s) address or host name that can be checked; the message says why.

    ``code`` is one of ``empty too_long control scheme email no_host bad_host``, for texts in other languages.
    """

    def __init__(self, message: str, code: str = "bad_host") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Link:
    """An address reduced to its identity.

    ``key`` is the link key (``host:disdik.bandung.go.id``, ``gform:<id>``, ``short:s.id/<slug>``, ...).
    ``url`` is a display form without query, fragment, userinfo or port. ``platform`` names the shared
    platform that hosts the page (``gform``, ``short``, ``gsite``, ...), ``None`` for an ordinary host.
    ``registrable`` is the registrable domain (may be empty for a bare public suffix or an IP address),
    ``suffix`` the public suffix. ``needs_resolving``: a short link that says nothing by itself.
    ``tenant``: everybody can take a name below this platform's host (``<name>.blogspot.com``), so that the
    name is a claim of whoever took it. ``private``: the key opens a door (an invitation, a telephone number).
    ``login`` is a host name in front of an ``@``, where no host is read; kept for the look-alikes, and shown
    only when it is an official one.
    """

    key: str
    url: str
    host: str
    platform: str | None
    registrable: str
    suffix: str
    needs_resolving: bool = False
    tenant: bool = False
    private: bool = False
    login: str = ""
