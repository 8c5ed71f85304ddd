"""Taking the newest snapshot from a store, if it is signed, newer and whole; else what we have stays."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    RepositoryError,
)
from tuf.ngclient import FetcherInterface, Updater

from registry.snapshot import manifest as manifests
from registry.snapshot.candidate import validate
from registry.snapshot.errors import DamagedSnapshotError, NoSnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.manifest import FileSum, Manifest, read_manifest, sum_file
from registry.snapshot.publish import a_building
from registry.snapshot.transfer.errors import TransferError, UntrustedError
from registry.snapshot.transfer.push import TARGET
from registry.snapshot.transfer.store import Store
from registry.values import dataclass

TRUST = "trust"
"""Folder beside the snapshots that holds what was believed last: an older signature is refused by it."""

MOST_FILE = 4_000_000_000
WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Pulled:
    """What was done; ``fetched`` of ``files`` files came from the store, the others were here already.

    ``mended``: the version was here, and damaged.
    """

    version: str
    files: int
    fetched: int
    fetched_bytes: int
    mended: bool = False


class _Fetcher(FetcherInterface):
    """The Update Framework's downloads, from our store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = url.removeprefix(f"{self._store.address}/")
        try:
            chunks = self._store.chunks(path)
            first = next(chunks, b"")
        except FileNotFoundError as error:
            raise DownloadHTTPError(f"{path} is not there", 404) from error
        yield first
        yield from chunks


def pull(
    folder: SnapshotFolder, store: Store, root: Path | None, keep: int, *, verify: bool = True
) -> Pulled | None:
    """Makes the store's snapshot the current one; ``None`` when it is already.

    ``root``: the trusted ``root.json``, needed the first time only. ``verify``: also read the current
    snapshot when nothing is newer, and mend what is damaged (a program that opens it reads as much). Killed
    at any moment it changes nothing.

    Raises:
        UntrustedError: unsigned, signed by others, older than what was pulled last, expired, or from the
            future.
        DamagedSnapshotError: a file is not what the signed manifest says.
        TransferError: the store cannot be read, or the disk is full.
    """
    folder.folder.mkdir(parents=True, exist_ok=True)
    trust = folder.folder.parent / TRUST
    with folder.publishing(WAIT), a_building(folder) as building:
        manifest = _signed_manifest(store, trust, root, building)
        if manifest.is_ahead(datetime.now(UTC)):
            raise UntrustedError(
                f"{store.address} was published in the future ({manifest.published_at:%Y-%m-%d}): its clock"
                " is wrong, or this machine's; what is here stays in use"
            )
        current = _current(folder)
        is_current = current is not None and manifest.version == current.version
        if is_current and not verify:
            return None
        there = folder.folder / manifest.version
        if there.is_dir():  # nothing is newer, the publisher rolled back, or a pull was killed late
            mended = _mend(store, manifest, building, there)
            if is_current and not mended.mended:
                return None
            folder.point_to(manifest.version)  # who found it damaged looks again when the pointer moves
            return mended
        here = _files_here(folder, current)
        fetched = fetched_bytes = 0
        for name, known in manifest.files.items():
            target = _place(building, name)
            if known not in here or not _link(here[known], known, target):
                _fetch(store, known, target)
                fetched, fetched_bytes = fetched + 1, fetched_bytes + known.size
        validate(building)
        folder.accept(building, manifest.version)
        folder.point_to(manifest.version)
        folder.sweep(keep)
    return Pulled(manifest.version, len(manifest.files), fetched, fetched_bytes)


