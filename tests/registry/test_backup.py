"""A backup is everything: restored elsewhere, on either engine, the answers and the audit are the same."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from registry import backup as backups
from registry.backup import BackupError, backup, restore
from registry.cli import main
from registry.ledger import Ledger
from registry.ledger.announcements import Announcement
from registry.ledger.cases.reports import Report, ReportKind
from registry.ledger.copying import tables_of
from registry.ledger.engine import open_engine
from registry.ledger.schema import HEAD, migrate_to
from registry.organizer import Alias, Host
from registry.settings import settings
from registry.snapshot import SnapshotStore
from registry.snapshot.folder import SnapshotFolder
from tests.registry.made import DAY, group, put_out, record, school
from tests.shared.ledgers import ledger_url, new_database, postgres_ledger_url, postgres_url

__all__ = ["ledger_url", "postgres_ledger_url", "postgres_url"]

ENGINES = pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)


def quiet(_table: str, _rows: int) -> None:
    """Hears progress and does nothing with it."""


def fill(url: str, home: Path) -> dict[str, object]:
    """A ledger with something in every room, published; what a reader of it sees."""
    with Ledger.open(url) as ledger:
        record(
            ledger,
            [
                school(1, aliases=(Alias("SDR Satu"),), hosts=(Host("sdr1.sch.id", confidence="A"),)),
                school(2),
                group("MGMP Rekaan"),
            ],
        )
        ledger.announcements.record(
            Announcement("npsn-20000001", "https://sdr1.sch.id/x", "sdr1.sch.id", DAY, ("gform:1FAIpQLSx",))
        )
        ledger.reports.receive(Report(ReportKind.OUR_EVENT, "gform:1FAIpQLSx", note="catatan “kutip”"))
        ledger.jobs.enqueue("resolve", "short:s.id/x", {"url": "https://s.id/x"})
        ledger.audit.record("penguji", "test.fill", "x", {"a": 1})
        put_out(ledger, home)
        return seen(ledger, home)


def seen(ledger: Ledger, home: Path) -> dict[str, object]:
    snapshot = SnapshotStore(home / "snapshots").current()
    case = ledger.cases.queue()[0]
    return {
        "version": snapshot.version,
        "organizers": list(snapshot.organizers()),
        "vouches": snapshot.vouches("gform:1FAIpQLSx", DAY),
        "case": case,
        "reports": ledger.reports.of_case(case.number),
        "audit": ledger.audit.head(),
        "history": ledger.publications.history(),
    }


@ENGINES
def test_what_is_restored_answers_the_same(
    ledger_url: str, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """From each engine to each engine."""
    before = fill(ledger_url, tmp_path / "a")
    (tmp_path / "a" / "secret").write_text("x" * 64)
    made = backup(ledger_url, tmp_path / "a", tmp_path / "b.zip", quiet)
    assert made["rows"]["sighting"] == 3
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    target = (
        f"sqlite:///{tmp_path / 'c' / 'ledger.db'}"
        if engine == "sqlite"
        else new_database(request.getfixturevalue("postgres_url"))
    )
    restore(tmp_path / "b.zip", target, tmp_path / "c", quiet)
    with Ledger.open(target) as ledger:
        assert seen(ledger, tmp_path / "c") == before
        again = put_out(ledger, tmp_path / "c")
        assert again.content == SnapshotStore(tmp_path / "a" / "snapshots").current().manifest.content
        other = ledger.reports.receive(Report(ReportKind.MISSED, "host:baru-rekaan.my.id"))
        assert other.case.id > 1, "new rows get new numbers"
    assert (tmp_path / "c" / "secret").stat().st_mode & 0o077 == 0


def test_an_old_backup_is_brought_to_the_newest_schema(tmp_path: Path) -> None:
    """The backup of today, as the first version of the program would have written it."""
    url = f"sqlite:///{tmp_path / 'a' / 'ledger.db'}"
    fill(url, tmp_path / "a")
    backup(url, tmp_path / "a", tmp_path / "new.zip", quiet)
    first = columns_of_schema("0001", tmp_path)
    with zipfile.ZipFile(tmp_path / "new.zip") as new, zipfile.ZipFile(tmp_path / "old.zip", "w") as old:
        manifest = json.loads(new.read("manifest.json"))
        manifest |= {"schema": "0001", "rows": {t: n for t, n in manifest["rows"].items() if t in first}}
        sums = {}
        for name in manifest["sha256"]:
            data, table = new.read(name), name.removeprefix("ledger/").removesuffix(".jsonl")
            if name.startswith("ledger/"):
                if table not in first:
                    continue
                rows = (json.loads(line) for line in data.splitlines())
                kept = ({k: v for k, v in row.items() if k in first[table]} for row in rows)
                data = "".join(f"{json.dumps(row)}\n" for row in kept).encode()
            old.writestr(name, data)
            sums[name] = hashlib.sha256(data).hexdigest()
        old.writestr("manifest.json", json.dumps(manifest | {"sha256": sums}))
    target = f"sqlite:///{tmp_path / 'c' / 'ledger.db'}"
    restore(tmp_path / "old.zip", target, tmp_path / "c", quiet)
    with Ledger.open(target) as ledger, ledger.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
        assert session.scalar(text("SELECT count(*) FROM sighting")) == 3
        assert ledger.cases.queue() == []


def columns_of_schema(version: str, tmp_path: Path) -> dict[str, set[str]]:
    """The tables of a schema, each with its columns."""
    engine = open_engine(f"sqlite:///{tmp_path / 'schema.db'}")
    migrate_to(engine, version)
    with engine.connect() as connection:
        found = {table.name: set(table.columns.keys()) for table in tables_of(connection)}
    engine.dispose()
    return found


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'ledger.db'}"
    fill(url, tmp_path / "a")
    backup(url, tmp_path / "a", tmp_path / "b.zip", quiet)
    with pytest.raises(BackupError, match="already"):
        backup(url, tmp_path / "a", tmp_path / "b.zip", quiet)
    with pytest.raises(BackupError, match="empty CEKDIKLAT_HOME"):
        restore(tmp_path / "b.zip", url, tmp_path / "a", quiet)
    with pytest.raises(BackupError, match="ledger is not empty"):
        restore(tmp_path / "b.zip", url, tmp_path / "c", quiet)


def everything_in(home: Path) -> set[str]:
    """What lies in a home beside the files of an empty ledger."""
    return {path.name for path in home.iterdir()} - {"ledger.db", "ledger.db-wal", "ledger.db-shm"}


@pytest.mark.parametrize("step", ["_unpack", "put_rows", "_place", "point_to"])
def test_a_restore_that_fails_leaves_nothing_and_can_be_run_again(
    ledger_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The disk is full at one step: after half the work of it, where it has halves."""
    before = fill(f"sqlite:///{tmp_path / 'a' / 'ledger.db'}", tmp_path / "a")
    (tmp_path / "a" / "secret").write_text("x" * 64)
    backup(f"sqlite:///{tmp_path / 'a' / 'ledger.db'}", tmp_path / "a", tmp_path / "b.zip", quiet)

    def full(*given: object) -> None:
        if step in ("_unpack", "_place"):
            real(*given)
        raise OSError(28, "No space left on device")

    home, owner = tmp_path / "c", SnapshotFolder if step == "point_to" else backups
    home.mkdir()
    real = getattr(owner, step)
    with monkeypatch.context() as broken:
        broken.setattr(owner, step, full)
        with pytest.raises(BackupError, match="No space left"):
            restore(tmp_path / "b.zip", ledger_url, home, quiet)
    assert everything_in(home) == set()
    restore(tmp_path / "b.zip", ledger_url, home, quiet)
    with Ledger.open(ledger_url) as ledger:
        assert seen(ledger, home) == before
    assert everything_in(home) == {"current", "secret", "snapshots"}


