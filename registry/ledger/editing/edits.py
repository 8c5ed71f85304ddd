"""Editing organizers: every change has a name, a reason, a version and an undo, in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from registry.ledger.desk.audit import Audit
from registry.ledger.editing.facts import Facts, as_detail, correcting, differences
from registry.ledger.editing.history import Action, Edit, edit_of, history, made_by_split, to_undo
from registry.ledger.editing.models import EditEntry
from registry.ledger.editing.moving import changed, lock, move_back, move_statements, redirect
from registry.ledger.editing.order import (
    EditConflictError,
    EditRefusedError,
    Order,
    alive,
    checked,
    next_version,
)
from registry.ledger.editing.standing import Standing, standing
from registry.ledger.editing.three_way import three_way
from registry.ledger.engine import Transactions
from registry.ledger.identity import derived_id
from registry.ledger.runs import Runs
from registry.ledger.sighting import Sighting
from registry.ledger.sightings import Sightings
from registry.ledger.sources import SourceInfo, Trust

DESK = SourceInfo("desk", title="CekDiklat's maintainers", trust=Trust.DESK)


class Edits:
    """People's changes of organizers."""

    def __init__(self, transactions: Transactions, runs: Runs, sightings: Sightings, audit: Audit) -> None:
        self._transactions = transactions
        self._runs = runs
        self._sightings = sightings
        self._audit = audit

    def standing(self, organizer_id: str) -> Standing | None:
        """Where an organizer stands now; ``None`` when the ledger never heard of it."""
        with self._transactions.reading() as session:
            return standing(session, organizer_id)

    def history(self, organizer_id: str, limit: int = 50) -> list[Edit]:
        """The newest changes of an organizer first."""
        with self._transactions.reading() as session:
            return history(session, organizer_id, limit)

    def create(self, wanted: Facts, by: str, reason: str) -> str:
        """A new organizer; returns its id.

        Raises:
            EditRefusedError: no reason, or there is such an organizer already.
        """
        return self._create(wanted, by, reason).organizer_id

    def _create(self, wanted: Facts, by: str, reason: str) -> EditEntry:
        plain = Sighting(
            key="new",
            kind=wanted.kind,
            name=wanted.name,
            seen_on=_today(),
            region=wanted.region,
            registration=wanted.registration,
        )
        order = checked(Order(derived_id(plain), 0, by, reason))
        with self._transactions.writing() as session:
            if (there := standing(session, order.organizer_id)) is not None and there.folded is not None:
                raise EditRefusedError(f"there is such an organizer already: {order.organizer_id}")
            run = self._say(correcting(order.organizer_id, wanted, None, _today()))
            version = next_version(session, order, expected=there.version if there else 0)
            return self._keep(session, order, Action.CREATE, version=version, run=run, after=wanted)

    def edit(self, order: Order, wanted: Facts, seen: Facts | None = None) -> bool:
        """Makes the organizer what is wanted; returns whether anything changed.

        ``seen``: the facts that the person changed into what is wanted. What a source has said since then
        stays: only what the person changed is changed.

        Raises:
            EditConflictError: somebody else was faster, or a source says something new about the very facts
                that are changed; nothing is changed.
            EditRefusedError: no reason, no such organizer, or it was merged into another one.
        """
        order = checked(order)
        with self._transactions.writing() as session:
            now = alive(session, order)
            before = now.facts
            if seen is not None and before is not None:
                merged = three_way(seen, wanted, before)
                if merged.clashes:
                    raise EditConflictError(now)
                wanted = merged.facts
            if before is not None and not differences(before, wanted):
                return False
            version = next_version(session, order)
            run = self._say(correcting(order.organizer_id, wanted, now.told, _today()))
            self._keep(session, order, Action.EDIT, version=version, run=run, before=before, after=wanted)
        return True

    def merge(self, order: Order, into: str) -> None:
        """Makes one organizer part of another: its id leads there, its names and hosts go along.

        Raises:
            EditConflictError: somebody else was faster.
            EditRefusedError: no reason, no such organizer, or one of them was merged before.
        """
        order = checked(order)
        with self._transactions.writing() as session:
            lock(session, order.organizer_id, into)
            now = alive(session, order)
            target = standing(session, into)
            if target is None or target.folded is None:
                raise EditRefusedError(f"there is no organizer {into}")
            if target.redirect_to is not None or into == order.organizer_id:
                raise EditRefusedError(f"{into} is not an organizer of its own")
            version = next_version(session, order)
            changed(session, into)
            redirect(session, order.organizer_id, into)
            self._keep(session, order, Action.MERGE, version=version, before=now.facts, moved=[into])

    def split(self, order: Order, numbers: frozenset[int], to: str | Facts) -> str:
        """Gives some of the statements to another organizer, or to a new one; returns its id.

        Raises:
            EditConflictError: somebody else was faster.
            EditRefusedError: nothing is chosen, or everything, or what came by a merge; no reason; no such
                organizer.
        """
        order = checked(order)
        with self._transactions.writing() as session:
            lock(session, order.organizer_id, *([to] if isinstance(to, str) else ()))
            now = alive(session, order)
            chosen = [s for s in now.statements if s.number in numbers and s.correction is None]
            told = [s for s in now.statements if s.correction is None]
            if came := next((s.merged_from[0] for s in chosen if s.merged_from), None):
                raise EditRefusedError(f"this came with {came}: undo that merge, then split {came}")
            if not chosen or len(chosen) == len(told):
                raise EditRefusedError("choose some of the sources' statements, not none and not all")
            version = next_version(session, order)
            made: EditEntry | None = None
            if isinstance(to, Facts):
                made = self._create(to, order.by, order.reason)
                to = made.organizer_id
            if (there := standing(session, to)) is None or there.redirect_to is not None:
                raise EditRefusedError(f"there is no organizer {to}")
            changed(session, to)
            moved = move_statements(session, order.organizer_id, to, chosen)
            self._keep(
                session,
                order,
                Action.SPLIT,
                version=version,
                run=made.run if made else None,
                before=now.facts,
                moved=[to, *moved],
            )
        return to

    def undo(self, order: Order) -> Edit:
        """Takes back the newest change that was not taken back yet; returns it.

        Raises:
            EditConflictError: somebody else was faster.
            EditRefusedError: there is nothing to undo, or no reason.
        """
        order = checked(order)
        with self._transactions.writing() as session:
            row = to_undo(session, order.organizer_id)
            if row is None:
                raise EditRefusedError("nothing was changed by a person here")
            other = row.moved[0] if row.moved else None
            lock(session, order.organizer_id, *([other] if other else ()))
            before = standing(session, order.organizer_id)
            version = next_version(session, order)
            made = made_by_split(session, row)
            if row.run is not None and (made is not None or row.action != Action.SPLIT):
                self._runs.set_aside(row.run, order.by, order.reason)
            if row.action == Action.MERGE:
                redirect(session, order.organizer_id, None)
            if row.action == Action.SPLIT:
                move_back(session, order.organizer_id, row.moved or [])
            if other is not None:
                changed(session, other)
            session.flush()
            after = standing(session, order.organizer_id)
            undone = self._keep(
                session,
                order,
                Action.UNDO,
                version=version,
                before=before.facts if before else None,
                after=after.facts if after else None,
            )
            row.undone_by = undone.id
            if made is not None:
                made.undone_by = undone.id
            return edit_of(row)

    def _say(self, sighting: Sighting) -> int:
        """Records what the desk says as a run of its own, so that it can be taken back alone."""
        run = self._runs.start(DESK)
        self._sightings.record(run, [sighting])
        self._runs.finish(run)
        return run.id

    def _keep(self, session: Session, order: Order, action: Action, **more: Any) -> EditEntry:
        before, after = more.get("before"), more.get("after")
        row = EditEntry(
            organizer_id=order.organizer_id,
            version=more["version"],
            action=action.value,
            at=datetime.now(UTC),
            by=order.by,
            reason=order.reason,
            run=more.get("run"),
            before=before.as_json() if before else None,
            after=after.as_json() if after else None,
            moved=more.get("moved"),
        )
        session.add(row)
        session.flush()
        changes = as_detail(differences(before, after)) if before and after else None
        detail = {"reason": order.reason, "edit": row.id, "changes": changes, "moved": more.get("moved")}
        self._audit.record(
            order.by,
            f"organizer.{action.value}",
            order.organizer_id,
            {key: value for key, value in detail.items() if value is not None},
        )
        return row


def _today() -> date:
    return datetime.now(UTC).date()
