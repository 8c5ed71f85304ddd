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
    """One JSON object per event, with ``rate`` (pages per second) and ``left`` (seconds, or null)."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._pace = _Pace()

    def __call__(self, event: Event) -> None:
        rate, left = self._pace.of(event)
        told = {
            **asdict(event),
            "rate": round(rate, 2),
            "left": None if left is None else round(left),
        }
        print(json.dumps(told, ensure_ascii=False, default=str), file=self._stream, flush=True)

    def __enter__(self) -> JsonLines:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class _Pace:
    """How fast tasks get on, from when this process began with each."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self._from: dict[str, tuple[float, int]] = {}

    def of(self, event: Event) -> tuple[float, float | None]:
        """Pages per second, and the seconds left at that rate."""
        begun, first = self._from.setdefault(event.task, (time.monotonic(), event.done))
        rate = (event.done - first) / max(time.monotonic() - begun, 0.001)
        return rate, max(0, event.total - event.done) / rate if rate > 0 else None


class PlainLines:
    """A line when a task starts and ends, and every few seconds in between; for logs and cron."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._pace = _Pace()
        self._last: dict[str, float] = {}
        self._ended: dict[str, int] = {}

    def __call__(self, event: Event) -> None:
        now = time.monotonic()
        rate, left = self._pace.of(event)
        if event.what == "page" and now - self._last.setdefault(event.task, now) < _PLAIN_EVERY:
            return
        self._last[event.task] = now
        of = f" {event.done}/{event.total} pages" if event.total else ""
        if event.what == "page" and left is not None:
            of += f", {rate:.1f}/s, {_clock(left)} left"
        if event.what == "end":
            self._ended[event.task] = event.done
        said = _said(event)
        print(f"{event.task}: {event.what}{of}{': ' if said else ''}{said}", file=self._stream, flush=True)

    def __enter__(self) -> PlainLines:
        return self

    def __exit__(self, *_: object) -> None:
        if len(self._ended) > 1:
            took = _clock(time.monotonic() - self._pace.begun)
            total = f"{len(self._ended)} ended, {sum(self._ended.values())} pages in {took}"
            print(f"total: {total}", file=self._stream, flush=True)


class LiveTable:
    """A row per task with done, total, rate and time left, drawn in place; ended tasks are printed above
    it."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream)
        self._live = Live(console=self._console, refresh_per_second=4, transient=True)
        self._running: dict[str, Event] = {}
        self._pace = _Pace()
        self._ended = self._pages = 0

    def __call__(self, event: Event) -> None:
        if event.what == "end":
            self._running.pop(event.task, None)
            self._ended += 1
            self._pages += event.done
            self._live.console.print(f"{event.task}: {_said(event)}", markup=False, highlight=False)
        else:
            self._pace.of(event)
            self._running[event.task] = event
        self._live.update(self._table())

    def _table(self) -> Table:
        table = Table(box=None, pad_edge=False)
        for title in ("", "pages", "of", "per second", "left"):
            table.add_column(title, justify="left" if not title else "right", no_wrap=True)
        for task, event in list(self._running.items())[:20]:
            rate, left = self._pace.of(event)
            clock = "?" if left is None else _clock(left)
            table.add_row(task, str(event.done), str(event.total), f"{rate:.1f}", clock)
        done = self._pages + sum(event.done for event in self._running.values())
        total = self._pages + sum(event.total for event in self._running.values())
        took = _clock(time.monotonic() - self._pace.begun)
        table.caption = (
            f"{len(self._running)} running, {self._ended} ended, {done} of {total} pages in {took}"
        )
        return table

    def __enter__(self) -> LiveTable:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()


def _said(event: Event) -> str:
    """The detail in words, without what is nothing."""
    return ", ".join(f"{name} {value}" for name, value in event.detail.items() if value not in (None, "", 0))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
