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


def covering(subject: str) -> list[str]:
    """The subjects whose decisions hold for this one, too: itself and, of a host, the trees it is in.

    >>> covering("host:a.evil.my.id")
    ['host:a.evil.my.id', 'host:*.a.evil.my.id', 'host:*.evil.my.id', 'host:*.my.id']
    >>> covering("host:*.evil.my.id"), covering("gform:1FAIpQLSd")
    (['host:*.evil.my.id', 'host:*.my.id'], ['gform:1FAIpQLSd'])
    """
    found, name = [subject], shown_host(subject) or ""
    while "." in name:
        found.append(f"{_TREE}{name}")
        name = name.partition(".")[2]
    return list(dict.fromkeys(found))


def overlap(one: str, other: str) -> bool:
    """Whether there can be an address that both are about.

    >>> overlap("host:a.evil.my.id", "host:*.evil.my.id"), overlap("host:*.my.id", "host:*.evil.my.id")
    (True, True)
    >>> overlap("host:a.evil.my.id", "host:evil.my.id"), overlap("gform:1FAIpQLSd", "gform:1FAIpQLSe")
    (False, False)
    """
    return one in covering(other) or other in covering(one)
