"""From the ledger to a snapshot and back out: on both engines, with everything a reader can ask."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
import sqlite_utils

from registry.ledger import Ledger
from registry.ledger.announcements import Announcement
from registry.ledger.models import OrganizerEntry
from registry.ledger.resolutions import Resolution
from registry.ledger.sources import SourceInfo
from registry.organizer import Alias, Host, Kind, Provenance
from registry.snapshot import (
    NoSnapshotError,
    PublishBusyError,
    PublishRefusedError,
    Snapshot,
    SnapshotError,
    SnapshotStore,
)
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import publish, rollback
from tests.registry.made import DAY, group, put_out, record, school, snapshots


def opened(home: Path) -> Snapshot:
    return SnapshotStore(home / "snapshots").current()


def contents(home: Path) -> dict[Path, bytes]:
    files = [path for path in home.rglob("*") if path.is_file() and "ledger" not in path.name]
    return {path: path.read_bytes() for path in files}


def test_what_was_recorded_can_be_asked_for(ledger: Ledger, tmp_path: Path) -> None:
    said = school(
        1,
        aliases=(Alias("SDR Satu", until=date(2020, 1, 1)),),
        hosts=(Host("sdr1.sch.id", subtree=True, confidence="A"),),
        website="https://sdr1.sch.id",
        url="https://daftar.example/1",
        citation="baris 1",
    )
    record(ledger, [said, school(2), group("MGMP Rekaan")])
    manifest = put_out(ledger, tmp_path, note="pertama")
    snapshot = opened(tmp_path)
    found = snapshot.organizer("npsn-20000001")
    assert found is not None
    assert (found.name, found.region, found.region_name) == ("SD Rekaan 1", "32.04", "Kabupaten Bandung")
    assert (found.aliases, found.hosts, found.website) == (said.aliases, said.hosts, said.website)
    assert found.provenance == (Provenance("daftar", DAY, "https://daftar.example/1", "baris 1"),)
    assert snapshot.organizer("npsn-1") is None
    assert (snapshot.version, snapshot.counts["organizer"]) == (manifest.version, 3)
    assert (snapshot.manifest.note, snapshot.manifest.by) == ("pertama", "penguji")
    assert datetime.now(UTC) - snapshot.published_at < timedelta(minutes=5)
    assert [snapshot.coverage(Kind.SCHOOL, code) for code in ("32", "33", None)] == [2, 0, 2]
    assert snapshot.coverage(Kind.DINAS, "32") == 0


def test_all_organizers_stream_by_id_with_all_their_parts(ledger: Ledger, tmp_path: Path) -> None:
    many = [school(n, aliases=tuple(Alias(f"SDR {n}-{i}") for i in range(n % 3))) for n in range(50)]
    record(ledger, many)
    put_out(ledger, tmp_path)
    snapshot = opened(tmp_path)
    listed = list(snapshot.organizers())
    assert [o.id for o in listed] == [f"npsn-{20_000_000 + n}" for n in range(50)]
    assert listed == [snapshot.organizer(o.id) for o in listed]
    assert sum(1 for _ in opened(tmp_path).organizers()) == 50  # nobody else holds this snapshot


def test_search_finds_names_aliases_and_beginnings(ledger: Ledger, tmp_path: Path) -> None:
    record(
        ledger,
        [
            group("MGMP Matématika Rekaan", aliases=(Alias("Musyawarah Guru Rekaan"),)),
            group("MGMP Fisika Rekaan"),
            group("KKG Rekaan", region="32.73"),
        ],
    )
    put_out(ledger, tmp_path)
    snapshot = opened(tmp_path)
    assert [o.name for o in snapshot.search("matematika")] == ["MGMP Matématika Rekaan"]
    assert [o.name for o in snapshot.search("musyawarah gur")] == ["MGMP Matématika Rekaan"]
    assert len(snapshot.search("rekaan")) == 3
    assert len(snapshot.search("rekaan", limit=2)) == 2
    for odd in ('"', "AND", "mgmp OR", "*", "a:b NEAR(", "", "((", "-", "\0", "x" * 5000):
        assert isinstance(snapshot.search(odd), list)


def test_vouches_count_until_they_expire_and_only_for_the_published(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1), school(2)])
    bad = record(ledger, [school(3)], "lain")
    for number, end in ((1, date(2026, 4, 3)), (2, date(2026, 5, 1)), (3, date(2026, 6, 1))):
        host = f"sdrekaan{number}.sch.id"
        ledger.announcements.record(
            Announcement(f"npsn-2000000{number}", f"https://{host}/x", host, DAY, ("gform:a",), event_end=end)
        )
    ledger.runs.set_aside(bad.id, "penguji", "salah")
    put_out(ledger, tmp_path)
    snapshot = opened(tmp_path)
    assert [v.organizer_id for v in snapshot.vouches("gform:a", date(2026, 4, 3))] == [
        "npsn-20000002",
        "npsn-20000001",
    ]
    assert [v.organizer_id for v in snapshot.vouches("gform:a", date(2026, 4, 4))] == ["npsn-20000002"]
    assert snapshot.vouches("gform:b", DAY) == []


def test_resolutions_and_redirects_are_published(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1), school(2)])
    resolution = Resolution(
        "short:s.id/x", "resolved", datetime(2026, 3, 1, tzinfo=UTC), "gform:a", ({"n": 1},)
    )
    ledger.resolutions.record(resolution)
    ledger.announcements.record(Announcement("npsn-20000001", "https://h/x", "h", DAY, ("gform:a",)))
    with ledger.transaction() as session:
        session.get_one(OrganizerEntry, "npsn-20000001").redirect_to = "npsn-20000002"
    put_out(ledger, tmp_path)
    snapshot = opened(tmp_path)
    assert snapshot.resolution("short:s.id/x") == resolution
    assert snapshot.resolution("short:s.id/y") is None
    merged = snapshot.organizer("npsn-20000001")
    assert merged is not None
    assert (merged.id, snapshot.redirect("npsn-20000001")) == ("npsn-20000002", "npsn-20000002")
    assert snapshot.redirect("npsn-20000002") is None
    assert {h.name for h in merged.hosts} == {"sdrekaan1.sch.id", "sdrekaan2.sch.id"}
    assert [v.organizer_id for v in snapshot.vouches("gform:a", DAY)] == ["npsn-20000002"]


def test_the_file_is_plain_sqlite_with_search_checksum_and_counts_inside(
    ledger: Ledger, tmp_path: Path
) -> None:
    record(ledger, [school(1), group("KKG Rekaan", aliases=(Alias("Kelompok Kerja Rekaan"),))])
    manifest = put_out(ledger, tmp_path)
    path = tmp_path / "snapshots" / manifest.version / "registry.db"
    db = sqlite_utils.Database(path)
    assert {"organizer", "alias", "host", "vouch", "provenance", "meta"} <= set(db.table_names())
    assert [row["name"] for row in db.table("alias").search("kelompok")] == ["Kelompok Kerja Rekaan"]
    assert [row["id"] for row in db.table("organizer").search("rekaan 1")] == ["npsn-20000001"]
    meta = {row["key"]: row["value"] for row in db.table("meta").rows}
    assert (meta["version"], meta["content"]) == (manifest.version, manifest.content)
    assert json.loads(meta["counts"])["organizer"] == db.table("organizer").count == 2
    db.close()
    assert path.with_name("registry.db-wal").exists() is False
    assert manifest.files["registry.db"].size == path.stat().st_size


def test_the_same_registry_has_the_same_content_hash(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(n) for n in range(9)])
    first = put_out(ledger, tmp_path)
    second = put_out(ledger, tmp_path)
    assert first.content == second.content
    assert first.version < second.version
    record(ledger, [school(10)])
    assert put_out(ledger, tmp_path).content != first.content


def test_versions_go_on_sorting_when_the_clock_goes_back(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    first = put_out(ledger, tmp_path).version
    folder = snapshots(tmp_path)
    earlier = folder.new_version("0" * 32, datetime(2001, 1, 1, tzinfo=UTC))
    assert earlier > first
    assert earlier[:8] == first[:8]


@pytest.mark.slow
def test_the_newest_are_kept_and_one_that_is_read_is_not_swept(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    versions = [put_out(ledger, tmp_path, keep=2).version]
    with Snapshot.open(tmp_path / "snapshots" / versions[0]) as held:
        versions += [put_out(ledger, tmp_path, keep=2).version for _ in range(4)]
        assert (
            held.organizer("npsn-20000001") is not None
        )  # first connection of this snapshot, after the sweep
        assert (tmp_path / "snapshots" / versions[0]).is_dir()
    versions.append(put_out(ledger, tmp_path, keep=2).version)
    assert snapshots(tmp_path).published() == versions[:-3:-1]
    left = [path.name for path in (tmp_path / "snapshots").iterdir() if path.is_dir()]
    assert sorted(left) == versions[-2:]


def test_rollback_turns_the_pointer_back_step_by_step(ledger: Ledger, tmp_path: Path) -> None:
    versions = []
    for number in (1, 2, 3):
        record(ledger, [school(number)])
        versions.append(put_out(ledger, tmp_path).version)
    store, order = SnapshotStore(tmp_path / "snapshots"), PublishOrder(by="penguji", note="salah")
    folder = snapshots(tmp_path)
    assert store.current().organizer("npsn-20000003") is not None
    assert rollback(ledger, folder, order) == versions[1]
    assert (store.current().version, store.current().organizer("npsn-20000003")) == (versions[1], None)
    assert rollback(ledger, folder, order) == versions[0]
    with pytest.raises(SnapshotError, match="older"):
        rollback(ledger, folder, order)
    assert rollback(ledger, folder, order, to=versions[2]) == versions[2]
    with pytest.raises(SnapshotError, match="no snapshot 'x'"):
        rollback(ledger, folder, order, to="x")
    history = ledger.publications.history()
    assert [p.version for p in history if p.action == "rollback"] == [versions[2], versions[0], versions[1]]
    assert history[0].note == "salah"


def test_a_publication_that_the_history_missed_is_written_down_later(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    with Ledger.open(f"sqlite:///{tmp_path}/other.db") as other:  # its history misses what this one publishes
        missed = put_out(ledger, tmp_path).version
        record(other, [school(1)])
        put_out(other, tmp_path)
        assert [p.version for p in other.publications.history()][-1] == missed


@pytest.mark.slow
def test_two_publishes_at_once_take_turns(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(n) for n in range(20)])
    versions: list[str] = []
    threads = [Thread(target=lambda: versions.append(put_out(ledger, tmp_path).version)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(versions)) == 4
    assert snapshots(tmp_path).current() == max(versions)


def test_a_publish_that_cannot_wait_says_so(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1)])
    with snapshots(tmp_path).publishing(1), pytest.raises(PublishBusyError, match="wait"):
        put_out(ledger, tmp_path, wait=0.1)
    assert put_out(ledger, tmp_path, wait=0.1)


def test_an_empty_ledger_publishes_an_empty_registry(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError, match="registry publish"):
        opened(tmp_path)
    put_out(ledger, tmp_path)
    snapshot = opened(tmp_path)
    assert (snapshot.counts["organizer"], list(snapshot.organizers()), snapshot.search("x")) == (0, [], [])


@pytest.mark.slow
def test_a_publish_that_fails_half_way_leaves_nothing_and_says_why(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(n) for n in range(2001)])
    first = put_out(ledger, tmp_path)

    def disk_full(step: str, done: int, total: int) -> None:
        if done >= 2000:
            raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(SnapshotError, match="free some space"):
        put_out(ledger, tmp_path, on_progress=disk_full)
    assert [path.name for path in (tmp_path / "snapshots").iterdir() if path.is_dir()] == [first.version]
    assert opened(tmp_path).version == first.version


def test_a_refused_publication_leaves_the_old_one_byte_for_byte(ledger: Ledger, tmp_path: Path) -> None:
    info = SourceInfo("daftar", ends_after=2)
    record(ledger, [school(n) for n in range(100)], info, complete=True)
    put_out(ledger, tmp_path)
    before = contents(tmp_path)
    record(ledger, [school(n) for n in range(90)], info, complete=True)
    with pytest.raises(PublishRefusedError, match=r"10 of 100 \(10\.0%\) organizers vanished"):
        put_out(ledger, tmp_path)
    assert {
        p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and "ledger" not in p.name
    } == before
    accepted = put_out(ledger, tmp_path, accept="the list was cleaned up")
    assert accepted.findings
    history = ledger.publications.history()[0]
    assert (history.by, history.accepted) == ("penguji", "the list was cleaned up")
    assert put_out(ledger, tmp_path).findings == ()  # what was accepted is the new measure


def test_publishing_with_every_index(ledger: Ledger, tmp_path: Path) -> None:
    record(ledger, [school(1), group("MGMP Matematika SMP Kota Bandung", region="32.73")])
    publish(ledger, snapshots(tmp_path))
    snapshot = opened(tmp_path)
    assert snapshot.manifest.missing_indexes == ()
    assert snapshot.matcher is snapshot.matcher
    assert snapshot.hosts is not None
