"""``cekdiklat backup`` and ``cekdiklat restore``."""

from __future__ import annotations

from pathlib import Path

import click

from registry.commands.opened import UnusableError, clear_ends
from registry.settings import settings


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write everything that cannot be made anew into FILE: ledger, current snapshot, the desk's secret.

    The service and the worker may go on meanwhile. FILE is readable by its owner alone: it holds the accounts
    of the desk and what organizers wrote in private.
    """
    from registry.backup import BackupError
    from registry.backup import backup as write

    try:
        with clear_ends():
            made = write(settings().ledger, settings().home, file, _said)
    except BackupError as error:
        raise UnusableError(str(error)) from error
    rows = sum(made["rows"].values())
    click.echo(f"{file}: {rows:,} rows, snapshot {made['snapshot'] or 'none'}, {file.stat().st_size:,} bytes")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty CEKDIKLAT_HOME and an empty ledger from FILE, whichever engine it came from."""
    from registry.backup import BackupError
    from registry.backup import restore as read

    try:
        with clear_ends():
            made = read(file, settings().ledger, settings().home, _said)
    except BackupError as error:
        raise UnusableError(str(error)) from error
    rows = sum(made["rows"].values())
    click.echo(f"restored {rows:,} rows and snapshot {made['snapshot'] or 'none'} of {made['made']}")


def _said(table: str, rows: int) -> None:
    if rows:
        click.echo(f"{table}: {rows:,}", err=True)
