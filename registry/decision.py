"""The shape of what an admin concluded about a host or a link, as far as it is in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from registry.hosts.link import Link
from registry.values import dataclass


class Action(StrEnum):
    """``flag`` warns teachers, ``clear`` calls a resemblance innocent, ``watch`` is for admins only."""

    FLAG = "flag"
    CLEAR = "clear"
    WATCH = "watch"


class Ground(StrEnum):
    """Why; one word of a closed list, so that every client can say it in every language."""

    IMPERSONATION = "impersonation"  # passes itself off as an organizer that has nothing to do with it
    CREDENTIALS = "credentials"  # asks for passwords, codes or other people's access
    PAYMENT = "payment"  # takes money under false statements
    HIJACKED = "hijacked"  # an official host that somebody else took over
    OWNER_PROVEN = "owner_proven"  # clear: it belongs to whom it names
    NAMESAKE = "namesake"  # clear: another body of a similar name
    UNPROVEN = "unproven"  # clear or watch: what was reported could not be confirmed


FLAG_GROUNDS = frozenset({Ground.IMPERSONATION, Ground.CREDENTIALS, Ground.PAYMENT, Ground.HIJACKED})
CLEAR_GROUNDS = frozenset({Ground.OWNER_PROVEN, Ground.NAMESAKE, Ground.UNPROVEN})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in force. ``subject``: a link key, ``host:x`` or ``host:*.x`` (the whole subtree).

    ``until``: when it ends by itself (UTC), ``None`` when it stays until it is undone. ``case``: the public
    case number, under which the owner of the address can appeal.
    """

    subject: str
    action: Action
    ground: Ground
    decided_on: date
    case: str
    until: datetime | None = None


def tree_of(subject: str) -> str | None:
    """The host of which a subject is the whole tree, ``None`` for one page or host.

    >>> tree_of("host:*.evil.my.id"), tree_of("host:evil.my.id")
    ('evil.my.id', None)
    """
    return subject.removeprefix("host:*.") if subject.startswith("host:*.") else None


def subjects_of(link: Link) -> Iterator[str]:
    """The subjects under which a link may be decided about, the most particular first.

    A shared platform's host is no subject: a flag on one form must not touch the others.

    >>> from registry.hosts.reader import read_link
    >>> list(subjects_of(read_link("https://a.evil.my.id/x")))
    ['host:a.evil.my.id', 'host:*.a.evil.my.id', 'host:*.evil.my.id']
    >>> list(subjects_of(read_link("https://s.id/abc")))
    ['short:s.id/abc']
    """
    yield link.key
    if link.platform is not None or not link.host:
        return
    if link.key != f"host:{link.host}":
        yield f"host:{link.host}"
    name = link.host
    while name and "." in name:
        yield f"host:*.{name}"
        if name == link.registrable:
            return
        name = name.partition(".")[2]
