"""``cekdiklat worker``: link jobs from the queue, and the crawls that are due."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from crawler.exit import Exit

if TYPE_CHECKING:
    from crawler.delivery import Delivery


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--no-schedule", is_flag=True, help="Only jobs from the queue; start no crawls by themselves.")
@click.option(
    "--lease",
    type=click.IntRange(1),
    default=60,
    show_default=True,
    help="Seconds until a job of a worker that was killed goes to another one.",
)
@click.pass_context
def worker(context: click.Context, once: bool, no_schedule: bool, lease: int) -> None:
    """Resolve the short links that checks asked for, and read what is due: lists, sites, links.

    With CEKDIKLAT_QUEUE_URL several machines share the work, with CEKDIKLAT_LEDGER_URL as their ledger.
    Scheduled crawls run only when CEKDIKLAT_CONTACT names the operator's own contact page.
    Stops at SIGTERM or Ctrl-C; a job that was under way is done again by the next worker, once.
    """
    from crawler.commands.going_out import crawl_ledger, run_errand
    from crawler.outbound.door import Door
    from crawler.work import Worker
    from registry.settings import Settings, settings

    # Whoever lets a machine visit hundreds of offices unattended must be reachable by them
    named = settings().contact != Settings.model_fields["contact"].default
    scheduled = named and not no_schedule

    async def errand(door: Door) -> int:
        with crawl_ledger() as ledger:
            work = Worker(
                door,
                ledger,
                settings().snapshots,
                scheduled=scheduled,
                keep_snapshots=settings().keep_snapshots,
                lease=timedelta(seconds=lease),
                night_only=settings().night_only,
                delivery=_delivery(settings().queue_url),
            )
            return await work.run(once=once)

    click.echo("worker: started", err=True)
    if not named and not no_schedule:
        click.echo(
            "worker: link jobs only; set CEKDIKLAT_CONTACT to your own page for scheduled crawls", err=True
        )
    done = run_errand(context, errand, stopped=Exit.ACCEPTED)  # being stopped is how a worker ends
    click.echo(f"worker: {done} jobs done", err=True)
    sys.exit(Exit.ACCEPTED)


def _delivery(queue_url: str | None) -> Delivery:
    """Valkey where there is one, else the ledger itself."""
    if queue_url is None:
        from crawler.delivery import Polled

        return Polled()
    from crawler.valkey.queue import ValkeyQueue  # most installations need neither Dramatiq nor Redis

    return ValkeyQueue(queue_url)
