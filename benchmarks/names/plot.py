"""Accuracy against CPU per name, drawn from runs: ``python -m benchmarks.names.plot run.json``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

_SIZES = {1_000: "o", 30_000: "s", 300_000: "^", 1_000_000: "D"}


def draw(found: list[dict[str, Any]], folder: Path) -> list[Path]:
    """Write ``names.svg`` and ``names.png`` into the folder; one colour a method, one mark a size."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "names"  # the same figures give the same file
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 5.5), layout="constrained")
    methods: dict[str, list[dict[str, Any]]] = {}
    for result in found:
        methods.setdefault(result["method"].rsplit(" (", 1)[0], []).append(result)
    for number, (method, results) in enumerate(methods.items()):
        results.sort(key=lambda result: result["size"])
        xs = [result["figures"]["cpu_p50"] for result in results]
        ys = [result["figures"]["f1"] for result in results]
        colour = f"C{number}" if number < 10 else "0.3"
        ours = method == "CekDiklat"
        axes.plot(xs, ys, color=colour, linewidth=2.5 if ours else 1, alpha=1 if ours else 0.7, label=method)
        for x, y, result in zip(xs, ys, results, strict=True):
            axes.plot(x, y, _SIZES.get(result["size"], "x"), color=colour, markersize=9 if ours else 6)
    for size, mark in _SIZES.items():
        axes.plot([], [], mark, color="0.4", label=f"{size:,} organizers")
    axes.set_xscale("log")
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("CPU per name, median (ms, logarithmic)")
    axes.set_ylabel("F1 on noisy names and hard negatives")
    axes.set_title("Finding an Indonesian organizer by name")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / "names.svg", folder / "names.png"]
    figure.savefig(written[0], metadata={"Date": None})
    figure.savefig(written[1], dpi=130)
    plt.close(figure)
    return written


def main() -> None:
    """Draw the plot of saved runs (one for each size will do)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, nargs="+", help="JSON written by python -m benchmarks.names --json")
    parser.add_argument("--into", type=Path, default=Path("docs/figures"))
    options = parser.parse_args()
    results = [result for run in options.run for result in json.loads(run.read_text())["results"]]
    for path in draw(results, options.into):
        print(path)


if __name__ == "__main__":
    main()
