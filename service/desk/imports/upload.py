"""Files handed in at the desk, kept in ``CEKDIKLAT_HOME`` until they are taken or a week has passed."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_TOKEN = re.compile(r"[0-9a-f]{24}")
_KEPT = 7 * 86_400
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson")


class UnfitUploadError(ValueError):
    """The file cannot be kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was handed in. ``folder`` holds it and, after a dry run, the fate of each row."""

    token: str
    folder: Path

    @property
    def file(self) -> Path:
        """The list itself."""
        return next(path for path in self.folder.iterdir() if path.stem == "list")

    @property
    def fates(self) -> Path:
        """One JSON object per row: line, fate, name or reason."""
        return self.folder / "fates.jsonl"

    def page(self, offset: int, rows: int) -> tuple[list[dict[str, Any]], int | None]:
        """Fates from a byte offset on, and the offset to go on with."""
        found: list[dict[str, Any]] = []
        try:
            with self.fates.open("rb") as file:
                file.seek(max(0, offset))
                while len(found) < rows and (line := file.readline()):
                    found.append(json.loads(line))
                return found, file.tell() if file.readline() else None
        except (OSError, ValueError):
            return found, None


def keep(home: Path, name: str, stream: IO[bytes]) -> Upload:
    """Keeps what was handed in, under a name of our own.

    Raises:
        UnfitUploadError: a kind of file that no list comes in.
    """
    suffix = Path(name).suffix.casefold()
    if suffix not in SUFFIXES:
        raise UnfitUploadError(f"a list is one of {', '.join(SUFFIXES)}, not {suffix or 'without a suffix'}")
    _sweep(home)
    token = secrets.token_hex(12)
    folder = _uploads(home) / token
    folder.mkdir(parents=True, mode=0o700)
    with (folder / f"list{suffix}").open("wb") as file:
        shutil.copyfileobj(stream, file)
    return Upload(token, folder)


def find(home: Path, token: str) -> Upload | None:
    """The upload of this token, if it is still kept."""
    folder = _uploads(home) / token
    return Upload(token, folder) if _TOKEN.fullmatch(token) and folder.is_dir() else None


def _sweep(home: Path) -> None:
    for folder in _old(_uploads(home)):
        shutil.rmtree(folder, ignore_errors=True)


def _old(uploads: Path) -> Iterator[Path]:
    for folder in uploads.iterdir() if uploads.is_dir() else ():
        if time.time() - folder.stat().st_mtime > _KEPT:
            yield folder


def _uploads(home: Path) -> Path:
    return home / "uploads"
