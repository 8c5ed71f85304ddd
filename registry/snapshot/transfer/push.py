"""Putting the current snapshot into a store: new files first, then the signed word that they are current.

Layout: ``blobs/<sha256>`` (each file once, however many versions have it) and, as The Update Framework has
it, ``targets/<sha256>.manifest.json`` and ``metadata/…``. ``timestamp.json`` is written last: until then
nobody sees anything new.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from registry.snapshot import manifest as manifests
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.manifest import read_manifest, verify_files
from registry.snapshot.transfer.errors import TransferError, UntrustedError
from registry.snapshot.transfer.keys import ONLINE_KEY, read_root, read_signer
from registry.snapshot.transfer.store import Store
from registry.values import dataclass

TARGET = "manifest.json"
LASTS = timedelta(days=14)
"""Freeze protection: a store that is not signed anew for so long is no longer believed. Push weekly."""

MOST_METADATA = 5_000_000


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was done. ``sent`` files of ``sent_bytes`` were new to the store."""

    version: str
    files: int
    sent: int
    sent_bytes: int


def push(folder: SnapshotFolder, store: Store, keys: Path, *, older: bool = False) -> Pushed:
    """Puts the current snapshot into the store and signs it; pushing the same again renews the signature.

    ``older``: after a rollback here, the store may be taken back to an earlier snapshot, too.

    Raises:
        NoSnapshotError, DamagedSnapshotError: nothing sound is published here.
        UntrustedError: the store holds something that these keys did not sign, or something newer.
        TransferError: keys or store cannot be used.
    """
    version = folder.current()
    path = folder.folder / version
    manifest = read_manifest(path)
    if manifest.is_ahead(datetime.now(UTC)):
        raise TransferError(f"{version} was published in the future: this machine's clock is wrong")
    verify_files(path, manifest)
    root = read_root(keys)
    before = _before(store, root)
    if before is not None and before.version > version and not older:
        raise UntrustedError(
            f"the store holds {before.version}, newer than {version} here: push --older takes it back"
        )
    sent = sent_bytes = 0
    for name, known in manifest.files.items():
        blob = f"blobs/{known.sha256}"
        if not store.has(blob):
            store.write(blob, path / name)
            sent, sent_bytes = sent + 1, sent_bytes + known.size
    _sign(store, root, keys, (path / manifests.FILE).read_bytes(), version)
    return Pushed(version, len(manifest.files), sent, sent_bytes)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the store's metadata say now: the version of the snapshot and of each role."""

    version: str
    targets: int
    snapshot: int
    timestamp: int


def _before(store: Store, root: Metadata[Root]) -> _Before | None:
    """Reads and verifies what is there, ``None`` in an empty store.

    Roles signed by an online key that was rotated away are taken over by number, not by trust.
    """
    raw = store.read("metadata/timestamp.json", MOST_METADATA)
    if raw is None:
        return None
    try:
        timestamp = Metadata[Timestamp].from_bytes(raw).signed
        snapshot_version = timestamp.snapshot_meta.version
        snapshot_raw = store.read(f"metadata/{snapshot_version}.snapshot.json", MOST_METADATA) or b""
        targets_version = Metadata[Snapshot].from_bytes(snapshot_raw).signed.meta["targets.json"].version
        targets_raw = store.read(f"metadata/{targets_version}.targets.json", MOST_METADATA) or b""
        targets = Metadata[Targets].from_bytes(targets_raw)
        earlier = [root, *_earlier_roots(store, root.signed.version)]
        if not any(_verified(it, targets) for it in earlier):
            raise UntrustedError(f"{store.address} was signed by other keys")
        name = str(targets.signed.targets[TARGET].unrecognized_fields["custom"]["version"])
    except (RepositoryError, KeyError, ValueError) as error:
        raise UntrustedError(f"what {store.address} holds cannot be read ({error})") from error
    return _Before(name, targets_version, snapshot_version, timestamp.version)


def _earlier_roots(store: Store, newest: int) -> list[Metadata[Root]]:
    found = (
        store.read(f"metadata/{version}.root.json", MOST_METADATA) for version in range(newest - 1, 0, -1)
    )
    return [Metadata[Root].from_bytes(raw) for raw in found if raw]


def _verified(root: Metadata[Root], targets: Metadata[Targets]) -> bool:
    try:
        root.signed.verify_delegate(Targets.type, targets.signed_bytes, targets.signatures)
    except RepositoryError:
        return False
    return True


def _sign(store: Store, root: Metadata[Root], keys: Path, manifest: bytes, version: str) -> None:
    if root.signed.expires <= datetime.now(UTC):
        raise TransferError("root.json has expired: `cekdiklat snapshot keys --rotate`, then push again")
    signer, before = read_signer(keys / ONLINE_KEY), _before(store, root)
    expires = (datetime.now(UTC) + LASTS).replace(microsecond=0)
    target = TargetFile.from_data(TARGET, manifest)
    target.unrecognized_fields["custom"] = {"version": version}
    targets = Targets((before.targets if before else 0) + 1, expires=expires, targets={TARGET: target})
    snapshot = Snapshot(
        (before.snapshot if before else 0) + 1,
        expires=expires,
        meta={"targets.json": MetaFile(targets.version)},
    )
    timestamp = Timestamp(
        (before.timestamp if before else 0) + 1, expires=expires, snapshot_meta=MetaFile(snapshot.version)
    )
    store.write(f"targets/{target.hashes['sha256']}.{TARGET}", manifest)
    for number in range(1, root.signed.version + 1):
        path = keys / f"{number}.root.json"
        if path.exists():
            store.write(f"metadata/{path.name}", path.read_bytes())
    for name, role in (
        (f"{targets.version}.targets.json", targets),
        (f"{snapshot.version}.snapshot.json", snapshot),
        ("timestamp.json", timestamp),
    ):
        signed: Metadata[Any] = Metadata(role)
        signed.sign(signer)
        store.write(f"metadata/{name}", signed.to_bytes())
