"""``cekdiklat serve`` as teachers meet it: real processes on loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import psutil
import pytest

from registry.ledger import Ledger
from registry.settings import Settings
from registry.snapshot.folder import SnapshotFolder
from registry.snapshot.publish import publish
from service.commands.serve import first_start

pytestmark = pytest.mark.slow
PROGRAM = Path(sys.executable).with_name("cekdiklat")
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    process = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port), "--no-worker", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"CEKDIKLAT_HOME": str(home), "CEKDIKLAT_RATE_LIMIT": ""},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == f"CekDiklat: http://127.0.0.1:{port}\n"
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + PATIENCE
        while True:
            try:
                get(f"{address}/readyz")
                break
            except (URLError, ConnectionError):
                assert time.monotonic() < until, "the service did not get ready"
                time.sleep(0.1)
        yield address, process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(PATIENCE)


def ends(home: Path, port: int) -> subprocess.CompletedProcess[str]:
    """A start that cannot succeed."""
    return subprocess.run(
        [PROGRAM, "serve", "--port", str(port), "--no-worker"],
        capture_output=True,
        text=True,
        env=os.environ | {"CEKDIKLAT_HOME": str(home)},
        timeout=PATIENCE,
        check=False,
    )


def get(url: str) -> dict[str, Any]:
    with urlopen(url, timeout=PATIENCE) as answer:
        body: dict[str, Any] = json.load(answer)
        return body


def check(address: str, **fields: Any) -> dict[str, Any]:
    wanted = Request(f"{address}/v1/check", json.dumps(fields).encode(), {"Content-Type": "application/json"})
    with urlopen(wanted, timeout=PATIENCE) as answer:
        body: dict[str, Any] = json.load(answer)
        return body


def test_it_starts_on_nothing_answers_and_stops_cleanly(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, process):
        assert check(address, text="Webinar guru")["level"] == "unknown"
        with pytest.raises(HTTPError) as refused:
            check(address)
        assert refused.value.code == 422
        family = [process.pid, *(it.pid for it in psutil.Process(process.pid).children(recursive=True))]
        assert len(family) >= 3, "two service processes by default"
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert not [
            pid for pid in family if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"
        ]


def test_a_port_in_use_is_said_plainly(published_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = ends(published_home, port)
    assert done.returncode == 2
    assert f"port {port} is already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_used_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file", Path("/proc/rekaan")):
        done = ends(home, free_port())
        assert (done.returncode, str(home) in done.stderr) == (2, True)
        assert "Traceback" not in done.stderr


def test_what_the_first_start_publishes_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first_start(Settings(home=tmp_path / "none", seed="none"))
    assert "published an empty registry" in capsys.readouterr().err
    first_start(Settings(home=tmp_path / "embedded"))
    assert "published the embedded registry" in capsys.readouterr().err
    first_start(Settings(home=tmp_path / "embedded"))
    assert capsys.readouterr().err == ""


def test_a_new_snapshot_is_picked_up_without_a_failed_request(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with serving(tmp_path) as (address, _):
        seen: list[str] = []
        errors: list[Exception] = []
        stop = threading.Event()

        def ask() -> None:
            count = 0
            while not stop.is_set():
                count += 1
                try:
                    seen.append(
                        check(address, text=f"Dinas Pendidikan Kota Bandung, webinar {count}")["snapshot"]
                    )
                except Exception as error:
                    errors.append(error)

        askers = [threading.Thread(target=ask) for _ in range(3)]
        for asker in askers:
            asker.start()
        published = []
        with Ledger.open(settings.ledger) as ledger:
            for _ in range(3):
                published.append(publish(ledger, SnapshotFolder.at(settings.snapshots)).version)
                until = time.monotonic() + PATIENCE
                while published[-1] not in seen[-20:]:
                    assert time.monotonic() < until, "the new snapshot was not picked up"
                    time.sleep(0.05)
        stop.set()
        for asker in askers:
            asker.join()
        assert not errors
        assert len(set(seen)) >= 3
        assert get(f"{address}/readyz")["snapshot"] == published[-1]


def test_counters_are_those_of_all_processes(published_home: Path) -> None:
    with serving(published_home) as (address, _):
        for number in range(8):
            check(address, text=f"Webinar guru nomor {number}")
        with urlopen(f"{address}/metrics", timeout=PATIENCE) as answer:
            counted = answer.read().decode()
        [line] = [
            it for it in counted.splitlines() if it.startswith('cekdiklat_verdicts_total{level="unknown"}')
        ]
        assert float(line.split()[-1]) == 8
