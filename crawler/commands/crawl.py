"""``cekdiklat crawl``: read official lists, visit organizers' sites, look after links."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import click

from crawler.exit import Exit
from crawler.progress import Tell, reporter

_WHAT = "SOURCE|FILE.toml|all|announcements|links"


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line. ``hosts`` empty: all."""

    what: str
    hosts: frozenset[str]
    pages: int
    today: date


@click.command()
@click.argument("what", metavar=_WHAT)
@click.option("--json", "as_json", is_flag=True, help="Events as JSON lines.")
@click.option("--host", "hosts", multiple=True, help="Announcements and links: only this host (repeatable).")
@click.option("--pages", type=click.IntRange(1), default=200, show_default=True, help="Most pages per site.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge events by (today).")
@click.pass_context
def crawl(
    context: click.Context, what: str, as_json: bool, hosts: tuple[str, ...], pages: int, on: datetime | None
) -> None:
    """Read an official list, every list that is due (all), the organizers' own sites, or check the links.

    \b
    Exit codes:
      0  read; counts from the next publication on
      1  done, and something needs a person
      2  unusable input
      3  refused by a guard; the last good reading stays
      4  a site would not let us in
      5  failed (disk, database, network, program); run it again, it goes on where it stopped
    """
    today = on.date() if on else datetime.now().astimezone().date()
    errands: dict[str, Callable[[click.Context, Asked, Tell], Exit]] = {"announcements": _announcements}
    with reporter(sys.stdout, as_json=as_json) as tell:
        code = errands.get(what, _sources)(context, Asked(what, frozenset(hosts), pages, today), tell)
    sys.exit(code)


def _sources(context: click.Context, asked: Asked, tell: Tell) -> Exit:
    from crawler.commands.going_out import run_errand
    from crawler.exit import exit_of
    from crawler.outbound.door import Door
    from crawler.sources.definition import SourceFileError, all_definitions, find_definition
    from crawler.sources.visit import SourceReport, SourceVisit
    from registry.ledger import Ledger
    from registry.settings import settings

    try:
        definitions = all_definitions() if asked.what == "all" else (find_definition(asked.what),)
    except SourceFileError as error:
        raise click.UsageError(str(error)) from error

    async def errand(door: Door) -> list[SourceReport]:
        with Ledger.open(settings().ledger) as ledger:
            return [await SourceVisit(door, ledger, definition, tell).run() for definition in definitions]

    return exit_of(report.outcome for report in run_errand(context, errand))


def _announcements(context: click.Context, asked: Asked, tell: Tell) -> Exit:
    from crawler.announcements.round import visit_sites
    from crawler.announcements.sites import sites_of
    from crawler.announcements.visit import SiteReport
    from crawler.commands.going_out import run_errand
    from crawler.outbound.door import Door
    from registry.ledger import Ledger
    from registry.settings import settings
    from registry.snapshot import SnapshotStore
    from registry.snapshot.errors import SnapshotError

    try:
        organizers = SnapshotStore(settings().snapshots).current().organizers()
    except SnapshotError as error:
        raise click.UsageError(f"{error}; run: cekdiklat registry publish") from error
    sites = [s for s in sites_of(organizers, asked.today) if not asked.hosts or s.host in asked.hosts]
    if not sites:
        raise click.UsageError("no published organizer has such a site; see: cekdiklat hosts explain URL")

    async def errand(door: Door) -> list[SiteReport]:
        with Ledger.open(settings().ledger) as ledger:
            return await visit_sites(door, ledger, sites, asked.today, tell, asked.pages)

    reports = run_errand(context, errand)
    return Exit.BLOCKED if all(report.shut for report in reports) else Exit.ACCEPTED
