"""Who is named: from mentions to organizers, ambiguous names and strangers."""

from __future__ import annotations

from collections.abc import Iterable

from registry.matching.answer import Outcome
from registry.organizer import Kind
from registry.reading.facts import Quote
from registry.reading.mention import Mention, Role
from registry.values import dataclass
from service.checking.coverage import kind_of
from service.checking.findings import AmbiguousName, Relation, Tie
from service.checking.published import Published

LEADS = frozenset({Role.ORGANIZER, Role.HOST})
_RANK = (Role.ORGANIZER, Role.HOST, Role.PARTNER, Role.SPEAKER_AFFILIATION, Role.MENTIONED)
_MOST = 8
"""Organizers shown; a news text may name dozens."""


@dataclass(frozen=True, slots=True)
class Names:
    """Recognized organizers as ties, leading ones first; names that may mean several; names nobody knows.

    ``stranger``: where the first unknown name stands. ``claimed_kinds``: what the unknown ones say they are.
    """

    ties: tuple[Tie, ...] = ()
    ambiguous: tuple[AmbiguousName, ...] = ()
    strangers: tuple[str, ...] = ()
    stranger: Quote | None = None
    claimed_kinds: tuple[Kind, ...] = ()


def read_names(mentions: Iterable[Mention], snapshot: Published, invites: bool) -> Names:
    """Each organizer once, by its strongest mention. Only who leads may be a stranger or ambiguous.

    ``invites``: the page speaks for itself. Whoever a warning or a question names organizes nothing.
    """
    ties: dict[str, Tie] = {}
    ambiguous: dict[str, AmbiguousName] = {}
    strangers: list[Mention] = []
    for mention in sorted(mentions, key=lambda it: (_RANK.index(it.role), -it.match.score)):
        match, leads = mention.match, invites and mention.role in LEADS
        if match.outcome is Outcome.MATCH and match.organizer_id is not None:
            organizer = snapshot.organizer(match.organizer_id)
            if organizer is not None and organizer.id not in ties:
                ties[organizer.id] = Tie(
                    organizer,
                    Relation.MENTION,
                    match.score,
                    mention.quote,
                    leads=leads,
                    partner=mention.role is Role.PARTNER,
                    old_name=match.old_name,
                )
        elif match.outcome is Outcome.AMBIGUOUS and leads:
            found = [snapshot.organizer(candidate.organizer_id) for candidate in match.candidates[:5]]
            candidates = tuple(it for it in found if it is not None)
            if len(candidates) > 1:
                ambiguous.setdefault(mention.quote.casefold(), AmbiguousName(mention.quote, candidates))
            else:
                strangers.append(mention)  # close to somebody, not close enough
        elif match.outcome is Outcome.NONE and leads:
            strangers.append(mention)
    first = strangers[0] if strangers else None
    kinds = (kind_of(it.quote) for it in strangers)
    return Names(
        tuple(ties.values())[:_MOST],
        tuple(ambiguous.values())[:_MOST],
        tuple(dict.fromkeys(it.quote for it in strangers)),
        Quote(first.quote, first.where, first.start, first.end) if first else None,
        tuple({kind for kind in kinds if kind is not None}),
    )
