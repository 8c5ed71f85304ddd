"""``cekdiklat registry set-aside``: taking back a whole reading of a source."""

from __future__ import annotations

import getpass

import click
from sqlalchemy.exc import NoResultFound

from registry.commands.opened import UnusableError, opened_ledger


@click.command("set-aside")
@click.argument("run", type=click.IntRange(1, 2**63 - 1))
@click.option("--by", default=getpass.getuser, show_default="your login", help="Who does this")
@click.option("--reason", required=True, help="Why; it is kept in the history and in the audit log")
def set_aside(run: int, by: str, reason: str) -> None:
    """Let nothing count that reading number RUN of a source said (see `registry history`).

    Of each entry the source then says what its reading before said; an entry remembers its two newest
    readings. Nothing is deleted; publish afterwards.

    Exit code 1: it is set aside, and entries that more than one reading named are named by none that counts
    any more; when earlier ones named them too, the last right list has to be imported again.
    """
    if not reason.strip():
        raise click.UsageError("a reason is needed")
    with opened_ledger(seeded=False) as ledger:
        try:
            ledger.review.refuse_run(run, by, reason.strip())
        except NoResultFound as error:
            raise UnusableError(f"there is no run {run}: see `cekdiklat registry history`") from error
        forgotten = ledger.runs.forgotten(run)
    click.echo(f"run {run} does not count any more: see `cekdiklat registry diff`, then publish")
    if forgotten:
        click.echo(
            f"entries that more than one reading named, and none that counts names any more: {forgotten:,}; "
            "import the last right list again before you publish",
            err=True,
        )
        raise click.exceptions.Exit(1)
