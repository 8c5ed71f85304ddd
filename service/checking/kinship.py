"""Which bodies belong together, by the ``parent`` that the registry holds of each."""

from __future__ import annotations

from collections.abc import Iterator

from registry.organizer import Kind, Organizer
from service.checking.published import Published

_HIGHEST = 4
"""Steps up that are followed: a training centre, its agency, its ministry; a loop in the data ends, too."""


def line_of(organizer: Organizer, snapshot: Published) -> tuple[str, ...]:
    """The ids of a body and of those above it, itself first."""
    return tuple(_upwards(organizer, snapshot))


def _upwards(organizer: Organizer, snapshot: Published) -> Iterator[str]:
    above: Organizer | None = organizer
    for _ in range(_HIGHEST):
        if above is None:
            return
        yield above.id
        above = snapshot.organizer(above.parent) if above.parent else None


def are_of_one_house(one: Organizer, other: Organizer, snapshot: Published) -> bool:
    """Whether one is above the other (PGRI and its branch), or both are bodies of the same ministry.

    Two branches of an association are not: each speaks for its own region.
    """
    first, second = line_of(one, snapshot), line_of(other, snapshot)
    if one.id in second or other.id in first:
        return True
    return one.kind is other.kind is Kind.MINISTRY and first[-1] == second[-1]
