"""Where a command writes what it gives away: standard output, or a file that is there once it is whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click


@contextmanager
def writing(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is whole."""
    if output is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        yield sys.stdout
        return
    partial = output.with_name(output.name + ".part")
    try:
        with clear(output):
            with partial.open("w", encoding="utf-8", newline="") as file:
                yield file
            partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def clear(output: Path) -> Iterator[None]:
    """Says what was wrong with a file of the user's.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror or error}") from error
