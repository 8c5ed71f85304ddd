"""``cekdiklat registry export``: the published registry as a file for others; `import` reads it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from registry.commands.opened import clear_ends, snapshot_folder
from registry.commands.writing import clear, writing
from registry.exporting.database import write_database
from registry.exporting.organizers import organizers_csv, organizers_jsonl
from registry.exporting.tables import CHANGES, DECISIONS, as_csv, as_jsonl, change_rows, decision_rows
from registry.settings import settings
from registry.snapshot import SnapshotStore
from registry.snapshot.snapshot import Snapshot

_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".db": "sqlite", ".sqlite": "sqlite"}


@click.command("export")
@click.option(
    "--format", "kind", type=click.Choice(["csv", "jsonl", "sqlite"]), help="By the file's name, else csv"
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="A file, not stdout")
@click.option(
    "--what",
    type=click.Choice(["organizers", "decisions"]),
    default="organizers",
    show_default=True,
    help="An SQLite file always has both",
)
@click.option("--since", metavar="VERSION", help="Only what changed since this version (see `history`)")
def export(kind: str | None, output: Path | None, what: str, since: str | None) -> None:
    """Write the published organizers, or the decisions in force, with stable ids.

    CSV and JSON lines have the columns that `import` reads; an SQLite file opens in Datasette.
    """
    kind = kind or _SUFFIXES.get(output.suffix if output is not None else "", "csv")
    with clear_ends(), SnapshotStore(settings().snapshots).current() as snapshot:
        if kind == "sqlite":
            if output is None or since is not None:
                raise click.UsageError("an SQLite file needs --output FILE, and holds everything")
            with clear(output):
                count = write_database(snapshot, output)
        else:
            with writing(output) as file:
                count = sum(file.write(line) > 0 for line in _lines(kind, snapshot, what, since))
            count -= kind == "csv"
    if output is not None:
        click.echo(f"{count:,} {'changes' if since else what} written to {output}", err=True)


def _lines(kind: str, snapshot: Snapshot, what: str, since: str | None) -> Iterator[str]:
    table: Callable[..., Iterator[str]] = as_csv if kind == "csv" else as_jsonl
    if since is not None:
        return table(CHANGES, change_rows(snapshot_folder(), since))
    if what == "decisions":
        return table(DECISIONS, decision_rows(snapshot))
    return (organizers_csv if kind == "csv" else organizers_jsonl)(snapshot.organizers())
