"""Finding an organizer by what a person types: by the matcher, then by full text."""

from __future__ import annotations

from registry.organizer import Organizer
from registry.snapshot.snapshot import Snapshot


def search(snapshot: Snapshot, text: str, limit: int = 20) -> list[Organizer]:
    """What the text names as a whole ("Disdik Kab Bdg") first, then names with these words."""
    match = snapshot.matcher.match(text)
    meant = [snapshot.organizer(it.organizer_id) for it in match.candidates]
    found = {it.id: it for it in meant if it is not None}
    for organizer in snapshot.search(text, limit):
        found.setdefault(organizer.id, organizer)
    return list(found.values())[:limit]
