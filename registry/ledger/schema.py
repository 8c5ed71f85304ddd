"""Bringing a ledger to the newest schema when it is opened; safe when two processes open it at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from registry.ledger.errors import LedgerError, clear_errors

#: The newest migration in ``migrations/versions``; a test holds this.
HEAD = "0005"
MIGRATIONS = Path(__file__).with_name("migrations")

# Any number that nobody else uses as an advisory lock in this database ("CEKDIKLA" in ASCII).
_LOCK = 0x43454B44494B4C41


def migrate(engine: Engine) -> None:
    """Runs the migrations that are missing; does nothing, quickly, when the schema is new enough.

    Raises:
        LedgerError: the ledger was written by a newer version of the program, or cannot be changed.
    """
    migrate_to(engine, HEAD)


def migrate_to(engine: Engine, target: str) -> None:
    """The same up to an earlier schema, whose rows are then put in: for restoring an old backup.

    Raises:
        LedgerError: this version of the program does not know that schema, or the ledger cannot be changed.
    """
    with clear_errors():
        with engine.connect() as connection:
            if _version(connection) in (HEAD, target):
                return
        with engine.connect().execution_options(ledger_writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            version = _version(connection)  # another process may have migrated while we waited for the lock
            if version in (HEAD, target):
                return
            _upgrade(connection, version, target)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection, version: str | None, target: str) -> None:
    # Alembic is needed (and slow to import) only here.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if unknown := {version, target} - known - {None}:
        raise LedgerError(
            f"the ledger has schema {unknown.pop()}, which this version of cekdiklat does not know",
            "install the newer version that wrote it",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, target)
