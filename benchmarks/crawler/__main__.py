"""``python -m benchmarks.crawler``: CPU time and memory per page of a visit, beside rivals over the same
site.

The site is served by a process of its own, so its CPU time is nobody's. One request at a time for everybody
who can be told so, because that is what offices are asked with.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.crawler.biglist import DEFINITION, SIZE, BigList
from registry.ledger import Ledger
from registry.ledger.announcements import standing_vouches
from registry.ledger.seed import record_seed
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo
from registry.organizer import Kind
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.publish import publish
from tests.internet.http import Asked, Reply, html
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.large import LargeOffice

EVERY = 10  # one post of ten announces something, which is many


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    cpu: float
    peak_mib: float
    wall: float
    output: str


# A child inherits the peak of the process it was forked from; so a small one starts it and asks the kernel
_STARTER = """
import json, resource, subprocess, sys
code = subprocess.call(sys.argv[2:], stdout=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code]))
"""


def measure(command: Sequence[str], env: dict[str, str] | None = None) -> Cost:
    """Run a command to its end; CPU time and peak memory are the kernel's."""
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.NamedTemporaryFile("r") as told:
        subprocess.run(
            [sys.executable, "-S", "-c", _STARTER, told.name, *command],
            stdout=subprocess.DEVNULL,
            stderr=out,
            env={**os.environ, **(env or {})},
            check=True,
        )
        wall = time.monotonic() - begun
        cpu, peak, _ = json.loads(told.read())
        out.seek(0)
        return Cost(cpu, peak, wall, out.read())


@contextmanager
def served(pages: int) -> Iterator[tuple[Path, str]]:
    """The site in a process of its own: its rehearsal file, and its plain address."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.crawler", "--serve", str(pages)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    told = json.loads(server.stdout.readline())
    try:
        yield Path(told["rehearsal"]), told["url"]
    finally:
        server.terminate()
        server.wait()


class Unlimited(LargeOffice):
    """With a front page, and the header by which linkchecker asks more often than ten times a second."""

    def reply(self, asked: Asked) -> Reply:
        """The page; linkchecker takes only what lies below the address it starts at for the site's own."""
        front = html('<title>Rekaan</title><a href="/kegiatan-1/">Kegiatan</a>')
        reply = front if asked.path == "/" else super().reply(asked)
        reply.headers["LinkChecker"] = "1"
        return reply


def serve(pages: int) -> None:
    """Serve until killed."""
    with LittleIndonesia([Unlimited(pages, padding=600, links=20, every=EVERY)]) as net:
        ((_, place),) = net.places.items()
        url = f"http://{place.address}:{place.http}/"
        print(json.dumps({"rehearsal": str(net.describe()), "url": url}), flush=True)
        while True:
            time.sleep(60)


