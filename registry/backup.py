"""One file with everything that cannot be made anew: the ledger's rows, the current snapshot, small files.

A ZIP file: ``manifest.json`` (schema version, rows by table, SHA-256 of every member),
``ledger/<table>.jsonl``, ``snapshot/…``, ``home/…``. The rows are not tied to an engine: a backup of SQLite
can be restored on PostgreSQL.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from registry.ledger import Ledger
from registry.ledger.copying import VERSION_TABLE, counts, put_rows, rows_of, tables_of
from registry.ledger.engine import ledger_url as engine_url
from registry.ledger.engine import open_engine
from registry.ledger.errors import clear_errors
from registry.ledger.schema import migrate_to
from registry.snapshot.errors import NoSnapshotError
from registry.snapshot.folder import SnapshotFolder

FORMAT = 1
MANIFEST = "manifest.json"
SMALL_FILES = ("secret", "trust")
"""What else lies in the home folder and cannot be made anew: the desk's secret, whom a puller trusts."""

RESTORING = ".restoring"
"""Folder in the home that holds what a restore has unpacked; it stays when the restore is killed."""
_AS_THE_SERVICE = "set CEKDIKLAT_HOME and CEKDIKLAT_LEDGER_URL as they are for the service"

Progress = Callable[[str, int], None]


class BackupError(RuntimeError):
    """The backup cannot be written, read or restored; the message says why and what to do."""


def backup(ledger_url: str, home: Path, target: Path, on_table: Progress) -> dict[str, Any]:
    """Writes the backup file, readable by its owner alone; returns its manifest. The service may go on.

    Raises:
        BackupError: the file is there already, there is nothing to keep, the home is not the ledger's, or the
            disk is full.
        LedgerError: the ledger cannot be read.
    """
    if target.exists():
        raise BackupError(f"{target} is there already: give another name")
    database = engine_url(ledger_url)
    if database.get_backend_name() == "sqlite" and not Path(database.database or "").is_file():
        raise BackupError(f"there is no ledger {database.database}: {_AS_THE_SERVICE}")
    Ledger.open(ledger_url).close()  # brings it to the newest schema
    temporary = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                manifest = _write(archive, ledger_url, home, on_table)
            if not any(manifest["rows"].values()) and manifest["snapshot"] is None:
                raise BackupError(f"the ledger is empty and nothing is published: {_AS_THE_SERVICE}")
            if manifest["rows"]["publication"] and manifest["snapshot"] is None:
                raise BackupError(f"the ledger's registry is not in {home}: {_AS_THE_SERVICE}")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise BackupError(f"the backup cannot be written ({error}): free some space and try again") from error
    finally:
        temporary.unlink(missing_ok=True)
    return manifest


def restore(source: Path, ledger_url: str, home: Path, on_table: Progress) -> dict[str, Any]:
    """Fills an empty ledger and an empty home from a backup; returns its manifest.

    Everything is unpacked beside its place first. The rows are one transaction, and the files are put in
    their places right before it is committed: a restore that fails leaves nothing behind, and one that is
    killed can be run again. Last the ledger is brought to the newest schema.

    Raises:
        BackupError: the file is damaged or newer than this program, or there is something here already.
        LedgerError: the ledger cannot be written.
    """
    part = home / RESTORING
    was_killed = part.exists()  # then what stands here is that restore's, as long as the ledger is empty
    there = [name for name in ("current", "snapshots", *SMALL_FILES) if (home / name).exists()]
    if there and not was_killed:
        raise BackupError(f"{home} has {', '.join(there)} already: restore into an empty CEKDIKLAT_HOME")
    placed: list[Path] = []
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive)
            _verify(archive, manifest)
            _unpack(archive, manifest, part)
            with _rows_restored(archive, manifest, ledger_url, on_table):
                _place(part, home, manifest, placed)
    except BaseException as error:
        for path in [*placed, *([part] if placed or not was_killed else [])]:
            _remove(path)
        if isinstance(error, OSError | zipfile.BadZipFile | KeyError):
            raise BackupError(f"{source} cannot be restored ({error}); nothing was kept") from error
        raise
    _remove(part)
    Ledger.open(ledger_url).close()  # brings it to the newest schema
    return manifest


