"""What tells the rows of a list apart, and the keys that rows had when a number alone was their key."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from registry.ledger.identity import has_national_number, plain_canonical
from registry.ledger.ledger import Ledger
from registry.ledger.models import SightingEntry, Source
from registry.ledger.sighting import Sighting
from registry.organizer import Kind


def key_of(sighting: Sighting) -> str:
    """A body's own number, else who it is.

    A number that several bodies may have tells homonyms apart, but not whose row it is: one decree appoints
    fifty groups, and every branch prints its association's approval.
    """
    if sighting.organizer_id:
        return sighting.organizer_id
    numbered = _by_number(sighting)
    if numbered and has_national_number(sighting):
        return numbered
    return f"{numbered or sighting.kind.value}:{_who(sighting.name, sighting.region)}"


class EarlierKeys:
    """The entries of a source whose key is any number alone; looked up when the first row asks.

    Such an entry goes on under its key as long as it is about the same body, so that the list still speaks
    once about it, and changes what it said before.
    """

    def __init__(self, ledger: Ledger, source: str) -> None:
        self._ledger = ledger
        self._source = source
        self._known: dict[str, str] | None = None

    def kept(self, sighting: Sighting) -> Sighting:
        """The statement under the key that its entry has in the ledger."""
        numbered = _by_number(sighting)
        if numbered is None or sighting.organizer_id or has_national_number(sighting):
            return sighting
        if self._known is None:
            self._known = self._read()
        same = self._known.get(numbered) == _who(sighting.name, sighting.region)
        return replace(sighting, key=numbered) if same else sighting

    def _read(self) -> dict[str, str]:
        row = SightingEntry
        statement = (
            select(row.key, row.name, row.region)
            .join(Source, Source.id == row.source_id)
            .where(
                Source.name == self._source,
                row.kind != Kind.SCHOOL.value,
                row.key == row.kind + ":" + row.registration,
            )
            .order_by(row.id)
        )
        with self._ledger.reading() as session:
            return {key: _who(name, region) for key, name, region in session.execute(statement)}


def _by_number(sighting: Sighting) -> str | None:
    return f"{sighting.kind.value}:{sighting.registration}" if sighting.registration else None


def _who(name: str, region: str | None) -> str:
    return f"{plain_canonical(name)}:{region or ''}"
