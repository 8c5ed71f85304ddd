"""What a decision may be about: one page or one host, never a platform that belongs to everybody."""

from __future__ import annotations

from registry.hosts.known import is_never_flagged
from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link

_HOST, _TREE = "host:", "host:*."


def refuse_subject(subject: str) -> str | None:
    """Why a subject may not be flagged, ``None`` when it may.

    >>> refuse_subject("host:docs.google.com")
    'docs.google.com is on the never-flag list: flag the single page or link instead'
    >>> refuse_subject("host:*.my.id")
    'my.id is shared by everybody: flag the name below it'
    >>> refuse_subject("gform:1FAIpQLSd") is None, refuse_subject("host:*.evil.my.id") is None
    (True, True)
    """
    if not subject.startswith(_HOST):
        return None
    host = subject.removeprefix(_TREE if subject.startswith(_TREE) else _HOST)
    try:
        link = read_link(f"https://{host}/")
    except UnreadableLinkError as error:
        return f"{host} is no host name: {error}"
    if is_never_flagged(link.host):
        return f"{host} is on the never-flag list: flag the single page or link instead"
    if link.platform is not None and not link.tenant:
        return f"{host} is a shared platform: flag the single page or link instead"
    if not link.registrable:
        return f"{host} is shared by everybody: flag the name below it"
    return None


def shown_host(subject: str) -> str | None:
    """The host name in a subject that is one, ``None`` for the page of a platform."""
    if not subject.startswith(_HOST):
        return None
    return subject.removeprefix(_TREE if subject.startswith(_TREE) else _HOST)
