"""The desk's secret: given by a setting, else made once and kept in ``CEKDIKLAT_HOME``."""

from __future__ import annotations

import os
import secrets
from hashlib import blake2b
from pathlib import Path

from registry.settings import Settings

FILE = "secret"
_SHORTEST = 32


class UnusableSecretError(RuntimeError):
    """The secret cannot be used; the message says why and what to do."""


def desk_secret(settings: Settings) -> str:
    """The secret that sessions are signed with.

    Raises:
        UnusableSecretError: it is too short, or its file can be read by others.
    """
    if settings.secret_key is not None:
        return _long_enough(settings.secret_key, "CEKDIKLAT_SECRET_KEY")
    path = settings.home / FILE
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(path)
    with os.fdopen(made, "w", encoding="ascii") as file:
        secret = secrets.token_hex(32)
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    return secret


def derived(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose, from which neither the secret nor another purpose's can be told."""
    return blake2b(purpose.encode(), key=secret.encode()[:64], digest_size=32).digest()


def _kept(path: Path) -> str:
    if path.stat().st_mode & 0o077:
        raise UnusableSecretError(f"others can read {path}: chmod 600, or delete it (everybody logs in anew)")
    return _long_enough(path.read_text(encoding="ascii").strip(), str(path))


def _long_enough(secret: str, where: str) -> str:
    if len(secret) < _SHORTEST:
        raise UnusableSecretError(f"{where}: at least {_SHORTEST} characters are needed")
    return secret
