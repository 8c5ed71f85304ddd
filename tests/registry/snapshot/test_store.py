"""The store under readers: swaps without a failed request, without a mixed answer, without serving damage."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from registry.ledger import Ledger
from registry.snapshot import DamagedSnapshotError, MissingIndexError, Snapshot, SnapshotStore
from tests.registry.made import put_out, record, school, snapshots


@pytest.fixture
def sqlite_ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(f"sqlite:///{tmp_path}/ledger.db")


def test_the_pointer_is_followed_and_an_unmoved_one_costs_no_reopening(
    sqlite_ledger: Ledger, tmp_path: Path
) -> None:
    record(sqlite_ledger, [school(1)])
    put_out(sqlite_ledger, tmp_path)
    store = SnapshotStore(tmp_path / "snapshots")
    first = store.current()
    assert store.current() is first
    second = put_out(sqlite_ledger, tmp_path)
    assert store.current().version == second.version
    assert first.organizer("npsn-20000001") is not None  # whoever holds the old one goes on reading it


def test_an_old_snapshot_is_closed_when_the_last_reader_lets_go(
    sqlite_ledger: Ledger, tmp_path: Path
) -> None:
    record(sqlite_ledger, [school(1)])
    version = put_out(sqlite_ledger, tmp_path).version
    store = SnapshotStore(tmp_path / "snapshots")
    store.current().organizer("npsn-20000001")
    for _ in range(5):
        put_out(sqlite_ledger, tmp_path)
        store.current().organizer("npsn-20000001")
    gc.disable()  # reference counting alone must do it
    try:
        held = [link for link in Path("/proc/self/fd").iterdir() if version in _target(link)]
    finally:
        gc.enable()
    assert held == []


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except FileNotFoundError:
        return ""


@pytest.mark.slow
def test_swaps_under_readers_never_fail_and_never_mix(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    """Every publication names the same schools differently; an answer must be of one of them throughout."""
    publications, schools = 12, 6
    store, stop, wrong, answers = SnapshotStore(tmp_path / "snapshots"), Event(), list[object](), list[str]()

    def publish_edition(edition: int) -> None:
        later = timedelta(days=edition)
        names = [school(n, name=f"SD Rekaan {n} edisi {edition}") for n in range(schools)]
        record(sqlite_ledger, [replace(s, seen_on=s.seen_on + later) for s in names])
        put_out(sqlite_ledger, tmp_path, accept="every name changes in this test", keep=1)

    def read() -> None:
        while not stop.is_set():
            try:
                snapshot = store.current()
                names = [snapshot.organizer(f"npsn-{20_000_000 + n}") for n in range(schools)]
                editions = {o.name.rpartition(" ")[2] for o in names if o is not None}
                editions |= {o.name.rpartition(" ")[2] for o in snapshot.search("edisi", 10)}
                if len(editions) != 1 or None in names:
                    wrong.append(editions)
                answers.append(snapshot.version)
            except Exception as error:
                wrong.append(error)

    publish_edition(0)
    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for edition in range(1, publications):
        publish_edition(edition)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(set(answers)) > 1
    assert store.current().version == snapshots(tmp_path).current()


def _cut(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)


def _flip(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2)
        byte = opened.read(1)
        opened.seek(-1, os.SEEK_CUR)
        opened.write(bytes([byte[0] ^ 1]))


def _another_format(file: Path) -> None:
    file.write_text(file.read_text().replace('"format": 1', '"format": 9'))


DAMAGES: list[tuple[str, Callable[[Path], object], str]] = [
    ("registry.db", _cut, "bytes instead of"),
    ("registry.db", _flip, "is changed"),
    ("registry.db", Path.unlink, "is missing"),
    ("manifest.json", _cut, "is damaged"),
    ("manifest.json", Path.unlink, "manifest.json"),
    ("manifest.json", lambda file: file.write_text("[]"), "is damaged"),
    ("manifest.json", _another_format, "format 9"),
]


@pytest.mark.parametrize(("name", "damage", "message"), DAMAGES)
def test_a_damaged_snapshot_is_refused_and_the_one_in_use_stays(
    sqlite_ledger: Ledger, tmp_path: Path, name: str, damage: Callable[[Path], object], message: str
) -> None:
    record(sqlite_ledger, [school(1)])
    good = put_out(sqlite_ledger, tmp_path).version
    store = SnapshotStore(tmp_path / "snapshots")
    assert store.current().version == good
    bad = put_out(sqlite_ledger, tmp_path).version
    damage(tmp_path / "snapshots" / bad / name)
    assert store.current().version == good
    assert store.current().organizer("npsn-20000001") is not None
    assert store.problem is not None
    assert message in store.problem
    with pytest.raises(DamagedSnapshotError, match=message):
        SnapshotStore(tmp_path / "snapshots").current()
    put_out(sqlite_ledger, tmp_path)  # the guard measures against the last one that can be read
    assert store.current().version not in (good, bad)
    assert store.problem is None


def test_a_pointer_that_is_gone_or_nonsense_changes_nothing_for_a_running_service(
    sqlite_ledger: Ledger, tmp_path: Path
) -> None:
    record(sqlite_ledger, [school(1)])
    version = put_out(sqlite_ledger, tmp_path).version
    store, pointer = SnapshotStore(tmp_path / "snapshots"), tmp_path / "current"
    store.current()
    pointer.write_bytes(b"\xff\x00../../etc\n")
    assert store.current().version == version
    assert store.problem
    pointer.unlink()
    assert store.current().version == version
    shutil.rmtree(tmp_path / "snapshots")
    assert store.current().version == version


def test_an_index_that_was_not_built_is_spoken_of(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    record(sqlite_ledger, [school(1)])
    put_out(sqlite_ledger, tmp_path)
    snapshot = SnapshotStore(tmp_path / "snapshots").current()
    assert snapshot.manifest.missing_indexes == ("names", "hosts")
    with pytest.raises(MissingIndexError, match="publish again"):
        _ = snapshot.matcher
    with pytest.raises(MissingIndexError, match="publish again"):
        _ = snapshot.hosts


def test_a_closed_snapshot_cannot_be_read(sqlite_ledger: Ledger, tmp_path: Path) -> None:
    record(sqlite_ledger, [school(1)])
    version = put_out(sqlite_ledger, tmp_path).version
    with Snapshot.open(tmp_path / "snapshots" / version) as snapshot:
        snapshot.search("rekaan")
    with pytest.raises((DamagedSnapshotError, sqlite3.ProgrammingError)):
        snapshot.search("rekaan")
