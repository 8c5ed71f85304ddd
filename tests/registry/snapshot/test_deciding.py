"""Decisions reach the published registry without building it anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.made import Draft
from registry.ledger.cases.reports import Report, ReportKind
from registry.snapshot import DamagedSnapshotError, Snapshot, SnapshotStore
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.decisions import FILE
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from tests.registry.made import put_out, record, school

ORDER = PublishOrder(by="worker", note="decisions", wait=0)
FORM = "gform:1FAIpQLSrekaan"


def flag(ledger: Ledger, now: datetime | None = None) -> int:
    case = ledger.reports.receive(Report(ReportKind.MISSED, FORM)).case
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
    flag(ledger, datetime.now(UTC) - timedelta(hours=23, minutes=59, seconds=59))
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
