"""A hundred new snapshots under load: no request fails, and no answer mixes two of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from threading import Event, Thread

import pytest

from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.made import Draft
from registry.ledger.cases.reports import Report, ReportKind
from registry.settings import Settings
from registry.snapshot.deciding import publish_decisions
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.order import PublishOrder
from tests.cluster.parts import answers, free_port, wait_for

pytestmark = pytest.mark.slow

FORM = "1FAIpQLSeTukar"
SWAPS = 100


@pytest.fixture
def home(published_home: Path, tmp_path: Path) -> Path:
    """A home with two snapshots: one without, one with a flag on the form."""
    copytree(published_home, tmp_path / "home", ignore=ignore_patterns("ledger.db*"))
    settings = Settings(home=tmp_path / "home")
    with Ledger.open(settings.ledger) as ledger:
        case = ledger.reports.receive(Report(ReportKind.MISSED, f"gform:{FORM}")).case
        flag = Draft(
            case.number, case.version, Action.FLAG, Ground.CREDENTIALS, "bukti rekaan cukup", emergency=True
        )
        ledger.decisions.make(flag, "admin-a")
        publish_decisions(ledger, SnapshotFolder.at(settings.snapshots), PublishOrder(by="penguji"))
    return tmp_path / "home"


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    """``cekdiklat serve`` with two processes on that home."""
    port = free_port()
    program = str(Path(sys.executable).with_name("cekdiklat"))
    process = subprocess.Popen(
        [program, "serve", "--no-worker", "--workers", "2", "--port", str(port)],
        env=os.environ | {"CEKDIKLAT_HOME": str(home), "CEKDIKLAT_RATE_LIMIT": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: answers(f"http://127.0.0.1:{port}/readyz"), "the service", 90)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(30)


def test_a_hundred_swaps_under_load(home: Path, address: str) -> None:
    folder = SnapshotFolder.at(home / "snapshots")
    with_flag, without = folder.published()[:2]
    seen: list[tuple[str, str]] = []
    problems: list[str] = []
    stop = Event()

    def ask() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            body = {"url": f"https://docs.google.com/forms/d/e/{FORM}/viewform", "text": f"Webinar {number}"}
            request = urllib.request.Request(
                f"{address}/v1/check", json.dumps(body).encode(), {"Content-Type": "application/json"}
            )
            try:
                with urllib.request.urlopen(request, timeout=20) as response:
                    answer = json.load(response)
                seen.append((answer["snapshot"], answer["level"]))
            except OSError as error:
                problems.append(str(error))

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for swap in range(SWAPS):
        folder.point_to(without if swap % 2 else with_flag)
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert problems == []
    assert set(seen) == {(with_flag, "danger"), (without, "unknown")}
