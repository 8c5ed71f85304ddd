"""Publishing, rolling back, looking ahead. Each turns one pointer in the end, or changes nothing at all."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from registry.ledger import Ledger
from registry.ledger.publications import Publication
from registry.snapshot import build
from registry.snapshot.candidate import build_candidate, finish, judge, live_database
from registry.snapshot.compare import Comparison, comparing
from registry.snapshot.errors import NoSnapshotError, SnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.manifest import Manifest, read_manifest
from registry.snapshot.order import PublishOrder
from registry.snapshot.registries import earlier
from registry.snapshot.snapshot import Snapshot
from registry.snapshot.tables import create_tables
from registry.values import dataclass

__all__ = ["PublishOrder", "has_snapshot", "looking_ahead", "publish", "rehearsing", "rollback"]

_REHEARSAL = "rehearsal-"
_A_DAY = 86_400.0


def publish(ledger: Ledger, folder: SnapshotFolder, order: PublishOrder | None = None) -> Manifest:
    """Folds the ledger into a new snapshot and makes it the current one.

    Killed at any moment it changes nothing: the pointer turns last, and leftovers go with the next publish.

    Raises:
        PublishRefusedError: the guard found something; the old snapshot stays.
        PublishBusyError: another publish is going on.
        SnapshotError: the snapshot cannot be written (full disk) or read back.
        LedgerError: the ledger cannot be read.
    """
    order = order or PublishOrder()
    with folder.publishing(order.wait), a_building(folder) as building:
        remember(ledger, folder)
        folder.sweep(order.keep, spare=building)
        built = build_candidate(ledger, building, order)
        manifest = finish(folder, building, built, order, ledger)
        folder.accept(building, manifest.version)
        folder.point_to(manifest.version)
        folder.sweep(order.keep)
    remember(ledger, folder)
    return manifest


def rollback(ledger: Ledger, folder: SnapshotFolder, order: PublishOrder, to: str | None = None) -> str:
    """Makes an earlier snapshot the current one, as it was published, with the decisions of its time.

    By default the newest sound one of the newest older registry that differs from the current one: versions
    in which only decisions changed are no way back. Returns the version.

    The ledger is not changed: the next publish says again what the ledger says. The decisions in force now
    count again with the next :func:`registry.snapshot.deciding.publish_decisions`, which the worker does
    within seconds and the command at once.

    Raises:
        SnapshotError: there is no such snapshot, or it is damaged; nothing was changed.
        PublishBusyError: a publish is going on.
    """
    with folder.publishing(order.wait):
        remember(ledger, folder)
        if to is None:
            target = _way_back(folder)
        elif to in folder.published():
            target = to
        else:
            raise SnapshotError(f"there is no snapshot {to!r}; there are: {', '.join(folder.published())}")
        Snapshot.open(folder.folder / target).close()
        folder.point_to(target)
    ledger.publications.record(
        Publication(version=target, action="rollback", at=ledger.now(), by=order.by, note=order.note)
    )
    return target


def _way_back(folder: SnapshotFolder) -> str:
    current = folder.current()
    sound = _is_sound(folder.folder / current)
    ways = earlier(folder.folder, folder.published(), current, sound=sound)
    for version in ways:
        if _is_sound(folder.folder / version):
            return version
    if ways:
        raise SnapshotError(f"every registry older than {current} is damaged: publish again")
    raise SnapshotError(f"there is no snapshot older than {current} with another registry")


def _is_sound(folder: Path) -> bool:
    try:
        Snapshot.open(folder).close()
    except SnapshotError:
        return False
    return True


@contextmanager
def looking_ahead(
    ledger: Ledger, folder: SnapshotFolder, order: PublishOrder
) -> Iterator[tuple[Comparison, list[str]]]:
    """What publishing would change, and what the guard would say; publishes nothing.

    Raises:
        PublishBusyError: a publish is going on.
    """
    with folder.publishing(order.wait), a_building(folder) as building:
        build_candidate(ledger, building, order)
        found = judge(folder, building)
        old = live_database(folder) or _empty(building / "empty.db")
        with comparing(old, building / build.FILE) as compare:
            yield compare, found


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be published: opened like a published one, compared, judged by the guard."""

    snapshot: Snapshot
    comparison: Comparison
    findings: tuple[str, ...]


@contextmanager
def _rehearsal_folder(folder: SnapshotFolder) -> Iterator[Path]:
    """A folder to rehearse in; what killed rehearsals left goes with the next one, a day later."""
    folder.folder.mkdir(parents=True, exist_ok=True)
    home = folder.folder.parent
    for left in home.glob(f"{_REHEARSAL}*"):
        if time.time() - left.stat().st_mtime > _A_DAY:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_REHEARSAL, dir=home, ignore_cleanup_errors=True) as made:
        yield Path(made)


@contextmanager
def rehearsing(ledger: Ledger, folder: SnapshotFolder, order: PublishOrder) -> Iterator[Rehearsal]:
    """Does everything that publishing does, but for turning the pointer; afterwards all of it is gone.

    It is built beside the snapshots and without their lock, so that decisions go on being published.

    Raises:
        SnapshotError: the snapshot cannot be written (full disk) or read back.
    """
    with _rehearsal_folder(folder) as building, _clear_when_full():
        built = build_candidate(ledger, building, order)
        accepting = replace(order, accept=order.accept or "rehearsal")
        manifest = finish(folder, building, built, accepting, ledger)
        old = live_database(folder) or _empty(building / "empty.db")
        with (
            Snapshot.open(building) as snapshot,
            comparing(old, building / build.FILE) as comparison,
        ):
            yield Rehearsal(snapshot, comparison, manifest.findings)


def has_snapshot(folder: SnapshotFolder) -> bool:
    """Whether anything is published."""
    try:
        folder.current()
    except NoSnapshotError:
        return False
    return True


@contextmanager
def a_building(folder: SnapshotFolder) -> Iterator[Path]:
    """A folder to build in, gone afterwards unless it got its name; says clearly when the disk is full."""
    with _clear_when_full():
        building = folder.building()
        try:
            yield building
        finally:
            shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _clear_when_full() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise SnapshotError(
            f"the new snapshot cannot be written ({error}): free some space and publish again; "
            "the old one stays in use"
        ) from error


def remember(ledger: Ledger, folder: SnapshotFolder) -> None:
    """Writes the current snapshot into the history, should a kill have come between pointer and history."""
    try:
        manifest = read_manifest(folder.folder / folder.current())
    except SnapshotError:
        return  # nothing published, or damaged: the history has what there was to say
    if ledger.publications.has(manifest.version):
        return
    ledger.publications.record(
        Publication(
            version=manifest.version,
            action="publish",
            at=manifest.published_at,
            by=manifest.by,
            note=manifest.note,
            accepted=manifest.accepted,
            counts=manifest.counts,
        )
    )


def _empty(path: Path) -> Path:
    db = Database(path)
    try:
        create_tables(db)
    finally:
        db.close()
    return path
