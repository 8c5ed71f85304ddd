"""What the registry's commands work on, and how they end: the ledger and the folder of the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from registry.ledger import Ledger, LedgerError
from registry.ledger.seed import record_seed
from registry.settings import settings
from registry.snapshot import SnapshotError
from registry.snapshot.folder import SnapshotFolder


class UnusableError(click.ClickException):
    """The command cannot do its work; the message says why and what to do."""

    exit_code = 2


@contextmanager
def clear_ends() -> Iterator[None]:
    """Errors that a person can do something about end the command with their message and exit code 2."""
    try:
        yield
    except (LedgerError, SnapshotError) as error:
        raise UnusableError(str(error)) from error


@contextmanager
def opened_ledger(*, seeded: bool = True) -> Iterator[Ledger]:
    """The ledger of the settings. ``seeded``: with the embedded registry, unless the settings say none."""
    with clear_ends(), Ledger.open(settings().ledger) as ledger:
        if seeded and settings().seed == "embedded":
            record_seed(ledger)
        yield ledger


def snapshot_folder() -> SnapshotFolder:
    """The folder of snapshots of the settings."""
    return SnapshotFolder.at(settings().snapshots)
