"""What an index costs a process: open time, cold start to the first answer, memory, disk.

``python -m benchmarks.names.footprint --size 1000000`` builds the index; then a fresh process opens it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_BUILD = """
import json, resource, sys, time
from pathlib import Path
from benchmarks.names.corpus import entries, organizer
from registry.matching.index import build_index
before = time.process_time()
for entry in entries(int(sys.argv[2])):
    organizer(entry)
generating = time.process_time() - before
build_index((organizer(entry) for entry in entries(int(sys.argv[2]))), Path(sys.argv[1]))
print(json.dumps({"build_cpu_s": round(time.process_time() - before - 2 * generating, 1),
                  "build_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""
_FRESH = """
import json, sys, time
wall, cpu = time.perf_counter(), time.process_time()
from pathlib import Path
from registry.matching.matcher import Matcher
opened = time.perf_counter()
matcher = Matcher.open(Path(sys.argv[1]))
opening = time.perf_counter() - opened
first = matcher.match("Dinas Pendidikan Kabupaten Bandung")
wall, cpu = time.perf_counter() - wall, time.process_time()
again = time.perf_counter()
Matcher.open(Path(sys.argv[1]))
again = time.perf_counter() - again
for line in sys.stdin:
    matcher.match(line.strip())
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
resident = {name: int(status[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon", "RssFile")}
print(json.dumps({"first": first.outcome, "open_ms": opening * 1e3, "reopen_ms": again * 1e3,
                  "first_answer_s": wall, "first_answer_cpu_s": cpu, **resident}))
"""


def main() -> None:
    """Print one line of JSON."""
    from benchmarks.names.queries import DEVELOPMENT, set_exam

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000)
    options = parser.parse_args()
    exam = set_exam(options.size, DEVELOPMENT)
    asked = "\n".join(query.text for query in exam.queries)
    with tempfile.TemporaryDirectory() as folder:
        built = _run(_BUILD, folder, str(options.size))
        opened = _run(_FRESH, folder, text=asked)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    print(json.dumps({"organizers": options.size, **built, "disk_mb": round(size / 1e6, 1), **opened}))


def _run(code: str, *arguments: str, text: str = "") -> dict[str, Any]:
    """What a fresh process prints: its memory holds nothing else."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
