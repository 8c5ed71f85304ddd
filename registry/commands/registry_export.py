"""``cekdiklat registry export``: the published registry as a file that ``import`` reads again."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

import click

from registry.commands.opened import clear_ends
from registry.organizer import Alias, Host, Organizer
from registry.settings import settings
from registry.snapshot import SnapshotStore

COLUMNS = ("id", "kind", "name", "region", "aliases", "hosts", "registration", "website", "status", "parent")
# A cell that begins like this runs as a formula in a spreadsheet; an apostrophe makes it plain text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command("export")
@click.option("--format", "kind", type=click.Choice(["csv", "jsonl"]), help="By the file's name, else csv")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="A file, not stdout")
def export(kind: str | None, output: Path | None) -> None:
    """Write the published organizers as CSV or JSON lines, in the columns that `import` reads."""
    if kind is None:
        kind = "jsonl" if output is not None and output.suffix in (".jsonl", ".ndjson") else "csv"
    with clear_ends(), SnapshotStore(settings().snapshots).current() as snapshot, _writing(output) as file:
        organizers = snapshot.organizers()
        count = _write_csv(file, organizers) if kind == "csv" else _write_jsonl(file, organizers)
    if output is not None:
        click.echo(f"{count:,} organizers written to {output}", err=True)


@contextmanager
def _writing(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is whole."""
    if output is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        return
    partial = output.with_name(output.name + ".part")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        partial.replace(output)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)


def _write_csv(file: TextIO, organizers: Iterator[Organizer]) -> int:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for organizer in organizers:
        row = _row(organizer)
        row["aliases"] = ";".join(alias.name.replace(";", ",") for alias in organizer.aliases)
        row["hosts"] = ";".join(("*." if host.subtree else "") + host.name for host in organizer.hosts)
        writer.writerow([_plain(row[column]) for column in COLUMNS])
        count += 1
    return count


def _write_jsonl(file: TextIO, organizers: Iterator[Organizer]) -> int:
    count = 0
    for organizer in organizers:
        row = _row(organizer)
        row["aliases"] = [_alias(alias) for alias in organizer.aliases]
        row["hosts"] = [_host(host) for host in organizer.hosts]
        file.write(json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) + "\n")
        count += 1
    return count


def _row(organizer: Organizer) -> dict[str, Any]:
    row = {column: getattr(organizer, column) for column in COLUMNS}
    return {**row, "kind": organizer.kind.value, "status": organizer.status.value}


def _alias(alias: Alias) -> str | dict[str, str]:
    dates = {"since": alias.since, "until": alias.until}
    known = {key: day.isoformat() for key, day in dates.items() if day is not None}
    return {"name": alias.name, **known} if known else alias.name


def _host(host: Host) -> str | dict[str, Any]:
    more: dict[str, Any] = {"relation": host.relation} if host.relation != "own" else {}
    more |= {"subtree": True} if host.subtree else {}
    more |= {key: day.isoformat() for key, day in (("since", host.since), ("until", host.until)) if day}
    return {"name": host.name, **more} if more else host.name


def _plain(value: str | None) -> str:
    text = value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text