@pytest.mark.parametrize("name", ["secret", "trust"])
def test_nothing_of_a_used_home_is_taken_away(tmp_path: Path, name: str) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'ledger.db'}"
    fill(url, tmp_path / "a")
    backup(url, tmp_path / "a", tmp_path / "b.zip", quiet)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / name).write_text("mine")
    with pytest.raises(BackupError, match=f"has {name} already"):
        restore(tmp_path / "b.zip", f"sqlite:///{tmp_path / 'c' / 'ledger.db'}", tmp_path / "c", quiet)
    assert (tmp_path / "c" / name).read_text() == "mine"


@pytest.mark.parametrize("step", ["_unpack", "_place"])
def test_a_restore_that_is_killed_can_be_run_again(tmp_path: Path, step: str) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'ledger.db'}"
    before = fill(url, tmp_path / "a")
    backup(url, tmp_path / "a", tmp_path / "b.zip", quiet)
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from registry import backup as module\n"
        f"real = module.{step}\n"
        "def killed(*given):\n"
        "    real(*given)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"module.{step} = killed\n"
        "module.restore(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), lambda *_: None)\n"
    )
    home, target = tmp_path / "c", f"sqlite:///{tmp_path / 'c' / 'ledger.db'}"
    arguments = [str(tmp_path / "b.zip"), target, str(home)]
    died = subprocess.run([sys.executable, "-c", program, *arguments], check=False)
    assert died.returncode == -signal.SIGKILL
    restore(tmp_path / "b.zip", target, home, quiet)
    with Ledger.open(target) as ledger:
        assert seen(ledger, home) == before
    assert not (home / ".restoring").exists()


