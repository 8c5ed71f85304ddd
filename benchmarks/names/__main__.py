"""``./dev bench``: the name matcher against its rivals (docs/benchmarks-names.md)."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

from benchmarks.names import report
from benchmarks.names.compare import Result, rivals, run, say
from benchmarks.names.queries import DEVELOPMENT, HELD_OUT

SIZES = (1_000, 30_000, 300_000, 1_000_000)


def main() -> None:
    """Run, print the table, and write JSON when asked to."""
    parser = argparse.ArgumentParser(prog="benchmarks.names", description=__doc__)
    parser.add_argument("--size", type=int, nargs="+", choices=SIZES, help="organizers (default: all four)")
    parser.add_argument(
        "--seed", default=HELD_OUT, help=f"{HELD_OUT!r} to report, {DEVELOPMENT!r} to work with, or any text"
    )
    parser.add_argument(
        "--quick", action="store_true", help="1,000 and 30,000 only, a fifth of the questions"
    )
    parser.add_argument("--share", type=float, default=1.0, help="of the rivals' questions (default 1)")
    parser.add_argument("--ours-only", action="store_true", help="leave the rivals out")
    parser.add_argument("--rival", nargs="+", metavar="NAME", help="only these (tantivy, wratio, ...)")
    parser.add_argument(
        "--saved", type=Path, nargs="+", metavar="RUN", help="print saved runs as one table, run nothing"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep exam and index there, and use them next time"
    )
    parser.add_argument("--json", type=Path, help="also write all figures there")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    if options.saved:
        print(report.table(report.merged(path.read_text(encoding="utf-8") for path in options.saved)))
        return
    sizes = options.size or (SIZES[:2] if options.quick else SIZES)
    chosen = [] if options.ours_only else rivals()
    chosen = [rival for rival in chosen if not options.rival or rival.name in options.rival]
    results: list[Result] = []
    for size in sizes:
        share = options.share * (0.2 if options.quick else 1.0)
        results += run(size, options.seed, chosen, share, options.keep)
        if options.json:  # after each size: a run that is cut short keeps what it has
            options.json.write_text(report.as_json(results, _about(options.seed)), encoding="utf-8")
    print(report.table(results))
    print()
    print(report.mistakes(results))


def _about(seed: str) -> dict[str, str]:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    say(f"load {load}")
    return {"seed": seed, "python": sys.version.split()[0], "machine": platform.machine(), "load": load}


if __name__ == "__main__":
    main()
