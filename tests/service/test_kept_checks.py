"""A thousand kept checks are answered the same, byte for byte, after a restore, a rollback, an upgrade."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from registry.backup import backup, restore
from registry.ledger import Ledger
from registry.ledger.copying import put_rows, rows_of, tables_of
from registry.ledger.engine import open_engine
from registry.ledger.schema import MIGRATIONS, migrate_to
from registry.snapshot import SnapshotStore
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import publish, rollback
from service.checking.level import Level
from tests.service.kept import CHECKS, answers, change, fill
from tests.shared.ledgers import new_database, postgres_url

__all__ = ["postgres_url"]

pytestmark = pytest.mark.slow
ORDER = PublishOrder(by="penguji", accept="percobaan")
SCHEMAS = sorted(path.name[:4] for path in MIGRATIONS.glob("versions/[0-9]*.py"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A home in which a registry was published, changed, and published again; the answers of each time."""

    home: Path
    first: list[str]
    second: list[str]
    before: Path
    """The home as it was when only the first was published."""

    @property
    def url(self) -> str:
        return ledger_url(self.home)


def ledger_url(home: Path) -> str:
    return f"sqlite:///{home / 'ledger.db'}"


def quiet(_table: str, _rows: int) -> None:
    """Hears progress and does nothing with it."""


def answered(home: Path) -> list[str]:
    with SnapshotStore(home / "snapshots").current() as snapshot:
        return answers(snapshot)


def put_out(ledger: Ledger, home: Path) -> None:
    publish(ledger, SnapshotFolder.at(home / "snapshots"), ORDER)


def but_the_version(found: list[str]) -> list[str]:
    """Answers of two publications of one registry differ in the version that they name."""
    version = json.loads(found[0])["snapshot"]
    return [line.replace(version, "") for line in found]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    home = tmp_path_factory.mktemp("kept") / "home"
    before = home.with_name("before")
    with Ledger.open(ledger_url(home)) as ledger:
        fill(ledger)
        put_out(ledger, home)
    first = answered(home)
    copytree(home, before)
    with Ledger.open(ledger_url(home)) as ledger:
        change(ledger)
        put_out(ledger, home)
    return Kept(home, first, answered(home), before)


def test_the_kept_checks_are_worth_comparing(kept: Kept) -> None:
    """Every level occurs, hardly any two answers are the same, and the two registries answer differently."""
    levels = Counter(json.loads(line)["level"] for line in kept.second)
    assert levels.total() == CHECKS == 1_000
    assert all(levels[level.value] >= 20 for level in Level), levels
    assert len(set(kept.second)) > 900
    differing = zip(but_the_version(kept.first), but_the_version(kept.second), strict=True)
    assert sum(a != b for a, b in differing) >= 20


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_restored_from_a_backup(
    kept: Kept, engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The snapshot that was kept, and the one that is published anew from the restored ledger."""
    backup(kept.url, kept.home, tmp_path / "b.zip", quiet)
    home = tmp_path / "new"
    url = ledger_url(home) if engine == "sqlite" else new_database(request.getfixturevalue("postgres_url"))
    restore(tmp_path / "b.zip", url, home, quiet)
    assert answered(home) == kept.second
    with Ledger.open(url) as ledger:
        put_out(ledger, home)
    assert but_the_version(answered(home)) == but_the_version(kept.second)


def test_rolled_back_and_forward_again(kept: Kept, tmp_path: Path) -> None:
    home = copytree(kept.home, tmp_path / "home")
    folder = SnapshotFolder.at(home / "snapshots")
    newest = folder.current()
    with Ledger.open(ledger_url(home)) as ledger:
        rollback(ledger, folder, ORDER)
        assert answered(home) == kept.first
        rollback(ledger, folder, ORDER, to=newest)
    assert answered(home) == kept.second


@pytest.mark.parametrize("schema", SCHEMAS)
def test_upgraded_from_every_schema(kept: Kept, schema: str, tmp_path: Path) -> None:
    """A ledger as that version of the program left it: its own tables, made by its own migrations.

    The first version knew no decisions: its ledger holds what was there before there were any.
    """
    source, expected = (kept.before, kept.first) if schema == SCHEMAS[0] else (kept.home, kept.second)
    home = tmp_path / "home"
    home.mkdir()
    as_left_by(schema, ledger_url(source), ledger_url(home))
    with Ledger.open(ledger_url(home)) as ledger:
        put_out(ledger, home)
    assert but_the_version(answered(home)) == but_the_version(expected)


def as_left_by(schema: str, source: str, target: str) -> None:
    """Copies the rows that a schema knows into a ledger of that schema."""
    old, new = open_engine(target), open_engine(source)
    migrate_to(old, schema)
    with (
        new.connect() as reading,
        old.connect().execution_options(ledger_writes=True) as writing,
        writing.begin(),
    ):
        now = {table.name: table for table in tables_of(reading)}
        for table in tables_of(writing):
            writing.execute(table.delete())
            known = set(table.columns.keys())
            rows = (json.loads(line) for line in rows_of(reading, now[table.name]))
            kept = ({name: value for name, value in row.items() if name in known} for row in rows)
            put_rows(writing, table, (json.dumps(row).encode() for row in kept))
    for engine in (old, new):
        engine.dispose()
