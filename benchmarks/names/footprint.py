"""What an index costs a process: open time, cold start to the first answer, memory, disk.

``python -m benchmarks.names.footprint --size 1000000`` builds the index; then a fresh process opens it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    from benchmarks.names import ours
    from benchmarks.names.queries import DEVELOPMENT, set_exam

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000)
    options = parser.parse_args()
    exam = set_exam(options.size, DEVELOPMENT)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        built = ours.build(exam, Path(folder))
        spent = time.perf_counter() - start
        text = "\n".join(query.text for query in exam.queries)
        fresh = subprocess.run(
            [sys.executable, "-c", _FRESH, folder], input=text, capture_output=True, text=True, check=True
        )
    print(
        json.dumps(
            {
                "organizers": exam.indexed,
                "build_s": round(built.seconds, 1),
                "build_cpu_s": round(built.cpu, 1),
                "build_with_generator_s": round(spent, 1),
                "build_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "disk_mb": round(built.megabytes, 1),
                **json.loads(fresh.stdout),
            }
        )
    )


if __name__ == "__main__":
    main()
