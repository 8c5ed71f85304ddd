"""The results as a table for people and as JSON for the plot and for comparing runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.names.compare import Result
from benchmarks.names.score import Figures

_HEAD = (
    "| organizers | method | questions | F1 | precision | recall | first right | false accepts | impostors |"
    " CPU p50 ms | p99 ms | × ours | right where it is right | build s |"
)


def table(results: Iterable[Result]) -> str:
    """A Markdown table, one method a line."""
    lines = [_HEAD, "| ---: | --- |" + " ---: |" * 12]
    for result in results:
        f = result.figures
        agreement = f"{result.ours_where_right} of {result.right}" if result.right else ""
        lines.append(
            f"| {result.indexed:,} | {result.method} | {f.questions} | {f.f1:.3f} | {f.precision:.3f} |"
            f" {f.recall:.3f} | {f.top1:.3f} | {f.false_accepts:.2%} | {f.impostors} |"
            f" {f.cpu_p50:.3f} | {f.cpu_p99:.2f} |"
            f" {result.times_ours:,.1f} | {agreement} | {result.build_seconds:.1f} |"
        )
    return "\n".join(lines)


def mistakes(results: Iterable[Result]) -> str:
    """Where our matcher answered wrongly, by sort of question."""
    lines = []
    for result in results:
        if result.method == "CekDiklat":
            wrong = ", ".join(f"{name} {count}" for name, count in result.figures.wrong.items()) or "none"
            lines.append(f"{result.indexed:,} organizers, wrong answers: {wrong}")
    return "\n".join(lines)


def merged(runs: Iterable[str]) -> list[Result]:
    """The results of saved runs, by size; our own row of the first run of a size stands for all."""
    found: dict[tuple[int, str], Result] = {}
    for run in runs:
        for raw in json.loads(run)["results"]:
            result = Result(**(raw | {"figures": Figures(**raw["figures"])}))
            found.setdefault((result.size, result.method), result)
    return sorted(found.values(), key=lambda result: result.size)


def as_json(results: Sequence[Result], about: dict[str, Any]) -> str:
    """Everything, machine-readable."""
    return json.dumps({"about": about, "results": [asdict(result) for result in results]}, indent=1)
