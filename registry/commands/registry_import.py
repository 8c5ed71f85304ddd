"""``cekdiklat registry import``: a list that somebody hands in as a file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from registry.commands.opened import opened_ledger
from registry.commands.progress import progress
from registry.ledger.intake import IntakeOrder, IntakeReport, Refusal, UnusableFileError, take_in
from registry.ledger.sightings import Fate
from registry.ledger.sources import Trust

#: Refusals named in the JSON answer; all of them are counted, and written to standard error.
_NAMED = 1000


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, metavar="NAME", help="Who made the list; the same name next time")
@click.option("--complete", is_flag=True, help="The file is the whole list: what it does not name has ended")
@click.option(
    "--trust",
    type=click.IntRange(0, 100),
    default=int(Trust.LIST),
    show_default=True,
    help="Of two sources that differ, the one with more trust counts.",
)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the list (today)")
@click.option("--dry-run", is_flag=True, help="Only say what would become of each row")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output")
def import_(
    file: Path, source: str, complete: bool, trust: int, day: datetime | None, dry_run: bool, as_json: bool
) -> None:
    """Record a list: CSV or JSON lines with kind, name, region, aliases, hosts, registration, website.

    The region is an official code (32.04) or a full name (Kabupaten Bandung); several aliases or hosts are
    separated by `;`, and a host may say more: `lama.example|app|C|..2015-01-01`. A bad row is refused with
    its line and the reason, the others are recorded.

    Exit code 1: rows were refused. 2: the file cannot be used at all.
    """
    refusals: list[Refusal] = []

    def refused(refusal: Refusal) -> None:
        if len(refusals) < _NAMED:
            refusals.append(refusal)
        click.echo(f"line {refusal.line}: {refusal.reason}", err=True)

    size = file.stat().st_size
    with progress() as show, opened_ledger() as ledger:
        order = IntakeOrder(
            source=source,
            complete=complete,
            trust=trust,
            dry_run=dry_run,
            on_refusal=refused,
            on_bytes=lambda done: show("bytes read", done, size),
            seen_on=day.date() if day else datetime.now(UTC).date(),
        )
        try:
            report = take_in(ledger, file, order)
        except UnusableFileError as error:
            raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(_answer(report, order, refusals), ensure_ascii=False, indent=1))
    else:
        _say(report, order)
    if report.refused:
        raise click.exceptions.Exit(1)


def _answer(report: IntakeReport, order: IntakeOrder, refusals: list[Refusal]) -> dict[str, object]:
    return {
        "source": order.source,
        "run": report.run,
        "dry_run": order.dry_run,
        "complete": report.complete,
        "rows": report.rows,
        **{fate.value: report.fates[fate] for fate in Fate},
        "refused": report.refused,
        "refusals": [{"line": refusal.line, "reason": refusal.reason} for refusal in refusals],
        "unknown_columns": list(report.unknown_columns),
    }


def _say(report: IntakeReport, order: IntakeOrder) -> None:
    fates = ", ".join(f"{count:,} {fate.value}" for fate, count in sorted(report.fates.items()))
    click.echo(f"{report.rows:,} rows: {fates or 'none taken'}; {report.refused:,} refused")
    if report.unknown_columns:
        click.echo(f"columns kept but not used: {', '.join(report.unknown_columns)}", err=True)
    if order.complete and not report.complete:
        click.echo("rows were refused: the list is not taken as the whole one, nothing has ended", err=True)
    if order.dry_run:
        click.echo("nothing was recorded (dry run)")
    elif report.run is not None:
        click.echo("see `cekdiklat registry diff`, then `cekdiklat registry publish`")
