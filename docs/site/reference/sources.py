"""Where the registry's facts come from: the lists that are read, and the embedded files."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

from crawler.sources.definition import SourceDefinition, all_definitions
from docs.site.markdown import page as made
from docs.site.markdown import table

_INTRO = """
Official lists are data: one reviewed file each in `crawler/sources/lists`, checked by `cekdiklat source
check`. How to add one: [The crawler](../crawler.md). The embedded registry is described in [Seed
registry](../seed-registry.md).
"""


def page() -> str:
    """The whole page."""
    return made(
        "Sources",
        _INTRO,
        *(_section(it) for it in all_definitions()),
        "## Embedded files",
        table(("file", "rows"), embedded_files()),
    )


def embedded_files() -> list[tuple[str, str]]:
    """The files of the embedded registry with their number of rows."""
    folder = files("registry.data.seed")
    counts: Counter[str] = Counter()
    for file in folder.iterdir():
        if file.name.endswith(".csv"):
            lines = (
                line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
            )
            counts[file.name] = sum(1 for _ in csv.reader(lines)) - 1
    return [(f"`registry/data/seed/{name}`", str(count)) for name, count in sorted(counts.items())]


def _section(it: SourceDefinition) -> str:
    rows = [
        ("publisher", it.publisher),
        ("trusted because", it.trusted_because),
        ("trust", str(it.trust)),
        ("reader", it.read.reader),
        ("verified", it.verified.isoformat()),
        ("read every", f"{it.every_days} days"),
    ]
    return f"## `{it.id}`\n\n{it.title}\n\n{table(('', ''), rows)}"
