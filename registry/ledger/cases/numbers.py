"""Case numbers that can be read out on the telephone, and secrets that open a private talk."""

from __future__ import annotations

import hashlib
import secrets

_LETTERS = "23456789CDFGHJKMNPQRTVWXYZ"
"""No vowels (no words by chance) and nothing that is mistaken for another sign."""
_LENGTH = 8


def new_number(prefix: str) -> str:
    """A number such as ``KS-7M2XQ9RT``: 26**8, so that nobody finds a case by counting."""
    return f"{prefix}-{''.join(secrets.choice(_LETTERS) for _ in range(_LENGTH))}"


def new_secret() -> str:
    """A secret for a link (32 bytes, URL-safe). Only its hash is stored."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> bytes:
    """What is stored of a secret; it has so much chance in it that a plain hash suffices."""
    return hashlib.sha256(secret.encode()).digest()
