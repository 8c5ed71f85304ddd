"""Every fault of an official list is refused with its own reason, and nothing that is live changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.outbound.door import Door
from crawler.progress import Event
from crawler.sources.definition import SourceDefinition, find_definition
from crawler.sources.visit import SourceReport, SourceVisit
from registry.ledger import Ledger
from registry.ledger.runs import RunOutcome
from registry.organizer import Organizer
from registry.snapshot import Snapshot
from registry.snapshot.errors import PublishRefusedError
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.publish import PublishOrder, publish
from tests.crawler.outside import go_out_in
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.faulty import FAULTS, Faulty, Mirror, medium_tree
from tests.internet.sites.referensi import Referensi, School, small_definition


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[LittleIndonesia, Faulty]]:
    """One faulty list and its mirror for all tests of this file."""
    site = Faulty(Referensi(medium_tree()))
    with LittleIndonesia([site, Mirror(site.behind)]) as net:
        yield net, site


@pytest.fixture
def definition(tmp_path: Path) -> SourceDefinition:
    """The program's own source, with bounds that fit 240 schools."""
    path = small_definition(tmp_path)
    path.write_text(path.read_text().replace("least = 5", "least = 100"))
    return find_definition(str(path))


def read(net: LittleIndonesia, ledger: Ledger, definition: SourceDefinition) -> SourceReport:
    """Read the list once."""

    async def errand(door: Door) -> SourceReport:
        return await SourceVisit(door, ledger, definition, _nobody, pause=timedelta(0)).run()

    return go_out_in(net, errand, total_seconds=5.0)


def _nobody(_event: Event) -> None:
    pass


def _organizers(folder: SnapshotFolder) -> list[Organizer]:
    with Snapshot.open(folder.folder / folder.current()) as snapshot:
        return list(snapshot.organizers())


def _sum(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_refused_and_the_live_registry_stays(
    name: str, world: tuple[LittleIndonesia, Faulty], definition: SourceDefinition, tmp_path: Path
) -> None:
    net, site = world
    folder = SnapshotFolder.at(tmp_path / "snapshots")
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        site.fault = None
        assert read(net, ledger, definition).outcome is RunOutcome.GOOD
        publish(ledger, folder)
        live = _organizers(folder)
        before = _sum(folder.folder)

        site.fault, code = FAULTS[name]
        report = read(net, ledger, definition)
        site.fault = None

        if code == "empty":
            assert report.outcome is RunOutcome.EMPTY
        elif code == "blocked":
            assert report.outcome is RunOutcome.BLOCKED
        else:
            assert report.outcome is RunOutcome.REFUSED, report
            assert report.findings[0].code == code, report.findings
        with pytest.raises(PublishRefusedError):
            publish(ledger, folder)
        assert _sum(folder.folder) == before
        publish(ledger, folder, PublishOrder(accept="known, the last reading stays"))
        assert _organizers(folder) == live  # what the bad reading said does not count
        assert read(net, ledger, definition).outcome is RunOutcome.GOOD  # and the next sound one does


@pytest.mark.slow
def test_an_old_copy_is_known_again(
    world: tuple[LittleIndonesia, Faulty], definition: SourceDefinition, tmp_path: Path
) -> None:
    net, site = world
    district = site.behind.tree[0].below[0].below[0]
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        assert read(net, ledger, definition).outcome is RunOutcome.GOOD
        district.schools.append(
            School("99999999", "SD NEGERI REKAAN BARU", "Jl. Rekaan", "Desa Rekaan", "NEGERI")
        )
        assert read(net, ledger, definition).outcome is RunOutcome.GOOD
        district.schools.pop()

        report = read(net, ledger, definition)

        assert report.outcome is RunOutcome.REFUSED
        assert [f.code for f in report.findings] == ["stale"]


@pytest.mark.slow
def test_a_new_column_is_noticed_and_not_refused(
    world: tuple[LittleIndonesia, Faulty], definition: SourceDefinition, tmp_path: Path
) -> None:
    net, site = world
    site.behind.school_headers = [
        "No",
        "NPSN",
        "Nama Satuan Pendidikan",
        "Alamat",
        "Desa/Kelurahan",
        "Status",
    ]
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        report = read(net, ledger, definition)
    site.behind.school_headers[4] = "Kelurahan"

    assert (report.outcome, report.new_headers) == (RunOutcome.GOOD, ("Desa/Kelurahan",))