def _signed_manifest(store: Store, trust: Path, root: Path | None, building: Path) -> Manifest:
    """The manifest that the store's signatures vouch for, written into ``building``."""
    trusted = trust / "root.json"
    if root is None and not trusted.exists():
        raise TransferError("no keys are trusted yet: give the publisher's root.json with --root")
    trust.mkdir(parents=True, exist_ok=True)
    try:
        bootstrap = root.read_bytes() if root is not None and not trusted.exists() else None
        updater = Updater(
            str(trust),
            f"{store.address}/metadata/",
            str(building),
            f"{store.address}/targets/",
            _Fetcher(store),
            bootstrap=bootstrap,
        )
        updater.refresh()
        info = updater.get_targetinfo(TARGET)
        if info is None:
            raise UntrustedError(f"{store.address} names no snapshot")
        updater.download_target(info, str(building / manifests.FILE))
    except DownloadLengthMismatchError as error:
        raise UntrustedError(
            f"{store.address} is not believed ({error}); what is here stays in use"
        ) from error
    except DownloadError as error:
        raise TransferError(f"{store.address} cannot be read ({error})") from error
    except RepositoryError as error:
        raise UntrustedError(
            f"{store.address} is not believed ({error}); what is here stays in use"
        ) from error
    except (OSError, ValueError) as error:
        raise TransferError(f"{store.address}: {error}") from error
    return read_manifest(building)


def _current(folder: SnapshotFolder) -> Manifest | None:
    try:
        return read_manifest(folder.folder / folder.current())
    except (NoSnapshotError, DamagedSnapshotError):
        return None


def _files_here(folder: SnapshotFolder, current: Manifest | None) -> dict[FileSum, Path]:
    if current is None:
        return {}
    base = folder.folder / current.version
    return {known: base / name for name, known in current.files.items()}


def _mend(store: Store, manifest: Manifest, building: Path, version: Path) -> Pulled:
    """Puts whole files in the place of damaged ones of a version that is here; each in one step."""
    fetched = fetched_bytes = 0
    for name, known in manifest.files.items():
        if _is_whole(target := _place(version, name), known):
            continue
        fresh = _place(building, name)
        _fetch(store, known, fresh)
        fresh.replace(target)
        fetched, fetched_bytes = fetched + 1, fetched_bytes + known.size
    signed, ours = building / manifests.FILE, version / manifests.FILE
    same = _is_whole(ours, sum_file(signed))
    if not same:
        signed.replace(ours)
    validate(version)
    return Pulled(manifest.version, len(manifest.files), fetched, fetched_bytes, bool(fetched) or not same)


def _is_whole(path: Path, known: FileSum) -> bool:
    try:
        return sum_file(path) == known
    except OSError:  # missing, or the disk cannot read it any more
        return False


def _place(folder: Path, name: str) -> Path:
    path = folder / _inside(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _inside(name: str) -> PurePosixPath:
    """A file's place below the snapshot's folder; a manifest that names another place is refused.

    >>> _inside("names/key.npy")
    PurePosixPath('names/key.npy')
    >>> _inside("../current")
    Traceback (most recent call last):
    registry.snapshot.transfer.errors.UntrustedError: the manifest names a file elsewhere: '../current'
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
        raise UntrustedError(f"the manifest names a file elsewhere: {name!r}")
    return path


def _link(source: Path, known: FileSum, target: Path) -> bool:
    """Share a file that is here already, if it is still what it was."""
    if not _is_whole(source, known):
        return False
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return True


def _fetch(store: Store, known: FileSum, target: Path) -> None:
    """Download one file, never more than its size, and compare it with its checksum."""
    if known.size > MOST_FILE:
        raise UntrustedError(f"a file of {known.size} bytes is larger than any of ours")
    digest, size = hashlib.sha256(), 0
    try:
        with target.open("wb") as file:
            for chunk in store.chunks(f"blobs/{known.sha256}"):
                size += len(chunk)
                if size > known.size:
                    break
                digest.update(chunk)
                file.write(chunk)
    except FileNotFoundError as error:
        raise DamagedSnapshotError(f"{target.name} is missing in {store.address}: push again") from error
    except OSError as error:
        raise TransferError(f"{store.address} cannot be read ({error})") from error
    if size != known.size or digest.hexdigest() != known.sha256:
        raise DamagedSnapshotError(f"{target.name} in {store.address} is damaged: push again")