def ours(rehearsal: Path, pages: int) -> tuple[Cost, int]:
    """``cekdiklat crawl announcements``: everything is read, and what it says is in the ledger afterwards."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        with Ledger.open(f"sqlite:///{home / 'ledger.db'}") as ledger:
            record_seed(ledger)
            publish(ledger, SnapshotFolder.at(home / "snapshots"))
        command = ["crawl", "announcements", "--host", "disdik.bandungkab.go.id", "--on", "2026-11-22"]
        program = [sys.executable, "-m", "tests.internet.program", str(rehearsal), *command]
        cost = measure([*program, "--pages", str(2 * pages)], {"CEKDIKLAT_HOME": name})
        with Ledger.open(f"sqlite:///{home / 'ledger.db'}") as ledger, ledger.reading() as session:
            return cost, sum(1 for _ in standing_vouches(session))


def big_list(rows: int) -> None:
    """A list of so many rows, read into the ledger and published; each step in a process of its own."""
    with tempfile.TemporaryDirectory() as name, LittleIndonesia([BigList(rows)]) as net:
        source = Path(name) / "besar.toml"
        source.write_text(DEFINITION)
        env = {"CEKDIKLAT_HOME": name, "CEKDIKLAT_SEED": "none"}
        program = [sys.executable, "-m", "tests.internet.program", str(net.describe())]
        for step, command in (
            ("read into the ledger", ["crawl", str(source)]),
            ("publish", ["registry", "publish"]),
        ):
            cost = measure([*program, *command], env)
            numbers = f"{cost.cpu:.0f} s CPU, {cost.wall:.0f} s, {cost.peak_mib:.0f} MiB"
            print(f"{step}: {rows} rows, {numbers}, {rows / cost.wall:.0f} rows/s")
            print("  " + " ".join(cost.output.split()[-12:]), flush=True)


def batch_writes(rows: int) -> None:
    """Sightings of a list into an empty ledger, in the batches in which pages bring them."""
    seen_on = date(2026, 11, 22)
    schools = [
        Sighting(f"{n}", Kind.SCHOOL, f"SD NEGERI REKAAN {n}", seen_on, registration=f"{n + 10_000_000}")
        for n in range(rows)
    ]
    with tempfile.TemporaryDirectory() as name, Ledger.open(f"sqlite:///{name}/ledger.db") as ledger:
        run = ledger.runs.start(SourceInfo("rekaan"), complete=True)
        wall, cpu = time.perf_counter(), time.process_time()
        for start in range(0, rows, SIZE):
            ledger.sightings.record(run, schools[start : start + SIZE])
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{rows} rows: {rows / wall:,.0f} rows/s, {rows / cpu:,.0f} per second of CPU")


def main() -> None:
    """Run what is asked for and print one table."""
    parser = argparse.ArgumentParser(prog="benchmarks.crawler", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[2_000])
    parser.add_argument("--scrapy", action="store_true", help="a bare CrawlSpider, too")
    parser.add_argument("--linkchecker", help="its program, to measure it too")
    parser.add_argument(
        "--lychee", help="its program, to measure it too (it does not recurse: it gets the list)"
    )
    parser.add_argument("--rows", type=int, help="instead: a list of so many rows, read and published")
    parser.add_argument("--writes", type=int, help="instead: batch writes of so many rows, nothing else")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rows:
        big_list(options.rows)
        return
    if options.writes:
        batch_writes(options.writes)
        return
    if options.serve:
        serve(options.serve)
        return
    print(
        "| crawler | pages | CPU ms/page | CPU s | peak MiB | wall s | result |\n"
        "| --- | --- | --- | --- | --- | --- | --- |"
    )
    for pages in options.pages:
        with served(pages) as (rehearsal, url):
            empty = measure(
                [sys.executable, "-c", "import crawler.announcements.visit, crawler.outbound.errand"]
            )
            cost, vouches = ours(rehearsal, pages)
            row("CekDiklat (reads, judges, keeps)", pages, cost, f"{vouches} vouches of {pages // EVERY}")
            print(f"| of it, importing | | | {empty.cpu:.1f} | {empty.peak_mib:.0f} | | |", flush=True)
            for name, command in rivals(options, url, pages):
                cost = measure(command)
                row(name, pages, cost, _said(cost.output))


def _said(output: str) -> str:
    """The line in which a rival says how many pages it had."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return next((line for line in lines if "That's it" in line), lines[-1] if lines else "")[:80]


def rivals(options: argparse.Namespace, url: str, pages: int) -> Iterator[tuple[str, list[str]]]:
    """Whoever was asked for."""
    if options.scrapy:
        yield "Scrapy CrawlSpider (counts)", [sys.executable, "-m", "benchmarks.crawler.plain_scrapy", url]
    if options.linkchecker:
        with tempfile.NamedTemporaryFile("w", suffix=".rc") as settings:
            settings.write("[checking]\nmaxrequestspersecond=100000\nthreads=1\n")
            settings.flush()
            yield (
                "linkchecker (checks)",
                [options.linkchecker, "-f", settings.name, "--no-robots", "--no-warnings", "-o", "text", url],
            )
    if options.lychee:
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as addresses:
            addresses.write("\n".join(f"{url}kegiatan-{n}/" for n in range(1, pages + 1)))
            addresses.flush()
            yield (
                "lychee (list, no recursion)",
                [
                    options.lychee,
                    "--no-progress",
                    "--max-concurrency",
                    "1",
                    "--host-request-interval",
                    "0ms",
                    addresses.name,
                ],
            )


def row(name: str, pages: int, cost: Cost, result: str) -> None:
    """One line of the table."""
    numbers = f"{1000 * cost.cpu / pages:.2f} | {cost.cpu:.1f} | {cost.peak_mib:.0f} | {cost.wall:.0f}"
    print(
        f"| {name} | {pages} | {numbers} | {result} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
