"""Where an organizer stands in the ledger now: what the sources tell, what people made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.ledger.editing.facts import Facts
from registry.ledger.folding import Folded, fold
from registry.ledger.models import OrganizerEntry, SightingEntry
from registry.ledger.statement import Statement, statements_about
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """An organizer as the next snapshot would have it.

    ``folded`` is ``None`` when nothing is said any more. ``told``: what the sources alone tell,
    and those that were merged into it.
    ``originals``: the sources' own values by statement number.
    """

    id: str
    version: int
    redirect_to: str | None
    statements: tuple[Statement, ...]
    folded: Folded | None
    told: Facts | None
    originals: Mapping[int, Mapping[str, Any]]

    @property
    def facts(self) -> Facts | None:
        """The facts as they stand."""
        return None if self.folded is None else Facts.of(self.folded.organizer)


def standing(session: Session, organizer_id: str) -> Standing | None:
    """Where this organizer stands; ``None`` when the ledger never heard of it."""
    entry = session.get(OrganizerEntry, organizer_id, populate_existing=True)
    if entry is None:
        return None
    found = tuple(statements_about(session, organizer_id))
    told = [statement for statement in found if statement.correction is None or statement.gave_way]
    return Standing(
        id=organizer_id,
        version=entry.version,
        redirect_to=entry.redirect_to,
        statements=found,
        folded=fold(organizer_id, found) if found else None,
        told=Facts.of(fold(organizer_id, told).organizer) if told else None,
        originals=_originals(session, [statement.number for statement in found]),
    )


def _originals(session: Session, numbers: list[int]) -> dict[int, Mapping[str, Any]]:
    rows = session.execute(
        select(SightingEntry.id, SightingEntry.original).where(SightingEntry.id.in_(numbers))
    )
    return {row.id: row.original or {} for row in rows}
