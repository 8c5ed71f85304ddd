"""One cluster for all faults, in a room of our own where that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from tests.cluster.cluster import Cluster
from tests.cluster.load import Books
from tests.cluster.room import NoRoomError, own_room


@pytest.fixture(scope="package")
def room() -> Iterator[str | None]:
    """Why there is no room of our own, ``None`` when there is one."""
    with ExitStack() as stack:
        try:
            stack.enter_context(own_room())
        except (NoRoomError, FileNotFoundError) as error:
            yield str(error)
        else:
            yield None


@pytest.fixture(scope="package")
def cluster(room: str | None) -> Iterator[Cluster]:
    folder = Path(mkdtemp(prefix="cekdiklat-faults-"))
    folder.chmod(0o755)
    try:
        with Cluster(folder, own_room=room is None) as made:
            made.start()
            yield made
    finally:
        rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def books() -> Books:
    return Books()
