"""The folder of snapshots on disk: the pointer, the publish lock, what is kept and what is swept."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from registry.snapshot import manifest
from registry.snapshot.errors import NoSnapshotError, PublishBusyError, SnapshotError
from registry.snapshot.registries import newest_of_each
from registry.values import dataclass

_BUILDING = ".building-"
_VERSION = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{8}")
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class SnapshotFolder:
    """``folder`` holds one folder per version; ``pointer`` names the current one.

    The pointer is a small text file: the current version in the first line, the other published versions
    below. It is replaced in one step, so that a reader sees the old one or the new one.
    """

    folder: Path
    pointer: Path

    @classmethod
    def at(cls, folder: Path) -> SnapshotFolder:
        """The layout of ``CEKDIKLAT_HOME``: ``snapshots/`` and, beside it, ``current``."""
        return cls(folder, folder.parent / "current")

    def current(self) -> str:
        """The current version.

        Raises:
            NoSnapshotError: nothing was published yet.
        """
        versions = self._pointed()
        if not versions:
            raise NoSnapshotError("no registry is published yet: run `cekdiklat registry publish`")
        return versions[0]

    def published(self) -> list[str]:
        """All versions that were published and are still there, newest first."""
        return sorted(
            (v for v in self._pointed() if (self.folder / v / manifest.FILE).exists()), reverse=True
        )

    def point_to(self, version: str) -> None:
        """Makes a version the current one, durably and in one step.

        Raises:
            SnapshotError: there is no such version.
        """
        if not (self.folder / version / manifest.FILE).exists():
            raise SnapshotError(f"there is no snapshot {version!r}")
        others = [v for v in self.published() if v != version]
        temporary = self.pointer.with_name(f"{self.pointer.name}.{os.getpid()}.tmp")
        with temporary.open("w", encoding="ascii") as file:
            file.write("\n".join([version, *others]) + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.pointer)
        sync_folder(self.pointer.parent)

    @contextmanager
    def publishing(self, wait: float) -> Iterator[None]:
        """Holds the publish lock; the kernel gives it back when the process dies.

        Raises:
            PublishBusyError: somebody else held it for ``wait`` seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("a") as lock:
            deadline = time.monotonic() + wait
            while not _lock(lock.fileno(), fcntl.LOCK_EX):
                if time.monotonic() >= deadline:
                    raise PublishBusyError("another publish is going on: wait for it and try again")
                time.sleep(0.05)
            yield

    def building(self) -> Path:
        """A new empty folder to build in (hold the lock). :meth:`sweep` removes it should we be killed."""
        path = self.folder / f"{_BUILDING}{os.getpid()}-{time.monotonic_ns()}"
        path.mkdir()
        return path

    def new_version(self, content: str, now: datetime) -> str:
        """A version that sorts behind all others, whatever the clock says: moment and start of a hash."""
        newest = max((p.name for p in self.folder.iterdir() if _VERSION.fullmatch(p.name)), default="")
        if newest and now <= (last := _moment(newest)):
            now = last + timedelta(milliseconds=1)
        return f"{now.astimezone(UTC).strftime(_STAMP)[:-3]}Z-{content[:8]}"

    def accept(self, built: Path, version: str) -> Path:
        """Gives a finished folder its name, durably. It is not current yet."""
        for path in (*built.rglob("*"), built):
            if path.is_dir():
                sync_folder(path)
            else:
                with path.open("rb") as file:
                    os.fsync(file.fileno())
        final = self.folder / version
        built.rename(final)
        sync_folder(self.folder)
        return final

    def sweep(self, keep: int, spare: Path | None = None) -> list[str]:
        """Removes what killed publishes left, and versions that are no longer kept (hold the lock).

        Kept are the newest ``keep`` versions and the newest one of each of the newest ``keep`` registries: a
        day of decisions, each a version of the same registry, takes no way back. The current version stays,
        and so does one that a process still reads, and ``spare``. Returns what was removed.
        """
        pointed = self._pointed()
        kept = {*sorted(pointed, reverse=True)[:keep], *pointed[:1], *([spare.name] if spare else [])}
        kept |= newest_of_each(self.folder, self.published(), keep)
        removed = []
        for path in sorted(self.folder.iterdir()):
            if path.name in kept:
                continue
            if path.name.startswith(_BUILDING) or (_VERSION.fullmatch(path.name) and not _in_use(path)):
                shutil.rmtree(path, ignore_errors=True)
                removed.append(path.name)
        return removed

    def _pointed(self) -> list[str]:
        try:
            lines = self.pointer.read_text(encoding="ascii").split()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise SnapshotError(f"the pointer {self.pointer} cannot be read ({error})") from error
        return [line for line in lines if _VERSION.fullmatch(line)]


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """Tells other processes that a snapshot is being read: :meth:`SnapshotFolder.sweep` leaves it alone."""
    with (folder / manifest.FILE).open("rb") as file:
        _lock(file.fileno(), fcntl.LOCK_SH)
        yield


def sync_folder(folder: Path) -> None:
    """Makes renames and new names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _in_use(folder: Path) -> bool:
    try:
        with (folder / manifest.FILE).open("rb") as file:
            return not _lock(file.fileno(), fcntl.LOCK_EX)
    except OSError:
        return False


def _lock(descriptor: int, operation: int) -> bool:
    try:
        fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _moment(version: str) -> datetime:
    return datetime.strptime(version[:18] + "000", _STAMP).replace(tzinfo=UTC)
