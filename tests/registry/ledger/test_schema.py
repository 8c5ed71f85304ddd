"""Migrations: from nothing to the models, on both engines, however many processes open the ledger at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from registry.ledger import Ledger, LedgerError
from registry.ledger.engine import open_engine
from registry.ledger.models import Base
from registry.ledger.schema import HEAD, MIGRATIONS
from registry.ledger.sources import SourceInfo


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrations_and_models_agree(ledger: Ledger, ledger_url: str) -> None:
    engine = open_engine(ledger_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_reopening_keeps_what_is_there(ledger: Ledger, ledger_url: str) -> None:
    ledger.sources.ensure(SourceInfo("referensi"))
    with Ledger.open(ledger_url) as again:
        assert [source.name for source in again.sources.all()] == ["referensi"]


def test_a_ledger_from_the_future_is_refused(ledger: Ledger, ledger_url: str) -> None:
    with ledger.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="newer version"):
        Ledger.open(ledger_url)


@pytest.mark.slow
def test_several_processes_may_open_a_new_ledger_at_once(ledger_url: str) -> None:
    program = "import sys; from registry.ledger import Ledger; Ledger.open(sys.argv[1]).sources.all()"
    processes = [
        subprocess.Popen([sys.executable, "-c", program, ledger_url], stderr=subprocess.PIPE)
        for _ in range(6)
    ]
    errors = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * 6, errors


def test_a_new_file_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(f"sqlite:///{path}") as opened:
        opened.sources.ensure(SourceInfo("referensi"))
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}
