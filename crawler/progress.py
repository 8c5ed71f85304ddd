"""What a crawl tells while it goes: events, and three ways to show them (a live table, plain lines, JSON
lines)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol, TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table

_PLAIN_EVERY = 10.0  # seconds between plain lines of one task


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened in a task (a source, a site, the links).

    ``what``: ``start``, ``page``, ``wait`` or ``end``. ``done`` of ``total`` pages; ``total`` counts what is
    known so far and grows while a list is discovered. ``detail`` holds counts, the outcome, the reason.
    """

    what: str
    task: str
    done: int = 0
    total: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)


Tell = Callable[[Event], None]


class Reporter(Protocol):
    """Shows events."""

    def __call__(self, event: Event) -> None:
        """Take one event."""

    def __enter__(self) -> Reporter:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """End: leave the terminal as it was."""


def reporter(stream: TextIO, *, as_json: bool) -> Reporter:
    """The way that fits: JSON lines when asked for, a live table on a terminal, plain lines elsewhere."""
    if as_json:
        return JsonLines(stream)
    return LiveTable(stream) if stream.isatty() else PlainLines(stream)


class JsonLines:
    """One JSON object per event."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, event: Event) -> None:
        print(json.dumps(asdict(event), ensure_ascii=False, default=str), file=self._stream, flush=True)

    def __enter__(self) -> JsonLines:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class PlainLines:
    """A line when a task starts and ends, and every few seconds in between; for logs and cron."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last: dict[str, float] = {}

    def __call__(self, event: Event) -> None:
        now = time.monotonic()
        if event.what == "page" and now - self._last.setdefault(event.task, now) < _PLAIN_EVERY:
            return
        self._last[event.task] = now
        of = f" {event.done}/{event.total} pages" if event.total else ""
        said = ", ".join(
            f"{name} {value}" for name, value in event.detail.items() if value not in (None, "", 0)
        )
        print(f"{event.task}: {event.what}{of}{': ' if said else ''}{said}", file=self._stream, flush=True)

    def __enter__(self) -> PlainLines:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class LiveTable:
    """A row per task with done, total, rate and time left, drawn in place; ended tasks are printed above
    it."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream)
        self._live = Live(console=self._console, refresh_per_second=4, transient=True)
        self._running: dict[str, tuple[Event, float, int]] = {}
        self._ended = 0

    def __call__(self, event: Event) -> None:
        if event.what == "end":
            self._running.pop(event.task, None)
            self._ended += 1
            said = ", ".join(
                f"{name} {value}" for name, value in event.detail.items() if value not in (None, "", 0)
            )
            self._live.console.print(f"{event.task}: {said}", markup=False, highlight=False)
        else:
            _, begun, first = self._running.get(event.task, (event, time.monotonic(), event.done))
            self._running[event.task] = (event, begun, first)
        self._live.update(self._table())

    def _table(self) -> Table:
        table = Table(box=None, pad_edge=False)
        for title in ("", "pages", "of", "per second", "left"):
            table.add_column(title, justify="left" if not title else "right", no_wrap=True)
        for task, (event, begun, first) in list(self._running.items())[:20]:
            rate = (event.done - first) / max(time.monotonic() - begun, 0.001)
            left = _clock((event.total - event.done) / rate) if rate > 0 else "?"
            table.add_row(task, str(event.done), str(event.total), f"{rate:.1f}", left)
        done = sum(e.done for e, _, _ in self._running.values())
        total = sum(e.total for e, _, _ in self._running.values())
        table.caption = f"{len(self._running)} running, {self._ended} ended, {done} of {total} pages"
        return table

    def __enter__(self) -> LiveTable:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
