"""Who else the name may stand for: the matcher's own candidates, which may be the same body twice."""

from __future__ import annotations

from dataclasses import dataclass

from registry.organizer import Organizer
from registry.snapshot import Snapshot

_SHOWN = 5
#: Below this the matcher itself would not think of them as one.
_LIKELY = 0.80


@dataclass(frozen=True, slots=True)
class Similar:
    """Another organizer with the score of the matcher for this one's name."""

    organizer: Organizer
    score: float


def similar(snapshot: Snapshot, organizer: Organizer) -> list[Similar]:
    """Published organizers of the same kind that this one's name could stand for, best first."""
    match = snapshot.matcher.match(organizer.name, organizer.region)
    found = []
    for candidate in match.candidates[: _SHOWN * 2]:
        other = snapshot.organizer(candidate.organizer_id)
        if other is None or other.id == organizer.id or other.kind is not organizer.kind:
            continue
        if candidate.score >= _LIKELY and _same_place(organizer, other):
            found.append(Similar(other, candidate.score))
    return found[:_SHOWN]


def _same_place(one: Organizer, other: Organizer) -> bool:
    """One region holds the other; two that are apart are two bodies, however alike their names."""
    if one.region is None or other.region is None:
        return True
    return one.region.startswith(other.region) or other.region.startswith(one.region)
