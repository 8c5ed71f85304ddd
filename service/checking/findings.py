"""What was found on a page, before anything is concluded from it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from registry.decision import Decision
from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.reader import read_link
from registry.organizer import Kind, Organizer, Vouch
from registry.reading.facts import EventFacts
from registry.reading.signals.signal import Signal
from registry.rules.use import Usefulness
from registry.values import dataclass


class Relation(StrEnum):
    """What ties an organizer to the link, strongest first. Only ``host`` and ``vouched`` prove anything."""

    HOST = "host"
    VOUCHED = "vouched"
    APP = "app"  # its domain, but who runs the page is not proven
    MENTION = "mention"


class Holding(StrEnum):
    """How an organizer holds the host of a link. Only the first two prove anything."""

    OWN = "own"
    AUTHORIZED = "authorized"  # a third party runs it for the organizer
    APP = "app"  # below its domain; who runs the page is not proven
    HINT = "hint"  # one weak mention says it is its own


@dataclass(frozen=True, slots=True)
class Tie:
    """One recognized organizer and what ties it to this page.

    ``score`` in [0, 1]: 1 for a host or vouch, the name match's score for a mention. ``quote`` is the span
    that names it, ``holding`` how it holds the host. ``leads``: named as organizer or host of the event,
    not as partner or in passing.
    """

    organizer: Organizer
    relation: Relation
    score: float = 1.0
    quote: str | None = None
    leads: bool = True
    partner: bool = False
    old_name: bool = False
    holding: Holding | None = None
    vouch: Vouch | None = None

    @property
    def proven(self) -> bool:
        return self.relation in (Relation.HOST, Relation.VOUCHED)

    def official_host(self, on: date) -> str | None:
        """Where a teacher can look for herself: of the best known own hosts the website's, else the first.

        A weak hint is none, nor a host whose time is over by that day: anybody may hold it now.
        """
        own = [host for host in self.organizer.hosts if host.is_surely_own(on)]
        if not own:
            return None
        best = min(host.confidence for host in own)
        names = [host for host in own if host.confidence == best]
        website = _host_of(self.organizer.website)
        if any(website == it.name or (it.subtree and website.endswith(f".{it.name}")) for it in names):
            return website
        return names[0].name


def _host_of(website: str | None) -> str:
    try:
        return read_link(website).host.removeprefix("www.") if website else ""
    except UnreadableLinkError:  # a source may print anything
        return ""


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name that may stand for several organizers; it never proves anything."""

    quote: str
    candidates: tuple[Organizer, ...]


@dataclass(frozen=True, slots=True)
class Imitation:
    """An address that imitates a recognized organizer's host.

    ``exact``: by a technique that leaves no innocent reading (confusable characters, the official name glued
    to a foreign suffix); otherwise it only resembles. ``official`` is the real address, where there is one,
    and ``claimed`` whose it is (the name claims a class of bodies when both are ``None``).
    """

    host: str
    official: str | None
    claimed: str | None
    technique: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Flagged:
    """An address on the page that two admins flagged. ``address`` as a teacher sees it."""

    address: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """The link that was judged. ``given`` is what the client gave, ``final`` where it leads.

    ``hops`` are display addresses; ``unresolved``: a short link whose target is not known yet;
    ``problem``: why it could not be followed.
    """

    given: Link
    final: Link
    hops: tuple[str, ...] = ()
    unresolved: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many organizers of a kind the registry knows in a province (``None``: in the whole country)."""

    kind: Kind
    place: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the decision looks at. ``on`` is the day of the check.

    ``text_is_the_pages``: the text was read at the judged link, so that what it demands is the demand of
    whoever runs that link. A pasted message speaks only for whoever wrote it. ``told_of``: addresses that
    imitate or were flagged, and that the page only tells of. ``kin``: ids of named organizers that belong
    together with a proven one (a branch, its ministry). ``zone``: the class of
    registrants (``government``, ``school`` …) that the judged link's suffix proves, where it proves one.
    ``unread``: how a way in of a message is written that nobody could look at: it may be the least proven.
    """

    on: date
    event: EventFacts
    usefulness: Usefulness | None = None
    link: LinkFacts | None = None
    ties: tuple[Tie, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()
    strangers: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    imitations: tuple[Imitation, ...] = ()
    flags: tuple[Flagged, ...] = ()
    told_of: tuple[str, ...] = ()
    kin: frozenset[str] = frozenset()
    expired: tuple[tuple[Organizer, Vouch], ...] = ()
    coverage: Coverage | None = None
    has_text: bool = True
    text_is_the_pages: bool = False
    zone: str | None = None
    unread: str = ""
    snapshot: str = ""
