"""Which official names popular sites of others carry, too: generates
``registry/data/hosts/shared_names.csv``.

    python -m registry.hosts.lookalike.shared DOMAINS.txt "what the list is"

``DOMAINS.txt`` has one registrable domain a line (of the Chrome UX Report and the Tranco list). A name
counts as shared when a site outside ``.id`` has it; a long one only when two have it, since one may be the
owner's own second address."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from registry.hosts.suffixes import split_host

_LONG = 9


def shared_among(names: frozenset[str], domains: Iterable[str]) -> dict[str, int]:
    """The names that popular sites outside ``.id`` carry → how many of them do."""
    counts: Counter[str] = Counter()
    for domain in domains:
        if domain.endswith(".id"):
            continue
        name = domain.partition(".")[0].replace("-", "")
        if name in names and split_host(domain)[0] == domain:
            counts[name] += 1
    return {name: count for name, count in counts.items() if count >= (2 if len(name) >= _LONG else 1)}


def table(counts: dict[str, int], source: str) -> str:
    """The data file's text."""
    head = f"# Official names that popular sites of others carry, too; generated from {source}.\nname,sites\n"
    return head + "".join(f"{name},{count}\n" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    from registry.hosts.draft import embedded_names

    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    target = Path(__file__).parents[2] / "data" / "hosts" / "shared_names.csv"
    target.write_text(table(shared_among(embedded_names(), lines), sys.argv[2]), encoding="utf-8")