def _write(archive: zipfile.ZipFile, ledger_url: str, home: Path, on_table: Progress) -> dict[str, Any]:
    sums: dict[str, str] = {}
    engine = open_engine(ledger_url)
    options: dict[str, Any] = (
        {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    )
    with engine.connect().execution_options(**options) as connection, connection.begin():
        schema = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608  (a constant)
        tables = tables_of(connection)
        rows = dict(counts(connection, tables))
        for table in tables:
            on_table(table.name, rows[table.name])
            _add(archive, f"ledger/{table.name}.jsonl", rows_of(connection, table), sums)
    engine.dispose()
    version = None
    try:
        folder = SnapshotFolder.at(home / "snapshots")
        version = folder.current()
        for path in _files_below(folder.folder / version):
            _add(archive, f"snapshot/{path.relative_to(folder.folder)}", _chunks(path), sums)
    except NoSnapshotError:
        pass  # nothing was published: only the ledger is kept
    for name in SMALL_FILES:
        for path in _files_below(home / name):
            _add(archive, f"home/{path.relative_to(home)}", _chunks(path), sums)
    manifest = {
        "format": FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "schema": schema,
        "rows": rows,
        "snapshot": version,
        "sha256": sums,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], sums: dict[str, str]) -> None:
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        for piece in pieces:
            digest.update(piece)
            member.write(piece)
    sums[name] = digest.hexdigest()


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        known = manifest["format"] == FORMAT
    except (KeyError, ValueError) as error:
        raise BackupError("this is no backup of CekDiklat") from error
    if not known:
        raise BackupError("the backup was made by another version of the program: restore it with that one")
    return manifest


def _verify(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Every member is there, unchanged, and none is too many."""
    names = set(archive.namelist()) - {MANIFEST}
    if names != set(manifest["sha256"]):
        raise BackupError("the backup is damaged: members are missing or were added")
    for name, expected in manifest["sha256"].items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise BackupError(f"the backup is damaged: it names {name!r}")
        with archive.open(name) as member:
            if hashlib.file_digest(member, "sha256").hexdigest() != expected:  # type: ignore[arg-type]
                raise BackupError(f"the backup is damaged: {name} was changed")


@contextmanager
def _rows_restored(
    archive: zipfile.ZipFile, manifest: dict[str, Any], ledger_url: str, on_table: Progress
) -> Iterator[None]:
    """The rows are there, and are committed when the block ends well."""
    engine = open_engine(ledger_url)
    try:
        migrate_to(engine, manifest["schema"])
        with (
            clear_errors(),
            engine.connect().execution_options(ledger_writes=True) as connection,
            connection.begin(),
        ):
            tables = tables_of(connection)
            _refuse_filled(connection, tables)
            for table in tables:
                on_table(table.name, manifest["rows"].get(table.name, 0))
                name = f"ledger/{table.name}.jsonl"
                if name in manifest["sha256"]:
                    with archive.open(name) as member:
                        put_rows(connection, table, member)
            if dict(counts(connection, tables)) != manifest["rows"]:
                raise BackupError("the ledger has other numbers of rows than the backup: nothing was kept")
            yield
    except ValueError as error:
        raise BackupError(f"{error}; nothing was kept") from error
    finally:
        engine.dispose()


def _refuse_filled(connection: Connection, tables: Iterable[Any]) -> None:
    """A new ledger has rows in no table but those that a migration fills."""
    for table in tables:
        if (
            table.name in ("organizer", "report", "run")
            and connection.scalar(select(table).limit(1)) is not None
        ):
            raise BackupError("the ledger is not empty: restore into a new one")
        connection.execute(table.delete())


def _unpack(archive: zipfile.ZipFile, manifest: dict[str, Any], part: Path) -> None:
    """The snapshot and the small files, below ``part`` as they will stand below the home."""
    _remove(part)
    part.mkdir(parents=True, mode=0o700)
    for name in manifest["sha256"]:
        room, _, rest = name.partition("/")
        if room == "ledger":
            continue
        target = part / ("snapshots" if room == "snapshot" else "") / rest
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = 0o600 if room == "home" else 0o644
        with (
            archive.open(name) as member,
            os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file,
        ):
            shutil.copyfileobj(member, file)


def _place(part: Path, home: Path, manifest: dict[str, Any], placed: list[Path]) -> None:
    """Gives everything its name, the pointer last; ``placed`` hears of each before it is there."""
    for path in sorted(part.iterdir()):
        placed.append(target := home / path.name)
        _remove(target)
        path.rename(target)
    if manifest["snapshot"]:
        placed.append(home / "current")
        SnapshotFolder.at(home / "snapshots").point_to(manifest["snapshot"])


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _files_below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from sorted(it for it in path.rglob("*") if it.is_file())


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _pieces(file)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(1 << 20):
        yield piece
