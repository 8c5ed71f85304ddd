"""``kill -9`` at random moments of a publish: the live registry is the old one or the new one, never less."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from registry.ledger import Ledger
from registry.snapshot import SnapshotStore
from tests.registry.made import put_out, record, school, snapshots

PUBLISHER = """
import sys
from pathlib import Path
from registry.ledger import Ledger
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import publish
ledger = Ledger.open(sys.argv[1])
folder = SnapshotFolder.at(Path(sys.argv[2]))
print("ready", flush=True)
while True:
    publish(ledger, folder, PublishOrder(by="penguji", keep=2, indexes=()))
    print("published", flush=True)
"""


@pytest.mark.slow
def test_a_publish_killed_anywhere_changes_nothing_and_its_leftovers_go(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    record(ledger, [school(n) for n in range(400)])
    put_out(ledger, tmp_path)
    folder = snapshots(tmp_path)
    rng = random.Random(20261122)
    leftovers = 0
    for _ in range(12):
        command = [sys.executable, "-c", PUBLISHER, ledger_url, str(tmp_path / "snapshots")]
        publisher = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0.0, 0.5))
        publisher.kill()
        publisher.wait()
        publisher.stdout.close()
        leftovers += any(path.name.startswith(".building-") for path in folder.folder.iterdir())
        snapshot = SnapshotStore(folder.folder).current()  # whole, by every checksum
        assert snapshot.counts["organizer"] == sum(1 for _ in snapshot.organizers()) == 400
        snapshot.close()
    assert leftovers > 0, "no kill hit a publish: this test proves nothing"
    put_out(ledger, tmp_path, keep=2)
    names = {path.name for path in folder.folder.iterdir() if path.is_dir()}
    assert names == set(folder.published())
    assert len(names) == 2
    history = [p.version for p in ledger.publications.history(1000)]
    assert len(history) == len(set(history))
    assert set(folder.published()) <= set(history)


@pytest.mark.slow
def test_a_killed_import_counts_only_when_it_was_done_again(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    record(ledger, [school(1)])
    importer = """
import sys
from registry.ledger import Ledger
from registry.ledger.sources import SourceInfo
from tests.registry.made import school
ledger = Ledger.open(sys.argv[1])
run = ledger.runs.start(SourceInfo("besar"))
rows = (school(n) for n in range(100, 40_000))
ledger.sightings.record(run, rows, lambda batch: print(len(batch), flush=True))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", importer, ledger_url], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "5000\n"
    process.kill()
    process.wait()
    process.stdout.close()
    assert put_out(ledger, tmp_path).counts["organizer"] == 1
    record(ledger, (school(n) for n in range(100, 6000)), "besar")
    assert put_out(ledger, tmp_path).counts["organizer"] == 5901
