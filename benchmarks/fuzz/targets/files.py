"""Files that people hand in: lists to import, backups to restore, notes of the extension, digests.

Each is read or refused with what to do; a refused one leaves nothing behind.
"""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fuzz.books import workbook
from benchmarks.fuzz.source import Source
from benchmarks.fuzz.targets import Target, in_time
from registry.backup import BackupError, restore
from registry.hosts.digest import DigestError, apply, decode, encode
from registry.ledger.errors import LedgerError
from registry.ledger.intake.cells import RefusedRowError, read_sighting
from registry.ledger.intake.rows import Row, UnusableFileError, read_csv, read_jsonl
from registry.ledger.intake.workbook import read_workbook
from registry.snapshot.errors import SnapshotError
from registry.snapshot.manifest import read_manifest
from service.web.diary_file import UnreadableDiaryError, read_diary

DAY = date(2026, 11, 28)
PIECES = (
    *(
        "kind",
        "name",
        "region",
        "registration",
        "aliases",
        "hosts",
        "website",
        "id",
        "since",
        "until",
        "status",
    ),
    *(
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        '"',
        '""',
        "{",
        "}",
        "[",
        "]",
        ":",
        "null",
        "1",
        "-1",
        "1e999",
        "true",
        "\\u0000",
    ),
    *(
        "school",
        "ministry",
        "dinas",
        "SD Rekaan 1",
        "32.04",
        "Kabupaten Bandung",
        "20000001",
        "a.sch.id",
        "=1+1",
    ),
    *(
        "2026-11-28",
        "2026-02-30",
        "|",
        "\x00",
        "\ufeff",
        "²",
        "ﬃ",
        "x" * 300,
        "http://[",
        "https://a.go.id/",
        "@",
    ),
    *(
        '"format": 1',
        '"schema": "0001"',
        '"sha256": ',
        '"rows": ',
        '"snapshot": ',
        '"version": ',
        '"files": ',
    ),
    *(
        "Hari",
        "Nama",
        "Dari",
        "Peran",
        "Bukti",
        "Jenis",
        "A09",
        "20261128T000000000Z-00000000",
        "../x",
        "/etc/x",
    ),
)
REQUIRED = frozenset({"kind", "name"})
GOOD = encode(["disdik.bandung.go.id"], ["gform:1FAIpQLSx"], "20261128T000000000Z-00000000", DAY)


def target(stack: ExitStack) -> Target:
    """One file of one kind."""
    folder = Path(stack.enter_context(TemporaryDirectory()))

    def one(data: bytes) -> None:
        source = Source(data)
        kind = source.choice(("csv", "jsonl", "xlsx", "backup", "manifest", "diary", "digest"))
        with in_time(6.0 if kind == "backup" else 2.0):
            _read(kind, source, folder)

    return one


def _read(kind: str, source: Source, folder: Path) -> None:
    match kind:
        case "xlsx":
            _rows(kind, workbook(source) if source.flag() else source.rest())
        case "csv" | "jsonl":
            _rows(kind, source.body(PIECES))
        case "backup":
            _backup(source, folder)
        case "manifest":
            (folder / "manifest.json").write_bytes(source.body(PIECES))
            try:
                read_manifest(folder)
            except SnapshotError:
                return
        case "diary":
            try:
                read_diary(source.body(PIECES))
            except UnreadableDiaryError:
                return
        case "digest":
            _digest(source)


def _rows(kind: str, body: bytes) -> None:
    file = io.BytesIO(body)
    try:
        rows = (
            read_jsonl(file)
            if kind == "jsonl"
            else (read_csv if kind == "csv" else read_workbook)(file, REQUIRED)
        )
        for row in rows:
            if isinstance(row, Row):
                try:
                    read_sighting(row.cells, DAY)
                except RefusedRowError:
                    continue
    except UnusableFileError:
        return


def _backup(source: Source, folder: Path) -> None:
    path, home = folder / "b.zip", folder / "home"
    if source.flag():
        path.write_bytes(source.rest())
    else:
        with zipfile.ZipFile(path, "w") as made:
            for name in (
                "ledger/source.jsonl",
                "home/secret",
                source.text(PIECES, 12).replace("\x00", "") or "x",
            ):
                made.writestr(name, source.some(200))
            manifest = source.body(PIECES)
            made.writestr("manifest.json", manifest if source.flag() else json.dumps({"format": 1}))
    try:
        restore(path, f"sqlite:///{folder / 'never.db'}", home, lambda _table, _rows: None)
    except (BackupError, LedgerError):
        assert not (home / "current").exists()


def _digest(source: Source) -> None:
    body = source.rest()
    for read in (lambda: decode(body), lambda: apply(GOOD, body), lambda: decode(GOOD[:-1] + body)):
        try:
            read()
        except DigestError:
            continue
