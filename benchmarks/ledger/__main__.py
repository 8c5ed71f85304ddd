"""``python -m benchmarks.ledger [ROWS]``: a fictional list through import, import again, publish, open.

Each step runs in a process of its own; printed are its CPU seconds, the wall clock, rows per CPU second and
the largest resident memory. The names are fictional; the regions and the shape of the rows are those of a
school list.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from registry.region import gazetteer

PROGRAM = [sys.executable, "-c", "from registry.cli import main; main()", "registry"]
OPEN = """
import json, resource, sys, time
from pathlib import Path
from registry.snapshot import SnapshotStore
start, wall = time.process_time(), time.perf_counter()
snapshot = SnapshotStore(Path(sys.argv[1]) / "snapshots").current()
opened = time.process_time() - start
start = time.process_time()
for n in range(2000):
    snapshot.organizer(f"npsn-{20000000 + n * 37 % 50000}")
organizer = (time.process_time() - start) / 2000
start = time.process_time()
for word in ("cendekia 17", "mis tunas", "sdn 12 harapan", "smk bina") * 5:
    snapshot.search(word)
search = (time.process_time() - start) / 20
print(json.dumps({"open": opened, "organizer": organizer, "search": search,
                  "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""
KINDS = ("SD Negeri", "SD", "SMP Negeri", "SMP", "SMA Negeri", "SMK", "MIS", "MTsS", "TK")
WORDS = ("Tunas", "Harapan", "Cendekia", "Bina", "Bangsa", "Mulia", "Karya", "Insan", "Rekaan", "Persada")


def write_list(path: Path, rows: int) -> None:
    """A list of fictional schools, the same every time."""
    rng = random.Random(20261122)
    regions = [region for region in gazetteer() if region.level == "district"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kind", "name", "region", "aliases", "hosts", "registration", "website"))
        per_region = -(-rows // len(regions))
        for number in range(rows):
            kind, one, two = rng.choice(KINDS), *rng.sample(WORDS, 2)
            name = f"{kind} {one} {two} {rng.randint(1, 60)}"
            host = f"rekaan{number}.sch.id" if number % 20 == 0 else ""
            region = regions[number // per_region].code  # in the order of regions, as official lists are
            website = f"https://{host}" if host else ""
            writer.writerow(("school", name, region, "", host, 20_000_000 + number, website))


def measure(step: str, command: list[str], home: Path, rows: int) -> None:
    """Runs one step and prints what it took."""
    environment = {**os.environ, "CEKDIKLAT_HOME": str(home), "CEKDIKLAT_SEED": "none"}
    wall = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - wall
    if status:
        sys.exit(f"{step} failed: {errors}")
    cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    print(f"{step:<14} {cpu:8.1f} s CPU {wall:8.1f} s {rows / cpu:10,.0f} rows/s {memory:8.0f} MiB")


def main() -> None:
    """All steps, in a folder that is removed afterwards."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    home = Path(tempfile.mkdtemp(prefix="cekdiklat-benchmark-"))
    try:
        write_list(home / "list.csv", rows)
        take_in = [*PROGRAM, "import", str(home / "list.csv"), "--source", "rekaan"]
        measure("import", take_in, home, rows)
        print(f"{'ledger':<14} {(home / 'ledger.db').stat().st_size / 2**20:8.0f} MiB")
        measure("import again", take_in, home, rows)
        print(f"{'ledger':<14} {(home / 'ledger.db').stat().st_size / 2**20:8.0f} MiB")
        measure("publish", [*PROGRAM, "publish"], home, rows)
        measure("publish again", [*PROGRAM, "publish"], home, rows)
        version = (home / "current").read_text().split()[0]
        for path in sorted((home / "snapshots" / version).iterdir()):
            size = sum(f.stat().st_size for f in [path, *path.rglob("*")] if f.is_file()) / 2**20
            print(f"{path.name:<14} {size:8.0f} MiB")
        answer = json.loads(subprocess.check_output([sys.executable, "-c", OPEN, str(home)]))
        print(
            f"open           {answer['open']:8.2f} s CPU, organizer {answer['organizer'] * 1e6:.0f} µs, "
            f"search {answer['search'] * 1e3:.1f} ms CPU, {answer['rss'] / 1024:.0f} MiB"
        )
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
