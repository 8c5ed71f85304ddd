"""``python -m benchmarks.service.openrefine``: OpenRefine itself matches a table against ``/reconcile``.

Needs an installed OpenRefine (``apt install --no-install-recommends openrefine``), which is started without a
window and driven through the interface of its own pages. The service answers from the embedded registry.
Prints what each row became, and fails when a row became something else.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from benchmarks.service.__main__ import wait_ready
from benchmarks.service.ports import free_port

ROWS = {
    ("Disdik Kab. Bdg", ""): "Dinas Pendidikan Kabupaten Bandung",
    ("Dinas Pendidikan Bandung", ""): "",  # Kabupaten or Kota: both are offered
    ("Disdik Bandung", "Kota Bandung"): "Dinas Pendidikan Kota Bandung",
    ("Dikbud Lotim", ""): "Dinas Pendidikan Kabupaten Lombok Timur",
    ("Dinas Pendidikan Kab. Tasikmalya", ""): "Dinas Pendidikan Kabupaten Tasikmalaya",
    ("PB PGRI", ""): "Persatuan Guru Republik Indonesia",
    ("Lembaga Diklat Nasional RI", ""): "",
}
"""Name and region → who is matched."""
EVERY_ROW = json.dumps({"facets": [], "mode": "row-based"})
PATIENCE = 60
"""Seconds for a program to start or to finish a job."""


class Refine:
    """What the pages of OpenRefine ask of its server."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/command/core"
        self._session = requests.Session()

    def post(self, command: str, params: dict[str, str], **body: Any) -> requests.Response:
        """One command, with the token that OpenRefine wants."""
        token = self._session.get(f"{self._base}/get-csrf-token", timeout=PATIENCE).json()["token"]
        address = f"{self._base}/{command}"
        return self._session.post(address, params={"csrf_token": token, **params}, timeout=PATIENCE, **body)

    def create(self, table: str) -> str:
        """A project from comma-separated values; its number."""
        options = json.dumps({"separator": ",", "headerLines": 1})
        data = {"project-name": "organizers", "format": "text/line-based/*sv", "options": options}
        files = {"project-file": ("organizers.csv", table, "text/csv")}
        return self.post("create-project-from-upload", {}, data=data, files=files).url.rpartition("=")[2]

    def reconcile(self, project: str, service: str) -> None:
        """Match the column ``name`` with ``region`` as a detail, and wait for it."""
        manifest = requests.get(service, timeout=PATIENCE).json()
        asked = {
            "mode": "standard-service",
            "service": service,
            "identifierSpace": manifest["identifierSpace"],
            "schemaSpace": manifest["schemaSpace"],
            "type": None,
            "autoMatch": True,
            "columnDetails": [{"column": "region", "property": {"id": "region", "name": "region"}}],
            "limit": 0,
        }
        data = {"columnName": "name", "config": json.dumps(asked), "engine": EVERY_ROW}
        self.post("reconcile", {"project": project}, data=data).raise_for_status()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._busy(project):
            time.sleep(0.2)

    def _busy(self, project: str) -> bool:
        address = f"{self._base}/get-processes"
        return bool(
            self._session.get(address, params={"project": project}, timeout=PATIENCE).json()["processes"]
        )

    def matched(self, project: str) -> list[tuple[str, list[str]]]:
        """For each row the name it was matched with (empty: none), and the names that were offered."""
        asked = {"project": project, "start": "0", "limit": "100"}
        table = self.post("get-rows", asked, data={"engine": EVERY_ROW}).json()
        found = table["pool"]["recons"]
        answers = (found[str(row["cells"][0]["r"])] for row in table["rows"])
        return [((it.get("m") or {}).get("name", ""), [c["name"] for c in it.get("c", [])]) for it in answers]


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[None]:
    """A program and its children, ended together."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(command, env=os.environ | environment, start_new_session=True, **quiet)  # type: ignore[call-overload]
    try:
        yield
    finally:
        os.killpg(program.pid, signal.SIGTERM)
        program.wait(PATIENCE)


def main() -> int:
    """0 when every row became what it should, 1 when not, 2 when there is no OpenRefine."""
    if (openrefine := shutil.which("openrefine")) is None:
        print("OpenRefine is not installed (apt install openrefine)", file=sys.stderr)
        return 2
    ours, theirs = free_port(), free_port()
    table = "name,region\n" + "".join(f"{name},{region}\n" for name, region in ROWS)
    with tempfile.TemporaryDirectory() as home:
        serve = [sys.executable, "-m", "benchmarks.service.serving", str(ours), "1"]
        refine = [openrefine, "-p", str(theirs), "-i", "127.0.0.1", "-d", home, "-x", "refine.headless=true"]
        with running(serve, CEKDIKLAT_HOME=str(Path(home) / "ours")), running(refine, HOME=home):
            wait_ready(ours)
            client = _started(theirs)
            project = client.create(table)
            client.reconcile(project, f"http://127.0.0.1:{ours}/reconcile")
            answers = client.matched(project)
    wrong = 0
    for ((name, region), wanted), (given, offered) in zip(ROWS.items(), answers, strict=True):
        wrong += given != wanted
        asked = f"{name} [{region}]" if region else name
        print(f"{asked} → {given or ' or '.join(offered) or 'nobody'}")
    return min(wrong, 1)


def _started(port: int) -> Refine:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            version = requests.get(f"http://127.0.0.1:{port}/command/core/get-version", timeout=5).json()
        except (requests.ConnectionError, requests.Timeout):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            print(re.sub(r" \[.*", "", version["full_name"]))
            return Refine(port)


if __name__ == "__main__":
    raise SystemExit(main())
