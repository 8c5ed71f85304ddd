"""Every published name and alias must find its own entry, or say that several bear it.

``python -m benchmarks.names.retrieval [--size 30000]`` asks the embedded seed registry, and a generated one.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.names.corpus import entries, organizer
from registry.data.seed import load_seed
from registry.matching.answer import Outcome
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.organizer import Organizer
from registry.region import gazetteer


@dataclass(slots=True)
class Outcomes:
    """How many names found their own entry, how many an honest "several", and which neither."""

    names: int = 0
    found: int = 0
    several: int = 0
    lost: list[str] = field(default_factory=list)


def seed_organizers() -> list[Organizer]:
    """The embedded registry as it would be published by itself."""
    return [
        Organizer(
            id=sighting.key,
            kind=sighting.kind,
            name=sighting.name,
            region=sighting.region,
            region_name=_region_name(sighting.region),
            aliases=sighting.aliases,
            hosts=sighting.hosts,
            status=sighting.status,
            parent=sighting.parent,
        )
        for sighting in load_seed()
    ]


def _region_name(code: str | None) -> str | None:
    region = gazetteer().get(code) if code else None
    return region.name if region else None


def run(organizers: Iterable[Organizer]) -> Outcomes:
    """Ask every name twice: alone, where "several" is allowed, and with its region, where it must be found
    unless another organizer of that region bears it too."""
    held = list(organizers)
    bearers: dict[tuple[str, str | None], set[str]] = {}
    for one in held:
        for name in _names(one):
            bearers.setdefault((name.casefold(), one.region), set()).add(one.id)
    outcomes = Outcomes()
    with tempfile.TemporaryDirectory() as folder:
        build_index(held, Path(folder))
        matcher = Matcher.open(Path(folder))
        for one in held:
            for name in _names(one):
                _ask(matcher, one, name, len(bearers[name.casefold(), one.region]) > 1, outcomes)
    return outcomes


def _ask(matcher: Matcher, one: Organizer, name: str, shared: bool, outcomes: Outcomes) -> None:
    outcomes.names += 1
    alone = matcher.match(name)
    if alone.organizer_id == one.id:
        outcomes.found += 1
    elif alone.outcome is Outcome.AMBIGUOUS:
        outcomes.several += 1
    else:
        outcomes.lost.append(f"{name} → {alone.organizer_id or 'none'} (is {one.id})")
        return
    if one.region is None:
        return
    with_region = matcher.match(name, region=one.region)
    if with_region.organizer_id != one.id and not (shared and with_region.outcome is Outcome.AMBIGUOUS):
        got = with_region.organizer_id or with_region.outcome
        outcomes.lost.append(f"{name} in {one.region} → {got} (is {one.id})")


def _names(one: Organizer) -> list[str]:
    return [one.name, *(alias.name for alias in one.aliases)]


def main() -> None:
    """Print the counts and what was lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=30_000, help="of the generated registry")
    options = parser.parse_args()
    runs = {
        "seed": seed_organizers(),
        "generated": [organizer(entry) for entry in entries(options.size)],
    }
    for name, organizers in runs.items():
        outcomes = run(organizers)
        print(
            f"{name}: {outcomes.names:,} names, {outcomes.found:,} found, {outcomes.several:,} several, "
            f"{len(outcomes.lost)} lost"
        )
        for text in outcomes.lost[:20]:
            print(f"  {text}")


if __name__ == "__main__":
    main()
