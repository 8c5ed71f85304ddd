"""Recording sightings: in batches, each one transaction; a repeated claim only ages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from registry.ledger.assignment import Assigner
from registry.ledger.batches import batches
from registry.ledger.engine import Transactions
from registry.ledger.facts import content_hash, fact_columns, original_columns
from registry.ledger.identity import Canonical
from registry.ledger.models import Identity, OrganizerEntry, Run, SightingEntry
from registry.ledger.runs import RunOutcome, RunRecord, open_row
from registry.ledger.sighting import Sighting
from registry.ledger.upsert import insert_rows


class Fate(StrEnum):
    """What becomes of a sighting when it is recorded."""

    NEW = "new"  # the source had no such entry
    CHANGED = "changed"  # the entry was there with other facts; both are kept
    SAME = "same"  # the entry was there with the same facts; it is only seen again
    CONFLICT = "conflict"  # the same run already said something else about this entry; not recorded


@dataclass(slots=True)
class Recorded:
    """How many sightings met which fate, and those that contradicted their own run."""

    fates: Counter[Fate] = field(default_factory=Counter)
    conflicts: list[Sighting] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.fates.total()


@dataclass(slots=True)
class _Planned:
    sighting: Sighting
    facts: dict[str, Any]
    hash: bytes
    fate: Fate = Fate.NEW
    row_id: int | None = None  # of the row that says the same already
    entry_owner: str | None = None


class Sightings:
    """Writes what sources say."""

    def __init__(self, transactions: Transactions, canonical: Canonical) -> None:
        self._transactions = transactions
        self._canonical = canonical

    def record(
        self,
        run: RunRecord,
        sightings: Iterable[Sighting],
        on_batch: Callable[[list[tuple[Sighting, Fate]]], None] | None = None,
    ) -> Recorded:
        """Records the statements of a run; memory does not grow with their number.

        Each batch is committed on its own: after an interruption the same statements can simply be recorded
        again. A statement that contradicts an earlier one of the same run about the same entry is not
        recorded; it is counted and handed back. ``on_batch`` hears each committed batch.

        Raises:
            ValueError: a statement without key or name, with a malformed region or organizer id.
            LedgerError: full disk, locked database, lost connection; or the run was closed in the meantime.
        """
        recorded = Recorded()
        for batch in batches(sightings):
            with self._transactions.writing() as session:
                open_row(session, run, shared=True)
                planned = _plan(session, run.source_id, run.id, batch)
                self._write(session, run, planned)
            fates = [(p.sighting, p.fate) for p in planned]
            recorded.fates.update(fate for _, fate in fates)
            recorded.conflicts.extend(sighting for sighting, fate in fates if fate is Fate.CONFLICT)
            if on_batch is not None:
                on_batch(fates)
        return recorded

    def preview(self, source_id: int | None, batch: Sequence[Sighting]) -> list[tuple[Sighting, Fate]]:
        """What these statements would be beside those of the source that count; writes nothing.

        What only a refused reading said is in the ledger, but changes nothing: beside it they would be new.
        """
        with self._transactions.reading() as session:
            good = select(Run.id).where(Run.source_id == source_id, Run.outcome == RunOutcome.GOOD)
            counted = frozenset(session.scalars(good))
            return [(p.sighting, p.fate) for p in _plan(session, source_id or 0, 0, list(batch), counted)]

    def _write(self, session: Session, run: RunRecord, planned: list[_Planned]) -> None:
        fresh = [p for p in planned if p.fate in (Fate.NEW, Fate.CHANGED)]
        if fresh:
            self._insert(session, run, fresh)
        again: defaultdict[date, list[int]] = defaultdict(list)
        for p in planned:
            if p.fate is Fate.SAME and p.row_id is not None:
                again[p.sighting.seen_on].append(p.row_id)
        for seen_on, row_ids in again.items():
            _age(session, run, seen_on, row_ids)

    def _insert(self, session: Session, run: RunRecord, fresh: list[_Planned]) -> None:
        assigner = Assigner(self._canonical)
        keys = [assigner.keys(p.sighting) for p in fresh]
        assigner.load(session, keys)
        rows = [
            {
                **p.facts,
                **original_columns(p.sighting),
                "source_id": run.source_id,
                "content_hash": p.hash,
                "organizer_id": assigner.assign(p.sighting, k, p.entry_owner),
                "first_seen": p.sighting.seen_on,
                "last_seen": p.sighting.seen_on,
                "last_run": run.id,
            }
            for p, k in zip(fresh, keys, strict=True)
        ]
        insert_rows(session, OrganizerEntry, assigner.organizer_rows(datetime.now(UTC).date()), _keep_number)
        identities = [{"key": key, "organizer_id": owner} for key, owner in sorted(assigner.new_identities)]
        insert_rows(session, Identity, identities)
        insert_rows(session, SightingEntry, rows)


def _keep_number(insert: Any) -> Any:
    number = func.coalesce(OrganizerEntry.registration, insert.excluded.registration)
    return insert.on_conflict_do_update(index_elements=["id"], set_={"registration": number})


def _plan(
    session: Session,
    source_id: int,
    run_id: int,
    batch: list[Sighting],
    counted: frozenset[int] | None = None,
) -> list[_Planned]:
    """The fate of each statement; with ``counted`` only beside what these runs said."""
    planned = []
    for sighting in batch:
        facts = fact_columns(sighting)
        planned.append(_Planned(sighting, facts, content_hash(facts, sighting.organizer_id)))
    rows = session.execute(
        select(
            SightingEntry.id,
            SightingEntry.key,
            SightingEntry.content_hash,
            SightingEntry.organizer_id,
            SightingEntry.last_run,
            SightingEntry.prior_run,
        )
        .where(
            SightingEntry.source_id == source_id,
            SightingEntry.key.in_(list({p.facts["key"] for p in planned})),
        )
        .order_by(SightingEntry.id)
    )
    known: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if counted is None or row.last_run in counted or row.prior_run in counted:
            known[row.key].append(row)
    this_run: dict[str, bytes] = {
        key: row.content_hash for key, entries in known.items() for row in entries if row.last_run == run_id
    }
    for p in planned:
        key = p.facts["key"]
        entries = known.get(key, ())
        p.entry_owner = entries[-1].organizer_id if entries else None
        p.row_id = next((row.id for row in entries if row.content_hash == p.hash), None)
        said = this_run.setdefault(key, p.hash)
        if said != p.hash:
            p.fate = Fate.CONFLICT
        elif p.row_id is not None:
            p.fate = Fate.SAME
        elif entries:
            p.fate = Fate.CHANGED
    return _without_repeats(planned)


def _without_repeats(planned: list[_Planned]) -> list[_Planned]:
    """A new entry that is repeated word for word within its batch is the same the second time."""
    seen: set[str] = set()
    for p in planned:
        if p.fate in (Fate.NEW, Fate.CHANGED):
            if p.facts["key"] in seen:
                p.fate = Fate.SAME
            seen.add(p.facts["key"])
    return planned


def _age(session: Session, run: RunRecord, seen_on: date, row_ids: list[int]) -> None:
    """These claims were repeated. What the last good run said stays beside it: this run may turn out bad."""
    bad = list(
        session.scalars(select(Run.id).where(Run.source_id == run.source_id, Run.outcome != RunOutcome.GOOD))
    )
    row = SightingEntry
    counted = row.last_run.not_in([*bad, run.id])
    in_this_run = row.last_run == run.id
    # A date from a run that does not count must not outlive it.
    trusted = case((in_this_run, row.last_seen), (row.last_run.in_(bad), row.prior_seen), else_=row.last_seen)
    session.execute(
        update(row)
        .where(row.id.in_(row_ids))
        .values(
            prior_run=case((counted, row.last_run), else_=row.prior_run),
            prior_seen=case((counted, row.last_seen), else_=row.prior_seen),
            last_seen=case((trusted > seen_on, trusted), else_=seen_on),
            last_run=run.id,
        )
        .execution_options(synchronize_session=False)
    )
