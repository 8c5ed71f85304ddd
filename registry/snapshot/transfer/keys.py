"""The keys snapshots are signed with: a root key that stays in a drawer, and an online key that signs.

``root.json`` is public: whoever pulls is given it once, by a trusted way. It names the online key and can be
replaced by a newer one that the root key signed (``rotate``).
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.exceptions import Error as SigningError
from securesystemslib.exceptions import StorageError
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from registry.snapshot.transfer.errors import TransferError

ROOT_KEY, ONLINE_KEY, ROOT = "root.pem", "online.pem", "root.json"
ROOT_LASTS = timedelta(days=730)
ONLINE_ROLES = (Targets.type, Snapshot.type, Timestamp.type)


def make_keys(folder: Path) -> Path:
    """Makes both keys and the first ``root.json``; returns the path of the latter.

    Raises:
        TransferError: there are keys already: they are never overwritten.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any((folder / name).exists() for name in (ROOT_KEY, ONLINE_KEY, ROOT)):
        raise TransferError(f"{folder} has keys already; use --rotate for a new online key")
    root_signer, online = CryptoSigner.generate_ed25519(), CryptoSigner.generate_ed25519()
    root = Root(expires=_from_now(ROOT_LASTS), consistent_snapshot=True)
    root.add_key(root_signer.public_key, Root.type)
    for role in ONLINE_ROLES:
        root.add_key(online.public_key, role)
    _write_key(folder / ROOT_KEY, root_signer)
    _write_key(folder / ONLINE_KEY, online)
    return _sign_root(folder, root, root_signer)


def rotate(folder: Path) -> Path:
    """A new online key in a new ``root.json``, signed by the root key; also renews its expiry.

    Raises:
        TransferError: a key or ``root.json`` is missing or cannot be read.
    """
    root = read_root(folder).signed
    root_signer, online = read_signer(folder / ROOT_KEY), CryptoSigner.generate_ed25519()
    for role in ONLINE_ROLES:
        for keyid in list(root.roles[role].keyids):
            root.revoke_key(keyid, role)
        root.add_key(online.public_key, role)
    root.version += 1
    root.expires = _from_now(ROOT_LASTS)
    (folder / ONLINE_KEY).unlink(missing_ok=True)
    _write_key(folder / ONLINE_KEY, online)
    return _sign_root(folder, root, root_signer)


def read_root(folder: Path) -> Metadata[Root]:
    """The newest ``root.json`` of a folder of keys.

    Raises:
        TransferError: it is missing or cannot be read.
    """
    try:
        return Metadata[Root].from_file(str(folder / ROOT))
    except (OSError, StorageError, RepositoryError, ValueError) as error:
        raise TransferError(f"{folder / ROOT} cannot be read ({error}): `cekdiklat snapshot keys`") from error


def read_signer(path: Path) -> CryptoSigner:
    """The signer of a key file.

    Raises:
        TransferError: it is missing or no key.
    """
    try:
        private = load_pem_private_key(path.read_bytes(), None)
        return CryptoSigner(private, SSlibKey.from_crypto(private.public_key()))
    except (OSError, ValueError, TypeError, SigningError) as error:
        raise TransferError(f"the key {path} cannot be read ({error})") from error


def _sign_root(folder: Path, root: Root, signer: CryptoSigner) -> Path:
    signed = Metadata(root)
    signed.sign(signer)
    path = folder / ROOT
    signed.to_file(str(path))
    signed.to_file(str(folder / f"{root.version}.root.json"))
    return path


def _write_key(path: Path, signer: CryptoSigner) -> None:
    """Readable by the owner alone, from the first moment."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(signer.private_bytes)


def _from_now(lasts: timedelta) -> datetime:
    return (datetime.now(UTC) + lasts).replace(microsecond=0)
