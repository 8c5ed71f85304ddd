"""Decisions reach the published registry without building it anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.made import DecisionState, Draft
from registry.ledger.cases.reports import Report, ReportKind
from registry.snapshot import DamagedSnapshotError, Snapshot, SnapshotError, SnapshotStore
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.decisions import FILE
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.manifest import read_manifest
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import rollback
from tests.registry.made import put_out, record, school, snapshots

ORDER = PublishOrder(by="worker", note="decisions", wait=0)
FORM = "gform:1FAIpQLSrekaan"


def flag(ledger: Ledger, now: datetime | None = None, subject: str = FORM) -> int:
    case = ledger.reports.receive(Report(ReportKind.MISSED, subject)).case
    draft = Draft(
        case.number,
        case.version,
        Action.FLAG,
        Ground.PAYMENT,
        "uang diminta, acara tidak ada",
        emergency=True,
    )
    return ledger.decisions.make(draft, "admin-a", now).id


def current(home: Path) -> Snapshot:
    return SnapshotStore(home / "snapshots").current()


def test_a_flag_is_published_beside_the_same_registry(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    first = put_out(ledger, tmp_path)
    record(ledger, [school(1), school(2)])
    folder = SnapshotFolder.at(tmp_path / "snapshots")
    assert publish_decisions(ledger, folder, ORDER) is None
    flag(ledger)
    second = publish_decisions(ledger, folder, ORDER)
    assert second is not None
    assert second.version > first.version
    snapshot = current(tmp_path)
    decided = snapshot.decision(FORM)
    assert decided is not None
    assert (snapshot.version, snapshot.flagged, decided.ground) == (second.version, [FORM], Ground.PAYMENT)
    assert snapshot.counts["organizer"] == 1, "newer sightings wait for a publication of the registry"
    assert snapshot.published_at == first.published_at
    assert publish_decisions(ledger, folder, ORDER) is None
    assert [it.action for it in ledger.publications.history()] == ["decisions", "publish"]
    put_out(ledger, tmp_path)
    assert (current(tmp_path).flagged, current(tmp_path).counts["organizer"]) == ([FORM], 2)


def test_what_runs_out_is_published_too(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    flag(ledger, datetime.now(UTC) - timedelta(hours=23, minutes=59, seconds=30))
    put_out(ledger, tmp_path)
    folder = SnapshotFolder.at(tmp_path / "snapshots")
    for row in ledger.decisions.standing():
        assert row.until is not None
    ledger.decisions.expire(datetime.now(UTC) + timedelta(minutes=1))
    assert publish_decisions(ledger, folder, ORDER) is not None
    assert current(tmp_path).flagged == []


def test_damaged_decisions_are_noticed(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    manifest = put_out(ledger, tmp_path)
    file = tmp_path / "snapshots" / manifest.version / FILE
    file.write_text(file.read_text() + " ")
    with pytest.raises(DamagedSnapshotError, match=FILE):
        Snapshot.open(tmp_path / "snapshots" / manifest.version)


def three_registries(ledger: Ledger, home: Path, keep: int = 5) -> list[str]:
    """Publishes one, two, three schools; the versions."""
    versions = []
    for number in (1, 2, 3):
        record(ledger, [school(number)])
        versions.append(put_out(ledger, home, keep=keep).version)
    return versions


def sizes(home: Path) -> list[int]:
    """Organizers in each kept version, newest first."""
    folder = snapshots(home)
    return [read_manifest(folder.folder / version).counts["organizer"] for version in folder.published()]


def test_a_day_of_decisions_takes_no_way_back(ledger: Ledger, tmp_path: Path) -> None:
    three_registries(ledger, tmp_path)
    for number in range(12):
        flag(ledger, subject=f"gform:1FAIpQLSrekaan{number}")
        assert publish_decisions(ledger, snapshots(tmp_path), ORDER) is not None
    assert sizes(tmp_path) == [3, 3, 3, 3, 3, 2, 1]
    left = [path.name for path in (tmp_path / "snapshots").iterdir() if path.is_dir()]
    assert sorted(left, reverse=True) == snapshots(tmp_path).published()
    assert len(current(tmp_path).flagged) == 12


def test_of_many_registries_the_newest_are_kept(ledger: Ledger, tmp_path: Path) -> None:
    three_registries(ledger, tmp_path, keep=2)
    flag(ledger)
    publish_decisions(ledger, snapshots(tmp_path), replace(ORDER, keep=2))
    assert sizes(tmp_path) == [3, 3, 2]
    flag(ledger, subject="gform:1FAIpQLSlain")
    publish_decisions(ledger, snapshots(tmp_path), replace(ORDER, keep=1))
    assert sizes(tmp_path) == [3]


def test_a_rollback_after_decisions_takes_the_registry_back_and_leaves_the_flags(
    ledger: Ledger, tmp_path: Path
) -> None:
    first, second, _ = three_registries(ledger, tmp_path)
    folder = snapshots(tmp_path)
    for number in range(2):
        flag(ledger, subject=f"gform:1FAIpQLSrekaan{number}")
        publish_decisions(ledger, folder, ORDER)
    assert rollback(ledger, folder, ORDER) == second
    assert publish_decisions(ledger, folder, ORDER) is not None
    flags = ["gform:1FAIpQLSrekaan0", "gform:1FAIpQLSrekaan1"]
    assert (current(tmp_path).counts["organizer"], current(tmp_path).flagged) == (2, flags)
    # Once more goes on back, not forward to the registry that was left: its versions are older by name now.
    assert rollback(ledger, folder, ORDER) == first
    publish_decisions(ledger, folder, ORDER)
    assert (current(tmp_path).counts["organizer"], current(tmp_path).flagged) == (1, flags)
    with pytest.raises(SnapshotError, match="no snapshot older"):
        rollback(ledger, folder, ORDER)
    assert current(tmp_path).counts["organizer"] == 1


def test_a_rollback_brings_back_no_flag_that_was_undone(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    undone = flag(ledger)
    put_out(ledger, tmp_path)
    record(ledger, [school(2)])
    put_out(ledger, tmp_path)
    ledger.decisions.end(undone, DecisionState.UNDONE, "admin-b", "pemilik terbukti")
    publish_decisions(ledger, snapshots(tmp_path), ORDER)
    rollback(ledger, snapshots(tmp_path), ORDER)
    publish_decisions(ledger, snapshots(tmp_path), ORDER)
    assert (current(tmp_path).counts["organizer"], current(tmp_path).flagged) == (1, [])


def test_publishing_the_same_again_is_no_way_back(ledger: Ledger, tmp_path: Path) -> None:
    versions = three_registries(ledger, tmp_path)
    put_out(ledger, tmp_path)
    assert rollback(ledger, snapshots(tmp_path), ORDER) == versions[1]


def test_from_damaged_decisions_the_way_back_is_the_same_registry(ledger: Ledger, tmp_path: Path) -> None:
    *_, newest = three_registries(ledger, tmp_path)
    flag(ledger)
    decided = publish_decisions(ledger, snapshots(tmp_path), ORDER)
    assert decided is not None
    (tmp_path / "snapshots" / decided.version / FILE).write_text("[")
    assert rollback(ledger, snapshots(tmp_path), ORDER) == newest


def test_a_damaged_registry_is_passed_over_on_the_way_back(ledger: Ledger, tmp_path: Path) -> None:
    first, second, third = three_registries(ledger, tmp_path)
    (tmp_path / "snapshots" / second / "registry.db").write_bytes(b"rusak")
    assert rollback(ledger, snapshots(tmp_path), ORDER) == first
    rollback(ledger, snapshots(tmp_path), ORDER, to=third)
    (tmp_path / "snapshots" / first / "manifest.json").write_text("{")
    with pytest.raises(SnapshotError, match="is damaged: publish again"):
        rollback(ledger, snapshots(tmp_path), ORDER)
    assert current(tmp_path).version == third
