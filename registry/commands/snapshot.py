"""``cekdiklat snapshot``: published registries from one machine to many, signed."""

from __future__ import annotations

import time
from pathlib import Path

import click

from registry.commands.opened import UnusableError, snapshot_folder
from registry.settings import settings
from registry.snapshot import SnapshotError

_VERIFY_EVERY = 3600.0
"""Seconds between two readings of the whole current snapshot while nothing newer comes."""
_STORE = "A folder, https://… (pull only), or s3://bucket/prefix"
_keys = click.option(
    "--keys",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder of keys that `cekdiklat snapshot keys` made",
)
_every = click.option(
    "--every",
    type=click.IntRange(5),
    metavar="SECONDS",
    help="Go on, and look again this often, until stopped",
)


@click.group()
def group() -> None:
    """Published snapshots: push them to a store, pull them from it; signed, never older, never damaged."""


@group.command("keys")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--rotate", "renew", is_flag=True, help="A new online key, signed in by the root key")
def keys_command(folder: Path, renew: bool) -> None:
    """Make the keys that snapshots are signed with. Keep root.pem offline; give root.json to who pulls."""
    from registry.snapshot.transfer.keys import make_keys, rotate

    try:
        root = rotate(folder) if renew else make_keys(folder)
    except SnapshotError as error:
        raise UnusableError(str(error)) from error
    click.echo(f"{root}: give this file to every machine that pulls; keep root.pem offline")


@group.command("push", help=f"Put the current snapshot into STORE and sign it.\n\nSTORE: {_STORE}.")
@click.argument("store")
@_keys
@click.option("--older", is_flag=True, help="Take the store back to an older snapshot, after a rollback here")
@_every
def push_command(store: str, keys: Path, older: bool, every: int | None) -> None:
    from registry.snapshot.transfer.push import push
    from registry.snapshot.transfer.store import Store

    last: str | None = None
    signed_at = 0.0
    while True:
        try:
            current = snapshot_folder().current()
            if current != last or time.monotonic() - signed_at > 86_400:
                done = push(snapshot_folder(), Store(store), keys, older=older)
                last, signed_at = done.version, time.monotonic()
                click.echo(
                    f"pushed {done.version}: {done.sent} of {done.files} files were new"
                    f" ({done.sent_bytes:,} bytes)"
                )
        except SnapshotError as error:
            if every is None:
                raise UnusableError(str(error)) from error
            click.echo(f"not pushed: {error}", err=True)
        if every is None:
            return
        time.sleep(every)


@group.command("pull", help=f"Make the newest snapshot of STORE the current one.\n\nSTORE: {_STORE}.")
@click.argument("store")
@click.option(
    "--root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The publisher's root.json; needed the first time",
)
@_every
def pull_command(store: str, root: Path | None, every: int | None) -> None:
    from registry.snapshot.transfer.pull import pull
    from registry.snapshot.transfer.store import Store

    verified_at: float | None = None
    while True:
        try:
            verify = verified_at is None or time.monotonic() - verified_at > _VERIFY_EVERY
            done = pull(snapshot_folder(), Store(store), root, settings().keep_snapshots, verify=verify)
            verified_at = time.monotonic() if verify else verified_at
            if done is not None:
                word = "mended" if done.mended else "pulled"
                click.echo(
                    f"{word} {done.version}: {done.fetched} of {done.files} files"
                    f" ({done.fetched_bytes:,} bytes)"
                )
            elif every is None:
                click.echo("nothing newer")
        except SnapshotError as error:
            if every is None:
                raise UnusableError(str(error)) from error
            click.echo(f"not pulled: {error}", err=True)
        if every is None:
            return
        time.sleep(every)
