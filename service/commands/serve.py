"""``cekdiklat serve``: service and worker on the embedded default."""

from __future__ import annotations

import errno
import os
import socket
import sys
import tempfile

import click

from registry.settings import Settings, settings
from service.commands.companion import Companion
from service.log import configure as configure_log

APPLICATION = "service.wsgi:application"


@click.command()
@click.option("--host", default=None, help="Address to listen on (CEKDIKLAT_HOST)")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=None, help="Port to listen on (CEKDIKLAT_PORT)"
)
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="Processes (CEKDIKLAT_WORKERS)")
@click.option("--no-worker", is_flag=True, help="Do not start the worker that opens short links and crawls")
def serve(host: str | None, port: int | None, workers: int | None, no_worker: bool) -> None:
    """Answer checks on a web page and an interface; prints the address. Ctrl-C stops everything."""
    chosen = settings()
    address, port = host or chosen.host, port or chosen.port
    _need_free(address, port)
    configure_log()
    first_start(chosen)
    with_counters(APPLICATION, address, port, workers or chosen.workers, no_worker=no_worker)
    click.echo("stopped", err=True)


def with_counters(target: str, address: str, port: int, workers: int, *, no_worker: bool) -> None:
    """Serve until stopped. ``target``: module and factory of the application that each process loads."""
    with tempfile.TemporaryDirectory(prefix="cekdiklat-metrics-") as counters:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counters  # before any process loads the counters
        companion = None if no_worker else Companion()
        try:
            _run(target, address, port, workers)
        finally:
            if companion:
                companion.stop()


def _run(target: str, address: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        target,
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_enabled=False,
    )
    server.on_startup(lambda: click.echo(f"CekDiklat: http://{_shown(address)}:{port}"))
    server.serve()


def _shown(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _need_free(address: str, port: int) -> None:
    """Say clearly that the port is taken, before anything is started."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = (
            "is already in use; stop the other program or choose --port"
            if taken
            else f"cannot be used: {error}"
        )
        click.echo(f"cekdiklat: {address} port {port} {why}", err=True)
        sys.exit(2)


def first_start(chosen: Settings) -> None:
    """The first start publishes the embedded registry, or an empty one where the settings say so."""
    if os.path.exists(chosen.home / "current"):
        return  # the usual start need not load the write side
    from registry.commands.opened import clear_ends
    from service.firststart import publish_when_empty

    with clear_ends():
        published = publish_when_empty(chosen)
    if published:
        what = "the embedded registry" if chosen.seed == "embedded" else "an empty registry"
        click.echo(f"published {what}", err=True)
        click.echo("the desk needs a first admin: cekdiklat desk user add --role admin EMAIL", err=True)
