"""How many organizers of each kind are published per province, as bars whose lengths are worked out here."""

from __future__ import annotations

from dataclasses import dataclass

from registry.organizer import Kind
from registry.region import gazetteer
from registry.snapshot import Snapshot

WIDTH = 320
"""Of the longest bar, in the drawing's own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One province. ``length`` in the drawing's units; a province with anybody at all shows something."""

    code: str
    name: str
    number: int
    length: float


def bars(snapshot: Snapshot, kind: Kind) -> list[Bar]:
    """All provinces by code, also those without anybody: that is what the page is for."""
    provinces = [region for region in gazetteer() if "." not in region.code]
    numbers = {region.code: snapshot.coverage(kind, region.code) for region in provinces}
    most = max(numbers.values(), default=0) or 1
    return [
        Bar(
            region.code,
            region.name,
            numbers[region.code],
            max(2.0, WIDTH * numbers[region.code] / most) if numbers[region.code] else 0.0,
        )
        for region in sorted(provinces, key=lambda region: region.code)
    ]
