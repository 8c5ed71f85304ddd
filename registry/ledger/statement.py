"""Reading back what counts: the current statement of every source about every organizer, in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, case, exists, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from registry.ledger.editing.models import JudgementEntry
from registry.ledger.facts import read_aliases, read_correction, read_hosts
from registry.ledger.models import OrganizerEntry, Run, SightingEntry, Source
from registry.ledger.runs import RunOutcome
from registry.ledger.sighting import Correction
from registry.ledger.sources import Trust
from registry.organizer import Alias, Host, Kind, Status
from registry.values import dataclass

_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says now about one organizer (its latest good run that named the entry).

    ``missed``: how many complete good runs of the source have not named the entry since; ``ended``: so many
    that the source is taken to have dropped it. ``number`` grows with the time of recording.
    ``merged_from``: the organizers it was about until they became part of another one, the first one first.
    """

    organizer_id: str
    source: str
    trust: int
    key: str
    number: int
    seen_on: date
    run: int
    missed: int
    ended: bool
    kind: Kind
    name: str
    region: str | None
    registration: str | None
    website: str | None
    status: Status
    parent: str | None
    aliases: tuple[Alias, ...]
    hosts: tuple[Host, ...]
    url: str | None
    citation: str | None
    correction: Correction | None = None
    merged_from: tuple[str, ...] = ()

    @property
    def gave_way(self) -> bool:
        """A correction of an organizer that has become part of this one."""
        return self.correction is not None and bool(self.merged_from)


@dataclass(frozen=True, slots=True)
class _SourceState:
    name: str
    trust: int
    ends_after: int
    complete_runs: tuple[int, ...]  # good and complete, ascending


def statements(session: Session) -> Iterator[tuple[str, list[Statement]]]:
    """Every organizer's id with its current statements, by id; merged organizers under the one they became.

    Streams: memory does not grow with the ledger. Only good runs count.
    """
    sources = _sources(session)
    chains = _chains(session)
    moved: dict[str, list[Statement]] = {}
    if chains:
        for row in session.execute(_current().where(SightingEntry.organizer_id.in_(list(chains)))):
            *merged, target = chains[row.organizer_id]
            statement = _statement(row, sources, target, tuple(merged))
            moved.setdefault(statement.organizer_id, []).append(statement)
    rows = session.execute(
        _current().order_by(SightingEntry.organizer_id, SightingEntry.id),
        execution_options={"yield_per": _AT_A_TIME},
    )
    for organizer_id, group in groupby(rows, key=attrgetter("organizer_id")):
        if organizer_id not in chains:
            own = [_statement(row, sources, organizer_id) for row in group]
            yield organizer_id, own + moved.pop(organizer_id, [])
    yield from sorted(moved.items())


def statements_about(session: Session, organizer_id: str) -> list[Statement]:
    """The current statements about one organizer and about those merged into it, by time of recording."""
    about = _became(session, organizer_id)
    rows = session.execute(
        _current().where(SightingEntry.organizer_id.in_(list(about))).order_by(SightingEntry.id)
    ).all()
    sources = _sources(session, {row.source_id for row in rows})
    return [_statement(row, sources, organizer_id, about[row.organizer_id]) for row in rows]


def _became(session: Session, organizer_id: str) -> dict[str, tuple[str, ...]]:
    """This organizer and those that became it, over any number of steps, each with the way it took."""
    found, level = {organizer_id: tuple[str, ...]()}, {organizer_id}
    while level:
        older = select(OrganizerEntry.id, OrganizerEntry.redirect_to).where(
            OrganizerEntry.redirect_to.in_(level)
        )
        ways = {row.id: (row.id, *found[row.redirect_to]) for row in session.execute(older)}
        level = ways.keys() - found
        found |= {id_: ways[id_] for id_ in level}
    return found


def redirects(session: Session) -> dict[str, str]:
    """Old organizer ids and what they became, chains followed."""
    return {start: chain[-1] for start, chain in _chains(session).items()}


