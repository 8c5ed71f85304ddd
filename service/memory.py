"""Answers that were just given: a popular form is asked about by many teachers in one evening."""

from __future__ import annotations

import hashlib
import secrets
from threading import Lock
from typing import NamedTuple

from cachetools import TTLCache

_MOST = 2_000
_SECONDS = 600


class Remembered(NamedTuple):
    """An answer as it was sent, its level, and the key of the link it was about: of where that leads."""

    body: bytes
    level: str
    final_key: str | None


class Memory:
    """Keeps answers for ten minutes, in this process only, under a keyed hash."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self._answers: TTLCache[bytes, Remembered] = TTLCache(_MOST, _SECONDS)

    def name(self, *parts: bytes) -> bytes:
        """The name of a question: every byte of it counts, and which snapshot and day it is asked on."""
        hashed = hashlib.blake2b(key=self._key, digest_size=16)
        for part in parts:
            hashed.update(len(part).to_bytes(4, "big") + part)
        return hashed.digest()

    def get(self, name: bytes) -> Remembered | None:
        """The answer that was given to this question."""
        with self._lock:
            return self._answers.get(name)

    def keep(self, name: bytes, answer: Remembered) -> None:
        """Remembers an answer."""
        with self._lock:
            self._answers[name] = answer
