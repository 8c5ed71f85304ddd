"""The manifest of a snapshot: its version, its counts, and a checksum of every other file."""

from __future__ import annotations

import json
from dataclasses import asdict, field
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path

from registry.snapshot.errors import DamagedSnapshotError
from registry.snapshot.tables import FORMAT
from registry.values import dataclass

FILE = "manifest.json"
AHEAD = timedelta(days=1)
"""Clocks that differ by less do no harm: nothing in a snapshot is judged by the hour."""


@dataclass(frozen=True, slots=True)
class FileSum:
    """Size in bytes and SHA-256 (hex) of a file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is. ``files``: by path below the folder. ``missing_indexes``: not built, by name.

    ``findings``: what the guard had to say; ``accepted`` is then the reason why a person published
    nevertheless. ``counts``: rows per table. ``content``: a hash over all rows, the same for the same
    registry; ``decisions``: the same over the admins' decisions. ``published_at`` says how old the registry
    is: a snapshot in which only decisions changed keeps it.
    """

    version: str
    published_at: datetime
    by: str
    note: str | None
    accepted: str | None
    counts: dict[str, int]
    content: str
    findings: tuple[str, ...] = ()
    files: dict[str, FileSum] = field(default_factory=dict)
    missing_indexes: tuple[str, ...] = ()
    decisions: str = ""
    format: int = FORMAT

    def is_ahead(self, now: datetime) -> bool:
        """Whether it was published in the future: then the publisher's clock is wrong, or ours."""
        return self.published_at - now > AHEAD

    def write(self, folder: Path) -> None:
        """Writes ``manifest.json``."""
        values = {**asdict(self), "published_at": self.published_at.isoformat()}
        text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot folder.

    Raises:
        DamagedSnapshotError: missing, unreadable, or of a format this program does not know.
    """
    try:
        values = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise DamagedSnapshotError(
                f"snapshot {folder.name} has format {values['format']}, not {FORMAT}: publish again"
            )
        values["published_at"] = datetime.fromisoformat(values["published_at"])
        values["files"] = {path: FileSum(**entry) for path, entry in values["files"].items()}
        values["missing_indexes"] = tuple(values["missing_indexes"])
        values["findings"] = tuple(values["findings"])
        return Manifest(**values)
    except FileNotFoundError as error:
        raise DamagedSnapshotError(
            f"snapshot {folder.name} has no {FILE}: publish again or roll back"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedSnapshotError(
            f"{FILE} of snapshot {folder.name} is damaged ({error}): publish again or roll back"
        ) from error


def sum_files(folder: Path) -> dict[str, FileSum]:
    """Checksums of all files below a folder, the manifest left out."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder).as_posix() != FILE)
    return {p.relative_to(folder).as_posix(): sum_file(p) for p in paths}


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Compares every file with its checksum.

    Raises:
        DamagedSnapshotError: a file is missing, cut short or changed; names the first one.
    """
    for path, expected in manifest.files.items():
        file = folder / path
        try:
            size = file.stat().st_size
            if size == expected.size and sum_file(file) == expected:
                continue
        except FileNotFoundError:
            raise DamagedSnapshotError(
                f"{path} of snapshot {folder.name} is missing: publish again or roll back"
            ) from None
        what = "is changed" if size == expected.size else f"has {size} bytes instead of {expected.size}"
        raise DamagedSnapshotError(f"{path} of snapshot {folder.name} {what}: publish again or roll back")


def sum_file(path: Path) -> FileSum:
    """Size and checksum of one file."""
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        return FileSum(file.tell(), digest)
