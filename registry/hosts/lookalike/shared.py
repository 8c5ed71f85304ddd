"""Which names popular sites of others carry: generates ``shared_names.csv`` and ``short_names.csv`` in
``registry/data/hosts``.

    python -m registry.hosts.lookalike.shared DOMAINS.txt "what the list is"

``DOMAINS.txt`` has one registrable domain a line (of the Chrome UX Report and the Tranco list). An official
name counts as shared when a site outside ``.id`` has it. A site in another country's zone alone does not make
it so (``umsu.ac.ir`` says nothing about ``umsu.org``), nor one site with a long name, which may be the
owner's own second address. A short name counts as somebody's when a site in ``.id`` has it, or three
elsewhere: an abbreviation that is in use is not taken for a slip in another one."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from registry.hosts.lookalike.vocabulary import vocabulary
from registry.hosts.suffixes import split_host

_LONG = 9
_SHORT = range(3, 6)
_SHORT_IN_THE_WORLD = range(3, 5)  # of five letters there are too many to say anything about Indonesia
_ENOUGH_IN_THE_WORLD = 3  # below that, half of all combinations of three letters are a name somewhere


def shared_among(names: frozenset[str], domains: Iterable[str]) -> dict[str, int]:
    """The names that popular sites outside ``.id`` carry → how many of them do."""
    counts: Counter[str] = Counter()
    near: set[str] = set()
    for domain, name in _names(domains):
        if name in names and not domain.endswith(".id"):
            counts[name] += 1
            if not vocabulary().suffix_kind(domain.partition(".")[2]).startswith("abroad"):
                near.add(name)
    return {
        name: count for name, count in counts.items() if count >= 2 or (name in near and len(name) < _LONG)
    }


def short_among(domains: Iterable[str]) -> list[str]:
    """The short names in use: in ``.id`` by one popular site, or elsewhere by three.

    ``ibi`` (three sites in the world) and ``wwf`` are; ``igu`` is not"""
    here: set[str] = set()
    counts: Counter[str] = Counter()
    for domain, name in _names(domains):
        if domain.endswith(".id"):
            here.add(name)
        else:
            counts[name] += 1
    known = {name for name in here if len(name) in _SHORT}
    known |= {
        name
        for name, count in counts.items()
        if count >= _ENOUGH_IN_THE_WORLD and len(name) in _SHORT_IN_THE_WORLD
    }
    return sorted(known)


def shared_table(counts: dict[str, int], source: str) -> str:
    """The text of ``shared_names.csv``."""
    head = f"# Official names that popular sites of others carry, too; generated from {source}.\nname,sites\n"
    return head + "".join(f"{name},{count}\n" for name, count in sorted(counts.items()))


def short_table(names: Iterable[str], source: str) -> str:
    """The text of ``short_names.csv``."""
    head = (
        f"# Short names that popular sites carry, so that they are nobody's slip; generated from {source}.\n"
    )
    return head + "name\n" + "".join(f"{name}\n" for name in names)


def _names(domains: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each registrable domain with its name, hyphens left out."""
    for domain in domains:
        name = domain.partition(".")[0].replace("-", "")
        if name.isascii() and split_host(domain)[0] == domain:
            yield domain, name


if __name__ == "__main__":
    from registry.hosts.draft import embedded_names

    folder = Path(__file__).parents[2] / "data" / "hosts"
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    shared = shared_table(shared_among(embedded_names(), lines), sys.argv[2])
    (folder / "shared_names.csv").write_text(shared, encoding="utf-8")
    (folder / "short_names.csv").write_text(short_table(short_among(lines), sys.argv[2]), encoding="utf-8")
