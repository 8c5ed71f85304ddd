"""What ties the judged link to an organizer: its host, or an announcement on an organizer's host."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from registry.hosts.link import Link, UnreadableLinkError
from registry.hosts.ownership import Ownership
from registry.hosts.reader import read_link
from registry.organizer import Organizer, Vouch
from registry.values import dataclass
from service.checking.findings import Holding, LinkFacts, Relation, Tie
from service.checking.published import Published, Resolution


@dataclass(frozen=True, slots=True)
class LinkTies:
    """Who stands behind a link; ``expired``: whose announcement no longer counts."""

    ties: tuple[Tie, ...] = ()
    expired: tuple[tuple[Organizer, Vouch], ...] = ()

    @property
    def organizer_ids(self) -> frozenset[str]:
        return frozenset(tie.organizer.id for tie in self.ties)


def judged_link(given: Link | None, links: Iterable[Link], snapshot: Published, on: date) -> LinkFacts | None:
    """The link that is judged: the page's own address, else the least proven of those to sign up through.

    A message may carry an official address as a decoration beside the form it wants filled in.
    """
    if given is not None:
        return follow(given, snapshot)
    followed = [follow(link, snapshot) for link in links]
    return next(
        (it for it in followed if not link_ties(it, snapshot, on).ties), followed[0] if followed else None
    )


def follow(link: Link, snapshot: Published) -> LinkFacts:
    """Where a short link leads, by what was found when it was opened; never guessed."""
    if not link.needs_resolving:
        return LinkFacts(link, link)
    if (known := snapshot.resolution(link.key)) is None:
        return LinkFacts(link, link, unresolved=True)
    hops = tuple(str(hop["url"]) for hop in known.hops if "url" in hop)
    if known.final_key is None or (final := _end(known)) is None:
        return LinkFacts(link, link, hops, problem=known.outcome)
    return LinkFacts(link, final, hops)


def _end(known: Resolution) -> Link | None:
    """The address at the end whose key was recorded."""
    for hop in reversed(list(known.hops)):
        try:
            link = read_link(str(hop.get("url", "")))
        except UnreadableLinkError:
            continue
        if link.key == known.final_key:
            return link
    return None


def link_ties(judged: LinkFacts | None, snapshot: Published, on: date) -> LinkTies:
    """Owners of the host first, then who announced the link; each organizer once."""
    if judged is None or judged.unresolved:
        return LinkTies()
    ties: dict[str, Tie] = {}
    expired: dict[str, tuple[Organizer, Vouch]] = {}
    for owner in snapshot.hosts.owners(judged.final, on):
        if (organizer := snapshot.organizer(owner.organizer_id)) is not None:
            relation = Relation.HOST if owner.proves else Relation.APP
            ties.setdefault(organizer.id, Tie(organizer, relation, holding=_holding(owner)))
    for key in dict.fromkeys((judged.given.key, judged.final.key)):
        for vouch in snapshot.vouches(key, date.min):
            if (organizer := snapshot.organizer(vouch.organizer_id)) is None:
                continue
            if vouch.expires_on < on:
                expired.setdefault(organizer.id, (organizer, vouch))
            else:
                ties.setdefault(organizer.id, Tie(organizer, Relation.VOUCHED, vouch=vouch))
    return LinkTies(tuple(ties.values()), tuple(it for id_, it in expired.items() if id_ not in ties))


def _holding(owner: Ownership) -> Holding:
    return Holding.HINT if owner.relation == "own" and not owner.proves else Holding(owner.relation)
