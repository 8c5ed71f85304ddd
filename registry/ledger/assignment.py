"""Which organizer a statement is about: explicit id, school number, known entry, number, name, new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.ledger.identity import (
    Canonical,
    bare_number,
    derived_id,
    has_national_number,
    is_npsn,
    is_organizer_id,
    name_key,
    plain_canonical,
    registration_number,
)
from registry.ledger.models import Identity, OrganizerEntry
from registry.ledger.sighting import Sighting
from registry.organizer import Kind
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """The identity keys of one statement. ``names`` are two when naming knows more than plain spelling.

    ``national``: the number alone says who it is; any other number only tells bodies of one name apart.
    """

    number: str | None
    national: bool
    names: tuple[bytes, ...]


@dataclass(slots=True)
class Assigner:
    """Assigns the statements of one batch, in order; what it learns from one it knows for the next.

    ``owners``: organizers by name key; ``by_number``: organizers by kind and number; ``numbers``: the number
    of every organizer met so far.
    """

    canonical: Canonical
    owners: dict[bytes, set[str]] = field(default_factory=dict)
    by_number: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    numbers: dict[str, str | None] = field(default_factory=dict)
    new_organizers: dict[str, Kind] = field(default_factory=dict)
    new_identities: set[tuple[bytes, str]] = field(default_factory=set)

    def keys(self, sighting: Sighting) -> Keys:
        """The keys by which this statement's organizer may be known."""
        spellings = dict.fromkeys((self.canonical(sighting.name), plain_canonical(sighting.name)))
        names = tuple(name_key(sighting, spelling) for spelling in spellings)
        return Keys(registration_number(sighting), has_national_number(sighting), names)

    def load(self, session: Session, keys: Sequence[Keys]) -> None:
        """Reads what the ledger knows about these keys; one batch at a time."""
        organizer = OrganizerEntry
        names = list({name for k in keys for name in k.names})
        for key, organizer_id, number in session.execute(
            select(Identity.key, organizer.id, organizer.registration)
            .join(organizer, organizer.id == Identity.organizer_id)
            .where(Identity.key.in_(names))
        ):
            self.owners.setdefault(key, set()).add(organizer_id)
            self.numbers[organizer_id] = number
        numbers = list({k.number for k in keys if k.national})
        for organizer_id, kind, number in session.execute(
            select(organizer.id, organizer.kind, organizer.registration).where(
                organizer.registration.in_(numbers)
            )
        ):
            if number is not None:
                self.by_number.setdefault((kind, number), set()).add(organizer_id)
            self.numbers[organizer_id] = number

    def assign(self, sighting: Sighting, keys: Keys, entry_owner: str | None) -> str:
        """The organizer this statement is about. ``entry_owner``: whom the source's entry was about before.

        Raises:
            ValueError: the statement names an id that is not fit for one.
        """
        organizer_id = self._explicit(sighting) or self._school(sighting, keys) or entry_owner
        organizer_id = organizer_id or self._known(sighting, keys) or derived_id(sighting)
        self._learn(organizer_id, sighting, keys)
        return organizer_id

    @staticmethod
    def _explicit(sighting: Sighting) -> str | None:
        given = sighting.organizer_id
        if given is not None and not is_organizer_id(given):
            raise ValueError(f"not fit as an organizer's id: {given!r} (words of a-z, 0-9 joined by -)")
        return given

    def _school(self, sighting: Sighting, keys: Keys) -> str | None:
        if sighting.kind is not Kind.SCHOOL or not is_npsn(sighting.registration or ""):
            return None
        # The number may already belong to an entry with an id of its own (a desk's, the seed's).
        return self._by_number(sighting, keys) or derived_id(sighting)

    def _known(self, sighting: Sighting, keys: Keys) -> str | None:
        if owner := self._by_number(sighting, keys):
            return owner
        named = [self.owners.get(name, set()) for name in keys.names]
        if keys.number is not None and len(same := self._numbered(named, keys.number)) == 1:
            return same.pop()
        for owners in named:
            # Two organizers of one name: the statement does not say which, so it stays apart.
            if len(owners) == 1 and self._no_other_number(owner := next(iter(owners)), keys.number):
                return owner
        return None

    def _numbered(self, named: Sequence[set[str]], number: str) -> set[str]:
        """Those of one name who have this number. Older ledgers keep it without its punctuation."""
        numbers = {owner: self.numbers.get(owner) for owners in named for owner in owners}
        exactly = {owner for owner, known in numbers.items() if known == number}
        return exactly or {owner for owner, known in numbers.items() if known == bare_number(number)}

    def _by_number(self, sighting: Sighting, keys: Keys) -> str | None:
        if not keys.national or keys.number is None:
            return None
        owners = self.by_number.get((sighting.kind.value, keys.number), set())
        return next(iter(owners)) if len(owners) == 1 else None

    def _no_other_number(self, organizer_id: str, number: str | None) -> bool:
        known = self.numbers.get(organizer_id)
        # Of one name in one region: there a number written with other signs is the same.
        return known is None or number is None or bare_number(known) == bare_number(number)

    def _learn(self, organizer_id: str, sighting: Sighting, keys: Keys) -> None:
        known = organizer_id in self.numbers
        if not known or (self.numbers[organizer_id] is None and keys.number is not None):
            self.new_organizers[organizer_id] = sighting.kind
            self.numbers[organizer_id] = keys.number
            if keys.number is not None:
                self.by_number.setdefault((sighting.kind.value, keys.number), set()).add(organizer_id)
        for name in keys.names:
            if organizer_id not in self.owners.setdefault(name, set()):
                self.owners[name].add(organizer_id)
                self.new_identities.add((name, organizer_id))

    def organizer_rows(self, today: date) -> list[dict[str, Any]]:
        """The organizers that this batch brought into being, or gave a number."""
        return [
            {
                "id": organizer_id,
                "kind": kind.value,
                "registration": self.numbers[organizer_id],
                "created": today,
            }
            for organizer_id, kind in self.new_organizers.items()
        ]
