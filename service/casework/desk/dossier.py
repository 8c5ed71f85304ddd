"""What is known about the subject of a case, gathered for whoever has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.decision import subjects_of, tree_of
from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.lookalike.finding import Lookalike
from registry.hosts.reader import read_link
from registry.ledger import Ledger
from registry.ledger.cases.appeals import TALKS, Appeal
from registry.ledger.cases.cases import Case
from registry.ledger.cases.made import Made
from registry.ledger.cases.reports import Report
from registry.ledger.cases.subjects import refuse_subject, shown_host
from registry.organizer import Organizer, Vouch
from registry.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a host name; ``differs``: it is what is not as in the real name."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a decision may be about. ``why_not``: what keeps it from being flagged at all.

    ``official``: the names of recognized organizers that a flag would be about, too.
    """

    subject: str
    why_not: str | None
    official: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a case page shows. ``choices``: what a decision may be about, single addresses first.

    ``more_talks``: how many talks to skip for the next ones, ``None`` when these are all.
    """

    case: Case
    link: Link | None
    hops: tuple[Mapping[str, Any], ...]
    owners: tuple[Organizer, ...]
    vouches: tuple[Vouch, ...]
    lookalike: Lookalike | None
    pieces: tuple[Piece, ...]
    imitated: Organizer | None
    reports: tuple[tuple[int, Any, Report], ...]
    decisions: tuple[Made, ...]
    appeals: tuple[Appeal, ...]
    more_talks: int | None
    earlier: tuple[Case, ...]
    choices: tuple[Choice, ...]


def gather(ledger: Ledger, snapshot: Snapshot, case: Case, on: date, skip: int = 0) -> Dossier:
    """Reads the ledger and the published registry; fetches nothing. ``skip``: so many talks were seen."""
    link = _link(case.subject)
    lookalike = snapshot.hosts.lookalike(link) if link else None
    resolution = ledger.resolutions.get(case.subject)
    talks = ledger.appeals.of_case(case.number, skip, TALKS + 1)
    subjects = [case.subject, *(_wider(link) if link else ())]
    return Dossier(
        case=case,
        link=link,
        hops=tuple(resolution.hops) if resolution else (),
        owners=tuple(_owners(snapshot, link, on)) if link else (),
        vouches=tuple(snapshot.vouches(case.subject, on)),
        lookalike=lookalike,
        pieces=tuple(_pieces(lookalike)) if lookalike else (),
        imitated=snapshot.organizer(lookalike.organizer_id) if lookalike and lookalike.organizer_id else None,
        reports=tuple(ledger.reports.of_case(case.number)),
        decisions=tuple(ledger.decisions.of_case(case.number)),
        appeals=tuple(talks[:TALKS]),
        more_talks=skip + TALKS if len(talks) > TALKS else None,
        earlier=tuple(ledger.cases.similar(list(dict.fromkeys(subjects)), case.number)),
        choices=tuple(
            Choice(subject, refuse_subject(subject), official_in(snapshot, subject, on))
            # A whole tree is never what is chosen unless somebody chooses it.
            for subject in sorted(dict.fromkeys(subjects), key=lambda it: tree_of(it) is not None)
        ),
    )


def official_in(snapshot: Snapshot, subject: str, on: date) -> tuple[str, ...]:
    """The hosts of recognized organizers that a decision about this subject is about."""
    if (tree := tree_of(subject)) is not None:
        return tuple(snapshot.hosts.owned_within(tree, on))
    link = _link(subject)
    return (link.host,) if link is not None and any(_owners(snapshot, link, on)) else ()


def _link(subject: str) -> Link | None:
    """The address of a subject that is a host; a form's page is named by its key alone."""
    host = shown_host(subject)
    if host is None:
        return None
    try:
        return read_link(f"https://{host}/")
    except UnreadableLinkError:
        return None


def _wider(link: Link) -> Iterator[str]:
    """The subjects that would hold for more than this page: its host, the tree above it."""
    return (subject for subject in subjects_of(link) if subject.startswith("host:"))


def _owners(snapshot: Snapshot, link: Link, on: date) -> Iterator[Organizer]:
    for owner in snapshot.hosts.owners(link, on):
        if owner.proves and (organizer := snapshot.organizer(owner.organizer_id)) is not None:
            yield organizer


def _pieces(lookalike: Lookalike) -> Iterator[Piece]:
    """The host name cut where it differs from the real one.

    >>> from registry.hosts.lookalike.finding import Lookalike, Severity, Technique
    >>> found = Lookalike(Technique.TYPO, Severity.CAUTION, "kemdkbud.go.id", ((3, 5),), "kemdikbud.go.id")
    >>> [(it.text, it.differs) for it in _pieces(found)]
    [('kem', False), ('dk', True), ('bud.go.id', False)]
    """
    at = 0
    for start, end in sorted(lookalike.spans):
        if start > at:
            yield Piece(lookalike.shown[at:start], False)
        if end > max(start, at):
            yield Piece(lookalike.shown[max(start, at) : end], True)
        at = max(at, end)
    if at < len(lookalike.shown):
        yield Piece(lookalike.shown[at:], False)
