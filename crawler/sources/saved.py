"""Pages of a list that a person saved: for lists behind a wall or a login, through the same reader and
guards."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from crawler.outbound.answer import Answer, Hop, Outcome
from crawler.sources.definition import SourceDefinition, SourceFileError

_MOST_BYTES = 50_000_000  # of one saved file; larger ones are split or imported as CSV


class Fetching(Protocol):
    """Whatever gives the pages of a list: the door, or files."""

    async def fetch(self, url: str) -> Answer:
        """The page at an address."""


class SavedPages:
    """Answers with files in place of the net."""

    def __init__(self, definition: SourceDefinition, files: Sequence[Path]) -> None:
        start = definition.read.start[0]
        mark = "&" if "?" in start else "?"
        self._files = {f"{start}{mark}saved={quote(file.name)}": file for file in files}

    @property
    def addresses(self) -> tuple[str, ...]:
        """An address for each file: the list's own, and the file's name."""
        return tuple(self._files)

    def fingerprint(self) -> str:
        """A hash of the files' names and contents."""
        digest = hashlib.sha256()
        for url, file in self._files.items():
            digest.update(f"{url}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
        return digest.hexdigest()[:32]

    async def fetch(self, url: str) -> Answer:
        """The file's content, as if it had been answered now and changed when it was saved."""
        file = self._files[url]
        saved = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        headers = {"last-modified": format_datetime(saved, usegmt=True)}
        hop = Hop(url, Outcome.OK, 200)
        return Answer(url, Outcome.OK, 200, headers, file.read_bytes(), (hop,))


def from_saved(definition: SourceDefinition, files: Sequence[Path]) -> tuple[SourceDefinition, SavedPages]:
    """The definition as it reads saved files, and what gives them.

    Raises:
        SourceFileError: the list has levels (a saved page would not say where it belongs), two files have one
            name, or a file is too large.
    """
    if definition.read.levels:
        raise SourceFileError(f"{definition.id}: saved pages say nothing about the levels above them")
    if len({file.name for file in files}) < len(files):
        raise SourceFileError("two of the saved files have the same name")
    for file in files:
        if file.stat().st_size > _MOST_BYTES:
            raise SourceFileError(f"{file.name} is larger than {_MOST_BYTES:,} bytes")
    pages = SavedPages(definition, files)
    read = definition.read.model_copy(update={"start": pages.addresses, "paging": None})
    return definition.model_copy(update={"read": read}), pages
