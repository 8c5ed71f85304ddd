"""A full disk and a dropped line, in a namespace of their own: what a crawl says, and what it goes on with.

``python -m tests.crawler.hard_times FOLDER PUBLISHED disk|line`` prints JSON lines: exit code and standard
error of each run, and what the ledger holds in the end. Needs to be root in the namespace.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from registry.ledger.announcements import standing_vouches
from tests.crawler.conftest import Home
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office
from tests.internet.sites.large import LargeOffice

PAGES = 150
ROOM = 30  # MiB of the small disk
LEFT = 400_000  # bytes left on it when the crawl begins
# A route to nowhere before the kernel's own to loopback: what a machine without a line answers at once
BEHIND = ("add priority 10 lookup local", "del priority 0")
CUT = ("add priority 5 to 127.0.0.0/8 unreachable",)


def crawl(home: Home, net: LittleIndonesia, during: Callable[[], None] = lambda: None) -> None:
    """One run of the program; its end as a JSON line."""
    command = ("crawl", "announcements", "--host", office.HOST, "--on", "2026-11-22", "--pages", "500")
    process = net.start(*command, env=home.env)
    during()
    _, err = process.communicate(timeout=100)
    tell(code=process.returncode, err=err, pages=len(net.server.visits))


def full_disk(home: Home, net: LittleIndonesia) -> None:
    """The disk is full soon after the start; then somebody makes room."""
    ballast = home.folder / "ballast"
    free = shutil.disk_usage(home.folder).free
    ballast.write_bytes(bytes(max(0, free - LEFT)))
    crawl(home, net)
    ballast.unlink()
    crawl(home, net)


def dropped_line(home: Home, net: LittleIndonesia) -> None:
    """The line is dropped in the middle of a crawl, is still down at the next one, and comes back."""

    def drop() -> None:
        while len(net.server.visits) < 40:
            time.sleep(0.02)
        for rule in (*BEHIND, *CUT):
            subprocess.run(["ip", "rule", *rule.split()], check=True)

    crawl(home, net, drop)
    crawl(home, net)
    subprocess.run(["ip", "rule", "del", "priority", "5"], check=True)
    crawl(home, net)


def tell(**what: object) -> None:
    """One line for the test."""
    print(json.dumps(what), flush=True)  # noqa: T201


def main(folder: Path, published: Path, trouble: str) -> None:
    """A home of its own on a small disk, and the trouble."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    small = folder / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}m", "tmpfs", small], check=True)
    shutil.copytree(published, small / "home", symlinks=True)
    home = Home(small / "home")
    with LittleIndonesia([LargeOffice(PAGES)]) as net:
        {"disk": full_disk, "line": dropped_line}[trouble](home, net)
    with home.ledger() as ledger, ledger.reading() as session:
        tell(vouched=len({vouch.link_key for vouch in standing_vouches(session)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
