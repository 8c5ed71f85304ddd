"""The embedded registry as a matcher, for commands that are tried before anything is published."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from registry.data.seed_reader import load_seed
from registry.matching.index import build_index
from registry.matching.matcher import Matcher
from registry.organizer import Organizer
from registry.region import gazetteer


def embedded_names() -> tuple[Matcher, Mapping[str, Organizer]]:
    """A matcher of the embedded registry and its organizers by id. The index lives in a temporary folder
    until the process ends; reading and building take about half a second of CPU.
    """
    organizers = {}
    for said in load_seed():
        region = gazetteer().get(said.region) if said.region else None
        one = Organizer(
            id=said.organizer_id or said.key,
            kind=said.kind,
            name=said.name,
            region=said.region,
            region_name=region.name if region else None,
            aliases=said.aliases,
            registration=said.registration,
        )
        organizers[one.id] = one
    held = tempfile.TemporaryDirectory(prefix="cekdiklat-names-", ignore_cleanup_errors=True)
    build_index(organizers.values(), Path(held.name))
    matcher = Matcher.open(Path(held.name))
    held.cleanup()  # the arrays stay mapped; nothing is left behind when the process ends
    return matcher, organizers
