"""The measurements: how many attacks are found, how many honest hosts accused, how much CPU a check takes."""

from __future__ import annotations

import csv
import gzip
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.hosts.attacks import Attack
from registry.hosts.draft import protected_names
from registry.hosts.index import HostIndex
from registry.hosts.link import UnreadableLinkError
from registry.hosts.lookalike import Severity
from registry.hosts.lookalike.names import one_slip
from registry.hosts.lookalike.shared import short_among
from registry.hosts.lookalike.slips import is_slip
from registry.hosts.reader import read_link
from registry.hosts.suffixes import suffix_class

DAY = date(2026, 11, 22)
_REPEATS = 3


@dataclass(slots=True)
class Recall:
    """Found of all, per technique; ``missed`` lists the rest, ``right`` counts findings that name the right
    target."""

    found: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    right: int = 0
    missed: list[Attack] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Found of all techniques together."""
        return self.found.total() / max(1, self.asked.total())


def recall(index: HostIndex, attacks: Sequence[Attack]) -> Recall:
    """Ask about every attack."""
    answer = Recall()
    for attack in attacks:
        answer.asked[attack.technique] += 1
        found = index.lookalike(read_link(attack.host))
        if found is None:
            answer.missed.append(attack)
            continue
        answer.found[attack.technique] += 1
        answer.severities[found.severity.value] += 1
        answer.right += _same_body(found.target, attack.target)
    return answer


def accused(index: HostIndex, hosts: Sequence[str]) -> dict[str, str]:
    """Honest hosts that are called look-alikes → how and of whom."""
    answer: dict[str, str] = {}
    for host in hosts:
        try:
            found = index.lookalike(read_link(host))
        except UnreadableLinkError:
            continue
        if found is not None:
            answer[host] = (
                f"{found.technique.value} ({found.severity.value}) of {found.target or found.claimed}"
            )
    return answer


def counted(index: HostIndex, hosts: Sequence[str]) -> Counter[str]:
    """What is found in honest hosts and never shown (severity ``shadow``), by technique.

    It is what showing those findings would cost."""
    found: Counter[str] = Counter()
    for host in hosts:
        try:
            findings = index.inspect(read_link(host))
        except UnreadableLinkError:
            continue
        if findings and all(it.severity is Severity.SHADOW for it in findings):
            found.update({it.technique.value for it in findings})
    return found


def strangers(domains: Sequence[str]) -> tuple[list[str], list[str]]:
    """Short names of popular sites in ``.id``, and those of them that would be taken for slips.

    Each name of three or four letters is asked as a stranger's below ``or.id``, as if nobody had listed it as
    Indonesian: what an honest body with such a name has to expect until it is known."""
    names = {domain.partition(".")[0] for domain in domains if domain.endswith(".id")}
    asked = sorted(name for name in names if len(name) in (3, 4) and name.isascii() and name.isalpha())
    in_use = set(short_among(domain for domain in domains if not domain.endswith(".id")))
    official = {
        name.text for name in protected_names(()) if name.zone == "or.id" and len(name.text) in (3, 4)
    }
    accused = [
        name
        for name in asked
        if name not in in_use and any(one_slip(name, other) and is_slip(name, other) for other in official)
    ]
    return asked, accused


@dataclass(frozen=True, slots=True)
class Timing:
    """CPU milliseconds of one check: reading the address, owners, look-alike."""

    median: float
    p95: float
    p99: float
    most: float
    checks: int


def timing(index: HostIndex, addresses: Sequence[str]) -> Timing:
    """CPU time of single checks on one thread, warm; each is asked three times and the least counts, since
    other programs on the machine (shared caches, interrupts) only ever add."""
    for address in addresses[:1000]:
        _check(index, address)
    spent = sorted(min(_spent(index, address) for _ in range(_REPEATS)) for address in addresses)
    median, p95, p99, most = (spent[round((len(spent) - 1) * share)] for share in (0.5, 0.95, 0.99, 1.0))
    return Timing(median, p95, p99, most, len(spent))


def _spent(index: HostIndex, address: str) -> float:
    start = time.thread_time_ns()
    _check(index, address)
    return (time.thread_time_ns() - start) / 1e6


def labelled(path: Path) -> tuple[dict[str, list[Attack]], list[str]]:
    """A labelled CSV (``domain,gold,target,technique,source``) → attacks outside restricted zones, derived
    and real apart, and the hosts that must not be accused."""
    groups: dict[str, list[Attack]] = defaultdict(list)
    innocent: list[str] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["gold"] != "lookalike":
                innocent.append(row["domain"])
            elif suffix_class(row["domain"]) is None:
                groups[row["source"]].append(Attack(row["domain"], row["target"], row["technique"]))
            else:
                groups["in restricted zones"].append(Attack(row["domain"], row["target"], row["technique"]))
    return dict(groups), innocent


def lines(path: Path) -> list[str]:
    """The lines of a text file, gzipped or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def shuffled(items: Sequence[str], seed: str) -> list[str]:
    """The items in an order drawn by a seed."""
    return random.Random(seed).sample(list(items), len(items))


def _check(index: HostIndex, address: str) -> None:
    try:
        link = read_link(address)
    except UnreadableLinkError:
        return
    index.owners(link, DAY)
    index.lookalike(link)


def _same_body(found: str | None, target: str) -> bool:
    return found is not None and (
        found == target or found.endswith("." + target) or target.endswith("." + found)
    )
