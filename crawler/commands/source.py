"""``cekdiklat source``: the official lists the crawler knows, and trying a new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.exit import Exit

if TYPE_CHECKING:
    from crawler.sources.trial import Trial


@click.group()
def group() -> None:
    """Official lists: which there are, whether a file is valid, what a reading would change."""


@group.command("list")
def list_() -> None:
    """Every list with its publisher and when it was read last."""
    from crawler.sources.definition import all_definitions
    from registry.ledger import Ledger
    from registry.settings import settings

    with Ledger.open(settings().ledger) as ledger:
        for definition in all_definitions():
            last = ledger.runs.last(definition.id)
            read = f"{last.outcome.value} on {last.started.date()}" if last else "never read"
            click.echo(f"{definition.id}\t{read}\tevery {definition.every_days} days\t{definition.title}")


@group.command()
@click.argument("source", metavar="SOURCE|FILE.toml")
def check(source: str) -> None:
    """Whether a source file is valid; goes nowhere. Every fault is named."""
    from crawler.sources.definition import SourceFileError, find_definition

    try:
        definition = find_definition(source)
    except SourceFileError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{definition.id}: valid; {definition.read.reader} at {', '.join(definition.read.start)}")


@group.command("try")
@click.argument("source", metavar="SOURCE|FILE.toml")
@click.option(
    "--pages", type=click.IntRange(1), default=5, show_default=True, help="Read at most so many pages."
)
@click.option(
    "--saved",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list behind a wall: read pages that a person saved (repeatable).",
)
@click.pass_context
def try_(context: click.Context, source: str, pages: int, saved: tuple[Path, ...]) -> None:
    """Read a few pages of a list and show what it would change in the registry; nothing is written."""
    from crawler.commands.going_out import crawl_ledger, run_errand, run_inside
    from crawler.sources.definition import SourceFileError, find_definition
    from crawler.sources.saved import Fetching, SavedPages, from_saved
    from crawler.sources.trial import try_source

    files: SavedPages | None = None
    try:
        definition = find_definition(source)
        if saved:
            definition, files = from_saved(definition, saved)
    except SourceFileError as error:
        raise click.UsageError(str(error)) from error

    async def read(giver: Fetching) -> Trial:
        with crawl_ledger() as ledger:
            return await try_source(giver, ledger, definition, max(pages, len(saved)))

    trial = run_inside(read(files)) if files is not None else run_errand(context, read)
    for line in trial.lines():
        click.echo(line)
    sys.exit(Exit.FOUND if trial.trouble else Exit.ACCEPTED)