@pytest.mark.parametrize("there", [False, True])
def test_nothing_is_no_backup(tmp_path: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run without the service's settings it would keep an empty file every night, and end well."""
    if there:
        Ledger.open(f"sqlite:///{tmp_path / 'a' / 'ledger.db'}").close()
    monkeypatch.setenv("CEKDIKLAT_HOME", str(tmp_path / "a"))
    settings.cache_clear()
    done = CliRunner().invoke(main, ["backup", str(tmp_path / "b.zip")])
    settings.cache_clear()
    assert (done.exit_code, "as they are for the service" in done.stderr) == (2, True), done.output
    assert (tmp_path / "a").exists() == there
    assert not [it.name for it in tmp_path.iterdir() if "zip" in it.name]


def test_a_ledger_without_its_home_is_no_backup(tmp_path: Path) -> None:
    """As of a night job that knows the service's PostgreSQL, but not its home: no registry, no secret."""
    url = f"sqlite:///{tmp_path / 'a' / 'ledger.db'}"
    fill(url, tmp_path / "a")
    with pytest.raises(BackupError, match=r"registry is not in .*b: set CEKDIKLAT_HOME"):
        backup(url, tmp_path / "b", tmp_path / "b.zip", quiet)
    assert not [it.name for it in tmp_path.iterdir() if "zip" in it.name]


@pytest.mark.parametrize("what", ["cut", "changed", "added", "no backup", "newer"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(tmp_path: Path, what: str) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'ledger.db'}"
    fill(url, tmp_path / "a")
    backup(url, tmp_path / "a", tmp_path / "b.zip", quiet)
    bad = tmp_path / "bad.zip"
    if what == "cut":
        bad.write_bytes((tmp_path / "b.zip").read_bytes()[:-2000])
    else:
        with zipfile.ZipFile(tmp_path / "b.zip") as good, zipfile.ZipFile(bad, "w") as made:
            for name in good.namelist():
                data = good.read(name)
                if what == "changed" and name == "ledger/sighting.jsonl":
                    data = data.replace(b"SD Rekaan 1", b"SD Rekaan 9")
                if what == "newer" and name == "manifest.json":
                    data = data.replace(b'"schema": "', b'"schema": "9')
                if not (what == "no backup" and name == "manifest.json"):
                    made.writestr(name, data)
            if what == "added":
                made.writestr("home/../../evil", b"x")
    target = f"sqlite:///{tmp_path / 'c' / 'ledger.db'}"
    with pytest.raises((BackupError, RuntimeError)):
        restore(bad, target, tmp_path / "c", quiet)
    assert not (tmp_path / "c" / "current").exists()
    assert not (tmp_path / "evil").exists()
    if (tmp_path / "c" / "ledger.db").exists():
        with Ledger.open(target) as ledger:
            assert ledger.cases.queue() == []
