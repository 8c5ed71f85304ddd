"""A published registry of any size in a folder of its own: fictional organizers beside the embedded ones."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.names.corpus import entries, organizer

PROGRAM = (sys.executable, "-c", "from registry.cli import main; main()", "registry")


def publish_filled(home: Path, organizers: int) -> None:
    """Import and publish ``organizers`` fictional bodies below ``home``, unless something is published there.

    Takes minutes and about 2 GB for a million; keep the folder to measure again.

    Raises:
        subprocess.CalledProcessError: a step failed; its message is on standard error.
    """
    if (home / "current").exists():
        return
    home.mkdir(parents=True, exist_ok=True)
    names = home / "fictional.csv"
    _write(names, organizers)
    environment = os.environ | {"CEKDIKLAT_HOME": str(home)}
    for step in (("import", str(names), "--source", "rekaan"), ("publish", "--accept", "benchmark")):
        subprocess.run((*PROGRAM, *step), env=environment, check=True, stdout=subprocess.DEVNULL)
    names.unlink()


def _write(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "kind", "name", "region"))
        for entry in entries(size):
            made = organizer(entry)
            writer.writerow((made.id, made.kind.value, made.name, made.region))
