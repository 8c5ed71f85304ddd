"""Which organizer a statement is about: explicit id, school number, known entry, number, name, new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.ledger.identity import (
    Canonical,
    derived_id,
    is_npsn,
    is_organizer_id,
    name_key,
    plain_canonical,
    registration_key,
)
from registry.ledger.models import Identity, OrganizerEntry
from registry.ledger.sighting import Sighting
from registry.organizer import Kind


@dataclass(frozen=True, slots=True)
class Keys:
    """The identity keys of one statement. ``names`` are two when naming knows more than plain spelling."""

    registration: bytes | None
    names: tuple[bytes, ...]


@dataclass(slots=True)
class Assigner:
    """Assigns the statements of one batch, in order; what it learns from one it knows for the next."""

    canonical: Canonical
    owners: dict[bytes, set[str]] = field(default_factory=dict)
    registrations: dict[str, str | None] = field(default_factory=dict)
    new_organizers: dict[str, Sighting] = field(default_factory=dict)
    new_identities: set[tuple[bytes, str]] = field(default_factory=set)

    def keys(self, sighting: Sighting) -> Keys:
        """The keys by which this statement's organizer may be known."""
        plain = name_key(sighting, plain_canonical)
        canonical = plain if self.canonical is plain_canonical else name_key(sighting, self.canonical)
        names = (canonical,) if canonical == plain else (canonical, plain)
        return Keys(registration_key(sighting), names)

    def load(self, session: Session, keys: Sequence[Keys]) -> None:
        """Reads what the ledger knows about these keys; one batch at a time."""
        wanted = list({key for k in keys for key in (k.registration, *k.names) if key is not None})
        rows = session.execute(
            select(Identity.key, OrganizerEntry.id, OrganizerEntry.registration)
            .join(OrganizerEntry, OrganizerEntry.id == Identity.organizer_id)
            .where(Identity.key.in_(wanted))
        )
        for key, organizer_id, registration in rows:
            self.owners.setdefault(key, set()).add(organizer_id)
            self.registrations[organizer_id] = registration

    def assign(self, sighting: Sighting, keys: Keys, entry_owner: str | None) -> str:
        """The organizer this statement is about. ``entry_owner``: whom the source's entry was about before.

        Raises:
            ValueError: the statement names an id that is not fit for one.
        """
        organizer_id = (
            self._explicit(sighting) or entry_owner or self._known(sighting, keys) or derived_id(sighting)
        )
        self._learn(organizer_id, sighting, keys)
        return organizer_id

    def _explicit(self, sighting: Sighting) -> str | None:
        if sighting.organizer_id is not None:
            if not is_organizer_id(sighting.organizer_id):
                raise ValueError(
                    f"not fit as an organizer's id: {sighting.organizer_id!r} (words of a-z, 0-9 joined by -)"
                )
            return sighting.organizer_id
        if sighting.kind is Kind.SCHOOL and sighting.registration and is_npsn(sighting.registration):
            # The number may already belong to an entry with an id of its own (a desk's, the seed's).
            return self._single(registration_key(sighting)) or derived_id(sighting)
        return None

    def _known(self, sighting: Sighting, keys: Keys) -> str | None:
        if keys.registration is not None and (owner := self._single(keys.registration)):
            return owner
        for key in keys.names:
            # Two organizers of one name: the statement does not say which, so it stays apart.
            if (owner := self._single(key)) and self._same_number(owner, sighting.registration):
                return owner
        return None

    def _single(self, key: bytes | None) -> str | None:
        owners = self.owners.get(key, ()) if key is not None else ()
        return next(iter(owners)) if len(owners) == 1 else None

    def _same_number(self, organizer_id: str, registration: str | None) -> bool:
        known = self.registrations.get(organizer_id)
        return known is None or registration is None or known == registration

    def _learn(self, organizer_id: str, sighting: Sighting, keys: Keys) -> None:
        if self.registrations.get(organizer_id, "") in ("", None):
            number_is_new = organizer_id in self.registrations and sighting.registration is not None
            if number_is_new or organizer_id not in self.registrations:
                self.new_organizers[organizer_id] = sighting
            self.registrations[organizer_id] = sighting.registration
        for key in (keys.registration, *keys.names):
            if key is not None and organizer_id not in self.owners.setdefault(key, set()):
                self.owners[key].add(organizer_id)
                self.new_identities.add((key, organizer_id))

    def organizer_rows(self, today: Any) -> list[dict[str, Any]]:
        """The organizers that this batch brought into being, or gave a number."""
        return [
            {"id": organizer_id, "kind": s.kind.value, "registration": s.registration, "created": today}
            for organizer_id, s in self.new_organizers.items()
        ]
