"""Reading a fuzzer's bytes as what a target needs: choices, texts from pieces, bytes as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

JSON = ("{", "}", "[", "]", '"', ":", ",", "null", "true", "false")
"""What a document in JSON is put together from."""


class Source:
    """Bytes that are used up from the front; when they are gone everything is zero or empty."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        """The next byte."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def number(self, most: int) -> int:
        """A number from 0 to ``most`` (below 65,536)."""
        return (self.byte() << 8 | self.byte()) % (most + 1)

    def flag(self) -> bool:
        """Yes or no."""
        return bool(self.byte() & 1)

    def choice(self, of: Sequence[T]) -> T:
        """One of at most 65,536."""
        return of[self.number(len(of) - 1)]

    def some(self, most: int) -> bytes:
        """At most so many of the bytes that are left."""
        taken = self._data[self._at : self._at + self.number(most)]
        self._at += len(taken)
        return taken

    def rest(self) -> bytes:
        """All that is left."""
        taken, self._at = self._data[self._at :], len(self._data)
        return taken

    def text(self, pieces: Sequence[str], most: int | None = None) -> str:
        """Text from the bytes that are left (or ``most`` of them): as UTF-8, or each byte a piece."""
        written = self.flag()
        data = self.rest() if most is None else self.some(most)
        if written:
            return data.decode("utf-8", "replace")
        return "".join(pieces[byte % len(pieces)] for byte in data)

    def body(self, pieces: Sequence[str]) -> bytes:
        """The same as bytes, in which the raw ones need not be UTF-8."""
        written = self.flag()
        data = self.rest()
        return data if written else "".join(pieces[byte % len(pieces)] for byte in data).encode()
