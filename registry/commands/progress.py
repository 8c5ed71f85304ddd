"""Progress of long commands: a bar with a total on a terminal, plain lines elsewhere, always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

#: Seconds between two plain lines about the same step.
_PAUSE = 5.0


class Progress(Protocol):
    """Hears a step, how many are done, and of how many."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar per step on a terminal, a line every few seconds and at each end elsewhere."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show


class _Lines:
    """A line when a step ends, and every few seconds while it goes on."""

    def __init__(self) -> None:
        self._step = ""
        self._last = 0.0
        self._ended = False

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step != self._step:
            self._step, self._last, self._ended = step, now, False
        ends = done >= total and not self._ended
        if ends or (done < total and now - self._last >= _PAUSE):
            self._last, self._ended = now, ends
            click.echo(f"{step}: {done:,} of {total:,}", err=True)
