"""Which registry a version holds: decisions are published alone, so many versions hold the same one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from registry.snapshot import build, decisions
from registry.snapshot.errors import DamagedSnapshotError
from registry.snapshot.manifest import read_manifest
from registry.snapshot.reader import Reader


def registry_in(folder: Path) -> str:
    """Names the registry in a snapshot folder: the same for the same rows and indexes, whatever was decided.

    A version whose manifest cannot be read counts as a registry of its own: another release of this program
    may be able to read it.
    """
    try:
        manifest = read_manifest(folder)
    except DamagedSnapshotError:
        return folder.name
    # `registry.db` names its own version and differs with every publication; `content` is what it says.
    beside = (build.FILE, decisions.FILE)
    indexes = sorted((path, known.sha256) for path, known in manifest.files.items() if path not in beside)
    return f"{manifest.content} {indexes}"


def first_version(folder: Path) -> str:
    """The version under which the registry in a snapshot folder was published first; its own when unreadable.

    ``registry.db`` is shared with the versions that only decide otherwise, and goes on naming the first one.
    """
    path = folder / build.FILE
    if not path.is_file():
        return folder.name
    reader = Reader(path)
    try:
        row = reader.query("SELECT value FROM meta WHERE key = 'version'").fetchone()
        return str(row[0]) if row else folder.name
    except DamagedSnapshotError:
        return folder.name
    finally:
        reader.close()


def newest_of_each(folder: Path, versions: Iterable[str], most: int) -> set[str]:
    """The newest version of each of the ``most`` newest registries; ``versions``: names in ``folder``."""
    found: dict[str, str] = {}
    for version in sorted(versions, reverse=True):
        if len(found) >= most:
            break
        found.setdefault(registry_in(folder / version), version)
    return set(found.values())


def earlier(folder: Path, versions: Iterable[str], current: str, *, sound: bool) -> list[str]:
    """The versions that lead back from the current one, the newest registry first, its newest version first.

    Each holds another registry than the current one, published before it. When the current one is not
    ``sound``, an earlier version of the same registry leads back, too.
    """
    here = (first_version(folder / current), current)
    replaced = registry_in(folder / current) if sound else None
    found = [
        (first, version)
        for version in versions
        if registry_in(folder / version) != replaced
        and (first := first_version(folder / version), version) < here
    ]
    return [version for _, version in sorted(found, reverse=True)]
