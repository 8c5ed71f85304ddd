"""One host index of the real embedded registry for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.data.seed_reader import load_seed
from registry.hosts.index import HostIndex, build_index
from registry.organizer import Organizer


def seed_organizers() -> Iterator[Organizer]:
    """The embedded registry as it is published: every sighting of the seed is an organizer."""
    for said in load_seed():
        yield Organizer(
            id=said.organizer_id or said.key,
            kind=said.kind,
            name=said.name,
            region=said.region,
            aliases=said.aliases,
            hosts=said.hosts,
            status=said.status,
            parent=said.parent,
        )


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory) -> HostIndex:
    folder: Path = tmp_path_factory.mktemp("hosts")
    build_index(seed_organizers(), folder)
    return HostIndex.open(folder)
