"""A store of snapshots in the hands of somebody else: each file of it changed, cut, or written anew.

What is not what the trusted keys signed is refused with a reason, and the registry in use stays.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from registry.ledger import Ledger
from registry.snapshot.errors import SnapshotError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import publish
from registry.snapshot.transfer.keys import make_keys
from registry.snapshot.transfer.pull import pull
from registry.snapshot.transfer.push import push
from registry.snapshot.transfer.store import Store

PIECES = (
    *(
        '{"signatures":[',
        '],"signed":{',
        '"_type":',
        '"root"',
        '"timestamp"',
        '"snapshot"',
        '"targets"',
        '"version":',
    ),
    *(
        '"spec_version":"1.0.31",',
        '"expires":"2036-01-01T00:00:00Z",',
        '"meta":{',
        '"keys":{',
        '"roles":{',
        "}",
        "]",
    ),
    *(
        '"keyid":',
        '"sig":"',
        '"threshold":',
        "0",
        "1",
        "-1",
        "1e999",
        "null",
        '"',
        ",",
        ":",
        "{",
        "[",
        "ff",
        "../x",
    ),
    *(
        '"length":',
        '"hashes":{',
        '"sha256":',
        '"snapshot.json":',
        '"consistent_snapshot":true,',
        "\\u0000",
        "é",
    ),
)


def target(stack: ExitStack) -> Target:
    """One change to one file of a store of two snapshots' difference."""
    folder = Path(stack.enter_context(TemporaryDirectory()))
    ours, store, there = folder / "ours", folder / "store", folder / "there"
    here = SnapshotFolder.at(ours / "snapshots")
    with Ledger.open(f"sqlite:///{ours / 'ledger.db'}") as ledger:
        root = make_keys(folder / "keys")
        publish(ledger, here, PublishOrder(indexes=()))
        push(here, Store(str(store)), folder / "keys")
        pull(SnapshotFolder.at(there / "snapshots"), Store(str(store)), root, 2)
        publish(ledger, here, PublishOrder(indexes=()))
        push(here, Store(str(store)), folder / "keys")
    names = sorted(it.relative_to(store) for it in store.rglob("*") if it.is_file())
    old = SnapshotFolder.at(there / "snapshots").current()

    def one(data: bytes) -> None:
        source = Source(data)
        path = store / source.choice(names)
        good = path.read_bytes()
        machine = Path(shutil.copytree(there, folder / "machine", symlinks=True))
        try:
            path.write_bytes(_changed(source, good))
            mine = SnapshotFolder.at(machine / "snapshots")
            with in_time(6.0):
                try:
                    pull(mine, Store(str(store)), None, 2)
                except SnapshotError:
                    assert mine.current() == old
        finally:
            path.write_bytes(good)
            shutil.rmtree(machine)

    return one


def _changed(source: Source, good: bytes) -> bytes:
    if source.flag():
        return source.body(PIECES)
    body = bytearray(good)
    for _ in range(1 + source.number(6)):
        body[source.number(65_535) % len(body)] = source.byte()
    return bytes(body[: len(body) - source.number(40)])
