"""The whole layout of docs/operations.md on loopback: one publisher, two service machines, two workers."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, select

from registry.ledger import Ledger
from registry.ledger.cases.models import CaseEntry
from registry.ledger.engine import open_engine
from registry.settings import Settings
from tests.cluster.clock import Clock
from tests.cluster.parts import PROGRAM, Process, answers, free_port, nginx, wait_for
from tests.cluster.postgres import Postgres
from tests.cluster.room import Disk, Place
from tests.crawler.valkey import Valkey

PLACES = ("postgres", "valkey")
DISKS = ("postgres", "valkey", "publisher", "machine-1")
WORKER = ("worker", "--lease", "10")
"""A killed worker's jobs wait for the next one for so many seconds; sixty by default."""
EVERY = "5"
"""Seconds between two looks for a newer snapshot."""


class Cluster:
    """A context manager; ``address`` is the load balancer's. Machine 2 and its worker read ``clock``.

    In a room of our own (`tests.cluster.room`) each database is at a place of its own, with a cable, and the
    databases, the publisher and machine 1 have disks of their own.
    """

    def __init__(self, folder: Path, *, own_room: bool = False) -> None:
        self.folder = folder
        self.clock = Clock(folder)
        self.disks = {name: Disk(folder / name, 256) for name in DISKS} if own_room else {}
        self.places = {name: Place(number) for number, name in enumerate(PLACES, 1)} if own_room else {}
        self.postgres = Postgres(folder, self.places.get("postgres"))
        self.valkey = self._valkey()
        self._cut_off: list[Connection] = []
        self.env = {
            "CEKDIKLAT_LEDGER_URL": self.postgres.url,
            "CEKDIKLAT_QUEUE_URL": self.valkey.url,
            "CEKDIKLAT_RATE_LIMIT": "100000/minute",
            "CEKDIKLAT_PROXIES": "1",
            "CEKDIKLAT_SECRET_KEY": "rahasia-bersama-untuk-percobaan-saja-0123456789",
        }
        self.publisher = _made(folder / "publisher")
        self.store, self.keys = folder / "store", folder / "keys"
        ports = [free_port(), free_port()]
        balancer = free_port()
        self.address = f"http://127.0.0.1:{balancer}"
        self.services = [self._service(number, port) for number, port in enumerate(ports, 1)]
        self.service_addresses = [f"http://127.0.0.1:{port}" for port in ports]
        self.pullers = [self._puller(number) for number in (1, 2)]
        self.workers = [
            self._program(f"worker-{number}", self.publisher, *WORKER, machine=number) for number in (1, 2)
        ]
        pushing = ("snapshot", "push", str(self.store), "--keys", str(self.keys), "--every", EVERY)
        self.pusher = self._program("pusher", self.publisher, *pushing)
        self.balancer = nginx(folder, balancer, ports)

    @property
    def processes(self) -> list[Process]:
        """Everything but the two databases, in the order of starting."""
        return [self.pusher, *self.pullers, *self.services, *self.workers, self.balancer]

    def start(self) -> None:
        """Publishes the embedded registry, brings it to both service machines, starts everything."""
        self.run(self.publisher, "registry", "publish")
        self.run(self.publisher, "snapshot", "keys", str(self.keys))
        self.run(self.publisher, "snapshot", "push", str(self.store), "--keys", str(self.keys))
        for number in (1, 2):
            root = str(self.keys / "root.json")
            self.run(self.home(number), "snapshot", "pull", str(self.store), "--root", root)
        for process in self.processes:
            process.start()
        for address in (*self.service_addresses, self.address):
            wait_for(lambda address=address: answers(f"{address}/readyz"), address)  # type: ignore[misc]

    def home(self, number: int) -> Path:
        """The home folder of a service machine."""
        return self.folder / f"machine-{number}"

    def run(self, home: Path, *command: str, wrong_clock: bool = False) -> str:
        """``cekdiklat COMMAND`` on the machine of that home, by its own clock or by ``clock``.

        Raises:
            RuntimeError: it failed.
        """
        import os

        env = dict(os.environ) | self.env | {"CEKDIKLAT_HOME": str(home)}
        if wrong_clock:
            env |= self.clock.env
        done = subprocess.run(
            [PROGRAM, *command], env=env, capture_output=True, text=True, timeout=180, check=False
        )
        if done.returncode:
            raise RuntimeError(f"cekdiklat {' '.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout

    def ledger(self) -> Ledger:
        """The cluster's ledger; close it."""
        return Ledger.open(Settings(ledger_url=self.postgres.url).ledger)

    def ask(
        self, path: str, body: dict[str, Any] | None = None, address: str | None = None
    ) -> dict[str, Any]:
        """An answer through the load balancer, or of one machine."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{address or self.address}{path}", data, headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            answer: dict[str, Any] = json.load(response)
        return answer

    def stop(self) -> None:
        """Stops everything, the last started first."""
        for process in reversed(self.processes):
            process.stop()
        self.valkey.__exit__()
        self.postgres.stop()
        for connection in self._cut_off:
            connection.invalidate()
        for place in self.places.values():
            place.close()

    def lock_all_cases(self) -> None:
        """By somebody in the middle of a change, who is then cut off and never says that it is over."""
        connection = open_engine(self.postgres.url).connect()
        connection.execute(select(CaseEntry.id).with_for_update())
        self._cut_off.append(connection)

    def revive_valkey(self) -> None:
        """Starts Valkey again, where it was."""
        with self._at("valkey"):
            self.valkey.back()

    def _valkey(self) -> Valkey:
        place = self.places.get("valkey")
        with self._at("valkey"):
            return Valkey(_made(self.folder / "valkey"), place.address if place else "127.0.0.1")

    def _at(self, name: str) -> AbstractContextManager[None]:
        place = self.places.get(name)
        return place.inside() if place else nullcontext()

    def _service(self, number: int, port: int) -> Process:
        home = _made(self.home(number))
        return self._program(
            f"service-{number}",
            home,
            *("serve", "--port", str(port), "--workers", "1", "--no-worker"),
            machine=number,
        )

    def _puller(self, number: int) -> Process:
        pulling = ("snapshot", "pull", str(self.store), "--every", EVERY)
        return self._program(f"puller-{number}", self.home(number), *pulling, machine=number)

    def _program(self, name: str, home: Path, *command: str, machine: int = 1) -> Process:
        env = self.env | {"CEKDIKLAT_HOME": str(home)} | (self.clock.env if machine == 2 else {})
        return Process(name, [str(PROGRAM), *command], env, self.folder)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
