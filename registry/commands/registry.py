"""``cekdiklat registry``: lists in, snapshots out, and the way back."""

from __future__ import annotations

import getpass
import json
from itertools import islice
from typing import Any

import click

from registry.commands.opened import UnusableError, opened_ledger, snapshot_folder
from registry.commands.progress import progress
from registry.commands.registry_export import export
from registry.commands.registry_import import import_
from registry.commands.registry_set_aside import set_aside
from registry.ledger import LedgerError
from registry.settings import settings
from registry.snapshot import PublishRefusedError, SnapshotError
from registry.snapshot.compare import Change
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import looking_ahead, publish, rollback

_by = click.option("--by", default=getpass.getuser, show_default="your login", help="Who does this")
_note = click.option("--note", help="Why, for the history")
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output")


@click.group()
def group() -> None:
    """The registry of recognized organizers: import lists, publish snapshots, roll back."""


group.add_command(import_)
group.add_command(export)
group.add_command(set_aside)


@group.command("publish")
@_by
@_note
@click.option("--accept", metavar="REASON", help="Publish although the guard refuses; the reason is kept")
@_json
def publish_command(by: str, note: str | None, accept: str | None, as_json: bool) -> None:
    """Make what the ledger says the registry that is used.

    Exit code 1: the guard refused, the old registry stays in use.
    """
    with progress() as show, opened_ledger() as ledger:
        order = PublishOrder(
            by=by, note=note, accept=accept, keep=settings().keep_snapshots, on_progress=show
        )
        try:
            manifest = publish(ledger, snapshot_folder(), order)
        except PublishRefusedError as refused:
            _refused(refused.findings, as_json)
            raise click.exceptions.Exit(1) from refused
    if as_json:
        _print(
            {
                "published": True,
                "version": manifest.version,
                "counts": manifest.counts,
                "accepted": manifest.accepted,
                "findings": list(manifest.findings),
                "missing_indexes": list(manifest.missing_indexes),
            }
        )
        return
    for finding in manifest.findings:
        click.echo(f"accepted by {by}: {finding}", err=True)
    for name in manifest.missing_indexes:
        click.echo(f"published without the index of {name}: its part is not installed", err=True)
    click.echo(f"published {manifest.version}: {manifest.counts['organizer']:,} organizers")


def _refused(findings: list[str], as_json: bool) -> None:
    if as_json:
        _print({"published": False, "findings": findings})
        return
    click.echo("publishing was refused, the old registry stays in use:", err=True)
    for finding in findings:
        click.echo(f"  {finding}", err=True)
    click.echo(
        "look at `cekdiklat registry diff`; when the change is right: "
        "`cekdiklat registry publish --accept 'why it is right'`",
        err=True,
    )


@group.command("diff")
@click.option("--limit", default=50, show_default=True, help="How many changes to list; 0 for all")
@_json
def diff_command(limit: int, as_json: bool) -> None:
    """Show what publishing would change. Exit code 1: something."""
    with (
        progress() as show,
        opened_ledger() as ledger,
        looking_ahead(ledger, snapshot_folder(), PublishOrder(on_progress=show)) as (compare, findings),
    ):
        totals = compare.totals()
        changes = list(islice(compare.changes(), limit or None))
    if as_json:
        listed = [
            {"id": c.organizer_id, "name": c.name, "field": c.field, "before": c.before, "after": c.after}
            for c in changes
        ]
        counts = {name: getattr(totals, name) for name in totals.__slots__}
        _print({**counts, "guard": findings, "changes": listed})
    else:
        for change in changes:
            click.echo(_line(change))
        click.echo(
            f"{totals.added:,} added, {totals.removed:,} removed, {totals.changed:,} changed; "
            f"vouches: {totals.vouches_added:,} added, {totals.vouches_removed:,} removed"
        )
        for finding in findings:
            click.echo(f"the guard would refuse: {finding}", err=True)
    if totals:
        raise click.exceptions.Exit(1)


def _line(change: Change) -> str:
    if not change.field:
        return f"{'+' if change.before is None else '-'} {change.organizer_id}  {change.name}"
    if change.before is None or change.after is None:
        sign, value = ("+", change.after) if change.before is None else ("-", change.before)
        return f"~ {change.organizer_id}  {change.field}: {sign} {value}"
    return f"~ {change.organizer_id}  {change.field}: {change.before} → {change.after}"


@group.command("rollback")
@click.option("--to", metavar="VERSION", help="A version from the history; the one before by default")
@_by
@_note
@_json
def rollback_command(to: str | None, by: str, note: str | None, as_json: bool) -> None:
    """Make an earlier snapshot the current one; the next publish says again what the ledger says."""
    order = PublishOrder(by=by, note=note, keep=settings().keep_snapshots)
    with opened_ledger(seeded=False) as ledger:
        folder = snapshot_folder()
        version = rollback(ledger, folder, order, to)
        try:
            # No worker may be running here, and a flag that was in force a moment ago must go on warning.
            decided = publish_decisions(ledger, folder, order)
        except (SnapshotError, LedgerError) as error:
            raise UnusableError(
                f"rolled back to {version}, but the decisions in force now are not published with it"
                f" ({error}): mend that and start `cekdiklat worker`"
            ) from error
    if as_json:
        _print({"version": version, "decisions": decided and decided.version})
        return
    click.echo(f"rolled back to {version}")
    if decided is not None:
        click.echo(f"the decisions in force now were published with it: {decided.version}")


@group.command("history")
@click.option("--limit", default=20, show_default=True, help="How many entries to list")
@_json
def history_command(limit: int, as_json: bool) -> None:
    """List what was published and rolled back, newest first, and the runs that the ledger knows."""
    folder = snapshot_folder()
    with opened_ledger(seeded=False) as ledger:
        publications = ledger.publications.history(limit)
        runs = ledger.runs.history(limit)
    current, kept = _standing(folder)
    if as_json:
        _print(
            {
                "current": current,
                "publications": [
                    {
                        "version": p.version,
                        "action": p.action,
                        "at": p.at.isoformat(),
                        "by": p.by,
                        "note": p.note,
                        "accepted": p.accepted,
                        "counts": p.counts,
                        "kept": p.version in kept,
                    }
                    for p in publications
                ],
                "runs": [
                    {
                        "id": r.id,
                        "source": r.source,
                        "started": r.started.isoformat(),
                        "finished": r.finished.isoformat() if r.finished else None,
                        "outcome": r.outcome.value,
                        "complete": r.complete,
                        "note": r.note,
                        "stats": dict(r.stats),
                    }
                    for r in runs
                ],
            }
        )
        return
    for p in publications:
        mark = "*" if p.version == current else " " if p.version in kept else "x"
        reason = "; ".join(text for text in (p.note, p.accepted and f"accepted: {p.accepted}") if text)
        organizers = (p.counts or {}).get("organizer")
        size = f", {organizers:,} organizers" if organizers is not None else ""
        click.echo(f"{mark} {p.version}  {p.action} by {p.by}{size}{f' ({reason})' if reason else ''}")
    for r in runs:
        click.echo(
            f"  run {r.id}  {r.started:%Y-%m-%d %H:%M}  {r.source}: {r.outcome.value} {r.note or ''}".rstrip()
        )


def _standing(folder: SnapshotFolder) -> tuple[str | None, set[str]]:
    kept = folder.published()
    return (folder.current() if kept else None), set(kept)


def _print(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
