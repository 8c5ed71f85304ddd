"""``python -m benchmarks.load [--organizers N] [--home FOLDER] [--seconds S]``: a webinar evening.


80% of the requests ask about popular forms again, 15% about pages never seen before, 5% search or report. The
load ends by itself. Every request comes from one of 30,000 addresses, as behind a proxy, so that the rate
limit counts as it does in earnest. Printed are throughput, CPU per request (of the whole process tree), the
time an answer takes, what failed, and memory as it goes; and, before and after, the CPU of an empty endpoint,
for a ratio that does not depend on the machine.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

import click
import psutil

from benchmarks.service.__main__ import cpu_seconds, page, wait_ready
from benchmarks.service.filled import publish_filled

POPULAR = 200
"""Forms that many ask about; the n-th is asked about 1/n as often as the first."""
SEARCHES = ("Disdik Kota Bandung", "PGRI Sleman", "MGMP Matematika SMP", "IGI", "komunitas belajar")
LONGEST = 900
TEACHERS = 30_000
"""Addresses that requests come from: so many are counted at once."""


@dataclass(slots=True)
class Record:
    """Seconds by kind of request, and the statuses that were no success."""

    lock: Lock = field(default_factory=Lock)
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Visitor(Thread):
    """Asks one request after the other on one connection until the time is over."""

    def __init__(self, port: int, number: int, until: float, record: Record) -> None:
        super().__init__(daemon=True)
        self._port, self._until, self._record = port, until, record
        self._random = random.Random(number)
        self._new = number * 10_000_000
        self._weights = [1 / rank for rank in range(1, POPULAR + 1)]

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        while time.monotonic() < self._until:
            kind, method, path, body = self._next()
            start = time.perf_counter()
            try:
                data = None if body is None else json.dumps(body)
                connection.request(method, path, data, _headers(self._random.randrange(TEACHERS)))
                answer = connection.getresponse()
                answer.read()
                status = str(answer.status)
            except OSError as error:
                status = type(error).__name__
                connection.close()
            with self._record.lock:
                self._record.took[kind].append(time.perf_counter() - start)
                if not status.startswith("2"):
                    self._record.failed[f"{kind}: {status}"] += 1

    def _next(self) -> tuple[str, str, str, dict[str, str] | None]:
        dice = self._random.random()
        if dice < 0.80:
            (rank,) = self._random.choices(range(POPULAR), self._weights)
            return "popular form", "POST", "/v1/check", page(-1 - rank)
        if dice < 0.95:
            self._new += 1
            return "new page", "POST", "/v1/check", page(self._new)
        if dice < 0.99:
            query = self._random.choice(SEARCHES).replace(" ", "+")
            return "search", "GET", f"/v1/organizers?q={query}", None
        link = f"gform:1FAIpQLSeBeban{self._random.randrange(500)}"
        return "report", "POST", "/v1/reports", {"kind": "missed", "link": link, "note": "beban"}


@click.command()
@click.option("--organizers", default=0, show_default=True, help="Fictional organizers beside the embedded")
@click.option("--home", type=click.Path(path_type=Path), help="Folder to publish in, kept")
@click.option("--seconds", type=click.IntRange(5, LONGEST), default=60, show_default=True)
@click.option("--visitors", type=click.IntRange(1, 64), default=4, show_default=True, help="At a time")
def main(organizers: int, home: Path | None, seconds: int, visitors: int) -> None:
    """Prints what the evening was like."""
    with ExitStack() as stack:
        home = home or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if organizers:
            publish_filled(home, organizers)
        port = 18_765
        server = subprocess.Popen(
            [Path(sys.executable).with_name("cekdiklat"), "serve", "--port", str(port), "--no-worker"],
            env=os.environ | {"CEKDIKLAT_HOME": str(home), "CEKDIKLAT_PROXIES": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_ready(port)
            tree = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
            _evening(port, tree, seconds, visitors)
        finally:
            server.terminate()
            server.wait(30)


def _evening(port: int, tree: list[psutil.Process], seconds: int, visitors: int) -> None:
    for number in range(POPULAR):  # the evening before has warmed the service
        _ask(port, json.dumps(page(-1 - number)), number)
    empty = _empty(port, tree)
    record = Record()
    began, before = time.monotonic(), cpu_seconds(tree)
    crowd = [Visitor(port, number, began + seconds, record) for number in range(1, visitors + 1)]
    for visitor in crowd:
        visitor.start()
    memory = [(0.0, _memory(tree))]
    while any(visitor.is_alive() for visitor in crowd):
        time.sleep(min(10, seconds / 6))
        memory.append((time.monotonic() - began, _memory(tree)))
    lasted, spent = time.monotonic() - began, cpu_seconds(tree) - before
    empty = (empty + _empty(port, tree)) / 2
    total = sum(map(len, record.took.values()))
    each = spent / total
    click.echo(f"{total} requests in {lasted:.0f} s: {total / lasted:.0f} a second by {visitors} visitors")
    click.echo(
        f"CPU per request {each * 1e6:.0f} µs, of an empty endpoint {empty * 1e6:.0f} µs:"
        f" {each / empty:.2f} times"
    )
    checks = [*record.took["popular form"], *record.took["new page"]]
    for kind, took in [("all checks", checks), *sorted(record.took.items())]:
        quantiles = statistics.quantiles(took, n=100) if len(took) > 1 else took * 99
        click.echo(
            f"{kind:>13}: {len(took):7d}  p50 {quantiles[49] * 1e3:6.1f} ms"
            f"  p99 {quantiles[98] * 1e3:7.1f} ms"
        )
    click.echo("failed: " + (", ".join(f"{k} × {v}" for k, v in record.failed.items()) or "none"))
    click.echo("memory (pss, MiB): " + "  ".join(f"{at:.0f} s {size:.0f}" for at, size in _thinned(memory)))
    settled = [size for at, size in memory if at >= lasted / 5]
    if len(settled) > 1:
        click.echo(f"growth after the first fifth: {(settled[-1] / settled[0] - 1) * 100:+.1f}%")


def _thinned(memory: list[tuple[float, float]]) -> list[tuple[float, float]]:
    step = max(1, len(memory) // 10)
    return [*memory[:-1:step], memory[-1]]


def _empty(port: int, tree: list[psutil.Process], requests: int = 1_000) -> float:
    """CPU seconds of a request that does nothing."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    before = cpu_seconds(tree)
    for _ in range(requests):
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    return (cpu_seconds(tree) - before) / requests


def _ask(port: int, body: str, teacher: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/v1/check", body, _headers(teacher))
    connection.getresponse().read()


def _headers(teacher: int) -> dict[str, str]:
    """As a proxy in front of the service sends them on."""
    address = f"10.{teacher >> 16}.{teacher >> 8 & 255}.{teacher & 255}"
    return {"Content-Type": "application/json", "X-Forwarded-For": address}


def _memory(tree: list[psutil.Process]) -> float:
    return sum(it.memory_full_info().pss for it in tree) / 2**20


if __name__ == "__main__":
    main()
