"""The organizer classes said to be recognized in 2024: secondary sources, always shown as "menurut ..."."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from registry.organizer import Kind
from registry.rules.notes import Note
from registry.rules.store import read_table, rules
from registry.values import dataclass


@dataclass(frozen=True, slots=True)
class OrganizerClass:
    """One class, who says so, and what to ask the organizer."""

    code: str
    kinds: tuple[str, ...]
    name_id: str
    name_en: str
    according_to_id: str
    according_to_en: str
    ask_id: str
    ask_en: str


@lru_cache(maxsize=1)
def organizer_classes() -> tuple[OrganizerClass, ...]:
    """All classes, in the order of the file."""
    return tuple(
        OrganizerClass(**{**entry, "kinds": tuple(entry["kinds"])})
        for entry in read_table("organizer_classes")["class"]
    )


def organizer_note(kind: Kind | None, day: date, named: bool = True) -> Note:
    """What secondary sources say of such an organizer for the period of ``day``; never a verdict.

    ``kind``: what it is, or says it is; ``named``: somebody is said to organize at all.
    """
    if not rules()["R-10"].holds(day):
        return Note("organizer_since_2025")
    found = next((c for c in organizer_classes() if kind is not None and kind.value in c.kinds), None)
    if found is None:
        return Note("organizer_no_class" if named else "organizer_not_named", ("R-10",))
    said = {"according_to": found.according_to_id, "name": found.name_id, "ask": found.ask_id}
    english = {"according_to": found.according_to_en, "name": found.name_en, "ask": found.ask_en}
    return Note("organizer_according_to", ("R-10",), said, english)