def count_organizers(session: Session) -> int:
    """How many organizers the ledger has ever heard of: an upper bound of what :func:`statements` yields."""
    return session.scalar(select(func.count()).select_from(OrganizerEntry)) or 0


def _effective(row: Any) -> tuple[Any, Any]:
    """(run, day) that count for a row: the last ones, or the prior ones when the last run does not count.

    Within one source the later run is what it says now, whatever the days say: a correction may carry an
    older day.
    """
    bad = select(Run.id).where(Run.outcome != RunOutcome.GOOD)
    is_bad = row.last_run.in_(bad)
    run = case((is_bad, case((row.prior_run.in_(bad), None), else_=row.prior_run)), else_=row.last_run)
    return run, case((is_bad, row.prior_seen), else_=row.last_seen)


def _current() -> Select[*tuple[Any, ...]]:
    newer = aliased(SightingEntry)
    refused = select(JudgementEntry.sighting_id).where(~JudgementEntry.accepted)
    run, seen_on = _effective(SightingEntry)
    newer_run, _ = _effective(newer)
    s = SightingEntry
    return select(
        s.id, s.organizer_id, s.source_id, s.key, s.kind, s.name, s.region, s.registration, s.website,
        s.status, s.parent, s.aliases, s.hosts, s.correction, s.url, s.citation, run.label("run"),
        seen_on.label("seen_on"),
    ).where(
        run.is_not(None),
        s.id.not_in(refused),
        ~exists().where(
            newer.source_id == s.source_id,
            newer.key == s.key,
            newer.id != s.id,
            newer_run.is_not(None),
            newer.id.not_in(refused),
            tuple_(newer_run, newer.id) > tuple_(run, s.id),
        ),
    )  # fmt: skip


def _sources(session: Session, only: set[int] | None = None) -> dict[int, _SourceState]:
    complete: dict[int, list[int]] = {}
    runs = select(Run.id, Run.source_id).where(Run.complete, Run.outcome == RunOutcome.GOOD).order_by(Run.id)
    known = select(Source)
    if only is not None:
        # People are no list that is ever read as a whole, and each of their edits is a run.
        lists = select(Source.id).where(Source.id.in_(only), Source.trust < Trust.DESK)
        runs, known = runs.where(Run.source_id.in_(lists)), known.where(Source.id.in_(only))
    for run_id, source_id in session.execute(runs):
        complete.setdefault(source_id, []).append(run_id)
    return {
        s.id: _SourceState(s.name, s.trust, s.ends_after, tuple(complete.get(s.id, ())))
        for s in session.scalars(known)
    }


def _chains(session: Session) -> dict[str, list[str]]:
    """From every merged organizer to what it became, with all steps between."""
    direct: dict[str, str] = {
        row.id: row.redirect_to
        for row in session.execute(
            select(OrganizerEntry.id, OrganizerEntry.redirect_to).where(
                OrganizerEntry.redirect_to.is_not(None)
            )
        )
    }
    found = {}
    for start, target in direct.items():
        chain = [start, target]
        while chain[-1] in direct and chain[-1] not in chain[:-1]:
            chain.append(direct[chain[-1]])
        found[start] = chain
    return found


def _statement(
    row: Row[Any], sources: dict[int, _SourceState], organizer_id: str, merged_from: tuple[str, ...] = ()
) -> Statement:
    source = sources[row.source_id]
    missed = len(source.complete_runs) - bisect_right(source.complete_runs, row.run)
    return Statement(
        organizer_id=organizer_id,
        source=source.name,
        trust=source.trust,
        key=row.key,
        number=row.id,
        seen_on=row.seen_on,
        run=row.run,
        missed=missed,
        ended=missed >= source.ends_after,
        kind=Kind(row.kind),
        name=row.name,
        region=row.region,
        registration=row.registration,
        website=row.website,
        status=Status(row.status),
        parent=row.parent,
        aliases=read_aliases(row.aliases),
        hosts=read_hosts(row.hosts),
        url=row.url,
        citation=row.citation,
        correction=read_correction(row.correction),
        merged_from=merged_from,
    )
