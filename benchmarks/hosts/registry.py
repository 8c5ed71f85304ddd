"""Registries to measure with: the embedded one, and one with as many school hosts as asked."""

from __future__ import annotations

import random
from collections.abc import Iterator

from registry.data.seed_reader import load_seed
from registry.hosts.lookalike.vocabulary import place_name
from registry.organizer import Host, Kind, Organizer
from registry.region import gazetteer

_TYPES = ("sdn", "smpn", "sman", "smkn", "mtsn", "man", "min", "smas", "smks", "smpit")


def seed_organizers() -> Iterator[Organizer]:
    """The embedded registry."""
    for said in load_seed():
        yield Organizer(
            id=said.organizer_id or said.key,
            kind=said.kind,
            name=said.name,
            region=said.region,
            hosts=said.hosts,
            parent=said.parent,
        )


def schools(count: int, seed: str = "schools") -> Iterator[Organizer]:
    """Schools with made-up hosts of the real shape, type and number and district:
    ``smpn3-cileunyi.sch.id``."""
    rnd = random.Random(seed)
    places = sorted({place_name(region) for region in gazetteer() if region.level == "district"})
    seen: set[str] = set()
    while len(seen) < count:
        host = f"{rnd.choice(_TYPES)}{rnd.randint(1, 30)}{rnd.choice(('', '-'))}{rnd.choice(places)}.sch.id"
        if host not in seen:
            seen.add(host)
            yield Organizer(id=f"school-{len(seen)}", kind=Kind.SCHOOL, name=host, hosts=(Host(host),))


def registry(hosts: int) -> Iterator[Organizer]:
    """The embedded registry and schools until there are about ``hosts`` official hosts."""
    known = list(seed_organizers())
    yield from known
    yield from schools(max(0, hosts - sum(len(organizer.hosts) for organizer in known)))
