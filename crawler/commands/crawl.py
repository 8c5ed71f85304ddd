"""``cekdiklat crawl``: read official lists, visit organizers' sites, look after links."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.exit import Exit
from crawler.progress import Event, Tell, reporter

if TYPE_CHECKING:
    from crawler.announcements.site import OrganizerSite

_OUT_OF_REACH = ("unresolved", "unreachable", "timeout")
_WHAT = "SOURCE|FILE.toml|all|announcements|links"


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line. ``hosts`` empty: all."""

    what: str
    hosts: frozenset[str]
    pages: int
    today: date
    report: Path | None = None
    saved: tuple[Path, ...] = ()


@click.command()
@click.argument("what", metavar=_WHAT)
@click.option("--json", "as_json", is_flag=True, help="Events as JSON lines.")
@click.option("--host", "hosts", multiple=True, help="Announcements and links: only this host (repeatable).")
@click.option(
    "--pages", type=click.IntRange(1), default=200, show_default=True, help="Most new pages per site."
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge events by (today).")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write a report as HTML.")
@click.option(
    "--saved",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list behind a wall: read pages that a person saved (repeatable).",
)
@click.pass_context
def crawl(
    context: click.Context,
    what: str,
    as_json: bool,
    hosts: tuple[str, ...],
    pages: int,
    on: datetime | None,
    report: Path | None,
    saved: tuple[Path, ...],
) -> None:
    """Read an official list, every list that is due (all), the organizers' own sites, or check the links.

    \b
    Exit codes:
      0  read; counts from the next publication on
      1  done, and something needs a person; or somebody else reads the list now
      2  unusable input
      3  refused by a guard; the last good reading stays
      4  a site would not let us in
      5  failed (disk, database, network, program); run it again, it goes on where it stopped
    """
    today = on.date() if on else datetime.now().astimezone().date()
    errands: dict[str, Callable[[click.Context, Asked, Tell], Exit]] = {
        "announcements": _announcements,
        "links": _links,
    }
    with reporter(sys.stdout, as_json=as_json) as tell:
        asked = Asked(what, frozenset(hosts), pages, today, report, saved)
        code = errands.get(what, _sources)(context, asked, tell)
    sys.exit(code)


def _sources(context: click.Context, asked: Asked, tell: Tell) -> Exit:
    from crawler.commands.going_out import crawl_ledger, run_errand, run_inside
    from crawler.exit import exit_of
    from crawler.faults import OURS, told_fault
    from crawler.report import write_report
    from crawler.sources.definition import (
        SourceDefinition,
        SourceFileError,
        all_definitions,
        find_definition,
    )
    from crawler.sources.saved import Fetching, SavedPages, from_saved
    from crawler.sources.visit import SourceReport, SourceVisit
    from registry.ledger.ledger import Ledger
    from registry.ledger.runs import RunOutcome

    pages: SavedPages | None = None
    try:
        if asked.what == "all":
            definitions = tuple(d for d in all_definitions() if d.automatic)
        else:
            definitions = (find_definition(asked.what),)
        if asked.saved:
            definition, pages = from_saved(definitions[0], asked.saved)
            definitions = (definition,)
    except SourceFileError as error:
        raise click.UsageError(str(error)) from error

    before: dict[str, int] = {}
    saved = pages.fingerprint() if pages is not None else None

    async def read_one(giver: Fetching, ledger: Ledger, definition: SourceDefinition) -> SourceReport:
        try:
            return await SourceVisit(giver, ledger, definition, tell, saved=saved).run()
        except OURS:
            raise
        except Exception as error:  # the run stays open; the other lists are read
            note = told_fault(definition.id, error)
            tell(Event("end", definition.id, detail={"outcome": RunOutcome.CRASHED.value, "note": note}))
            return SourceReport(definition.id, RunOutcome.CRASHED, note)

    async def read(giver: Fetching) -> list[SourceReport]:
        with crawl_ledger() as ledger:
            for definition in definitions:
                if (good := ledger.runs.last_good(definition.id)) is not None:
                    before[definition.id] = good.stats.get("entries", 0)
            return [await read_one(giver, ledger, definition) for definition in definitions]

    reports = run_inside(read(pages)) if pages is not None else run_errand(context, read)
    if asked.report is not None:
        write_report(asked.report, asked.what, sources=reports, before=before)
    return exit_of(report.outcome for report in reports)


def _announcements(context: click.Context, asked: Asked, tell: Tell) -> Exit:
    from crawler.announcements.round import visit_sites
    from crawler.announcements.site import SiteReport
    from crawler.commands.going_out import crawl_ledger, run_errand
    from crawler.faults import PROGRAM
    from crawler.outbound.door import Door
    from crawler.report import write_report

    sites = _sites(asked)

    async def errand(door: Door) -> list[SiteReport]:
        with crawl_ledger() as ledger:
            return await visit_sites(door, ledger, sites, asked.today, tell, asked.pages)

    reports = run_errand(context, errand)
    if asked.report is not None:
        write_report(asked.report, asked.what, sites=reports)
    if all((report.shut or "").startswith(_OUT_OF_REACH) for report in reports):
        click.echo("cekdiklat: not one site could be reached; is the network down?", err=True)
        return Exit.CRASHED
    if any(PROGRAM in report.failed for report in reports):
        return Exit.FOUND
    return Exit.BLOCKED if all(report.shut for report in reports) else Exit.ACCEPTED


def _links(context: click.Context, asked: Asked, tell: Tell) -> Exit:
    from crawler.commands.going_out import crawl_ledger, run_errand
    from crawler.links.round import LinksReport, look_after, subjects_of
    from crawler.outbound.door import Door
    from crawler.report import write_report

    sites = _sites(asked)

    async def errand(door: Door) -> LinksReport:
        with crawl_ledger() as ledger:
            return await look_after(door, ledger, list(subjects_of(ledger, sites, asked.today)), tell)

    report = run_errand(context, errand)
    if asked.report is not None:
        write_report(asked.report, asked.what, links=report)
    for look in (*report.taken_over, *report.drifted):
        found = (*look.signs, *look.drift)[0]
        click.echo(f"{look.subject.key}: {found.sign.value}: {found.quote}", err=True)
    for line in (*(f"{key}: dead" for key in report.dead), *report.moved, *report.failed):
        click.echo(line, err=True)
    return Exit.FOUND if report.needs_a_person else Exit.ACCEPTED


def _sites(asked: Asked) -> list[OrganizerSite]:
    """The published organizers' own sites, those asked for.

    Raises:
        click.UsageError: nothing is published, or no organizer has such a site.
    """
    from crawler.published import sites_in
    from registry.settings import settings
    from registry.snapshot import SnapshotStore
    from registry.snapshot.errors import SnapshotError

    try:
        with SnapshotStore(settings().snapshots).current() as snapshot:
            found = sites_in(snapshot, asked.today)
        sites = [site for site in found if not asked.hosts or site.host in asked.hosts]
    except SnapshotError as error:
        raise click.UsageError(str(error)) from error
    if not sites:
        raise click.UsageError("no published organizer has such a site; see: cekdiklat hosts explain URL")
    return sites
