"""The two indexes beside the database, each built and opened by the room that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from registry.organizer import Organizer
from registry.snapshot.errors import DamagedSnapshotError, MissingIndexError
from registry.snapshot.manifest import Manifest

#: name of the folder → (module that builds, module that opens, class that opens)
INDEXES = {
    "names": ("registry.matching.index", "registry.matching.matcher", "Matcher"),
    "hosts": ("registry.hosts.index", "registry.hosts.index", "HostIndex"),
}


def build_indexes(
    organizers: Callable[[str], Iterable[Organizer]], folder: Path, wanted: Iterable[str]
) -> tuple[str, ...]:
    """Builds the wanted indexes, each into its own folder; returns the names of those that were not built.

    ``organizers`` gives all organizers anew each time it is called, with the index they are for.
    """
    missing = []
    for name, (builder, opener, _) in INDEXES.items():
        if name not in wanted or find_spec(builder) is None or find_spec(opener) is None:
            missing.append(name)
            continue
        target = folder / name
        target.mkdir()
        import_module(builder).build_index(organizers(name), target)
    return tuple(missing)


def open_index(folder: Path, name: str, manifest: Manifest) -> Any:
    """Opens an index of a snapshot.

    Raises:
        MissingIndexError: the snapshot was published without it.
        DamagedSnapshotError: it cannot be read.
    """
    if name in manifest.missing_indexes:
        raise MissingIndexError(f"snapshot {manifest.version} has no index of {name}: publish again")
    _, module, opener = INDEXES[name]
    try:
        return getattr(import_module(module), opener).open(folder / name)
    except (OSError, ValueError, KeyError) as error:
        raise DamagedSnapshotError(
            f"the index of {name} in snapshot {manifest.version} cannot be read ({error}): publish again"
        ) from error
