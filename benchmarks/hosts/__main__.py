"""``python -m benchmarks.hosts``: recall, false alarms and CPU time of the look-alike detector, beside its
rivals."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.hosts import measure
from benchmarks.hosts.attacks import attacks
from benchmarks.hosts.redraw import draws
from benchmarks.hosts.registry import registry, seed_organizers
from benchmarks.hosts.rivals import Rival, dnstwist_list, edit_distance, eth_phishing_detect, flags_epd
from registry.hosts.digest import encode
from registry.hosts.index import HostIndex, build_index
from registry.hosts.known import protected_hosts
from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link

DEVELOPMENT, HELD_OUT = "development", "held-out"
_RIVAL_TARGETS = 60  # dnstwist makes 5,000 permutations of each
_RIVAL_ATTACKS = 30  # per template
_RIVAL_HONEST = 400


def main() -> None:
    """Run what is asked for and print tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.hosts", description=__doc__)
    parser.add_argument("--seed", default=HELD_OUT, help="of the made-up attacks")
    parser.add_argument("--per-template", type=int, default=200, help="attacks per template")
    parser.add_argument("--hosts", type=int, default=200_000, help="official hosts in the timed index")
    parser.add_argument("--labelled", type=Path, help="CSV with domain,gold,target,technique,source")
    parser.add_argument("--benign", type=Path, help="honest domains, one a line (.gz too)")
    parser.add_argument("--popular", type=Path, help="popular domains: how many short names are near others")
    parser.add_argument("--redraw", type=int, default=0, help="draws of other targets by the labelled recipe")
    parser.add_argument("--rivals", action="store_true", help="measure the rivals, too")
    parser.add_argument("--list", action="store_true", help="print every miss and every false alarm")
    options = parser.parse_args()
    print(f"python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}, seed {options.seed!r}\n")
    with tempfile.TemporaryDirectory() as folder:
        run(options, Path(folder))


def run(options: argparse.Namespace, folder: Path) -> None:
    """All measurements, into a folder that is thrown away."""
    build_index(seed_organizers(), folder / "seed")
    index = HostIndex.open(folder / "seed")
    made = list(attacks([fact.host for fact in protected_hosts()], options.per_template, options.seed))
    show_recall("made-up attacks on official hosts", measure.recall(index, made), options.list)
    benign = measure.lines(options.benign) if options.benign else []
    if options.labelled:
        groups, innocent = measure.labelled(options.labelled)
        for name in sorted(groups):
            show_recall(f"labelled, {name}", measure.recall(index, groups[name]), options.list)
        outside = [
            attack for name, group in groups.items() if name != "in restricted zones" for attack in group
        ]
        show_recall("labelled, all outside restricted zones", measure.recall(index, outside), False)
        show_accused("labelled as innocent", innocent, measure.accused(index, innocent), True)
    if options.popular:
        asked, near = measure.strangers(measure.lines(options.popular))
        print(f"## short names in .id as strangers in or.id: {len(near)} of {len(asked)} accused\n")
    if options.redraw:
        labels = groups.values() if options.labelled else ()
        without = frozenset(attack.target for group in labels for attack in group)
        show_redraws(index, options.redraw, without)
    if benign:
        show_accused("benign", benign, measure.accused(index, benign), options.list)
        shadow = ", ".join(f"{name} {count}" for name, count in measure.counted(index, benign).most_common())
        print(f"found in benign hosts and only counted (shadow): {shadow}\n")
    questions = measure.shuffled([attack.host for attack in made] * 2 + benign[:20_000], "order")
    show_time_and_size(options.hosts, questions, folder)
    if options.rivals:
        show_rivals(index, options, benign, folder)


def show_recall(title: str, answer: measure.Recall, listed: bool) -> None:
    """One table of found per technique."""
    print(f"## {title}\n\n| technique | found | of |\n| --- | --- | --- |")
    for technique in sorted(answer.asked):
        print(f"| {technique} | {answer.found[technique]} | {answer.asked[technique]} |")
    found, asked = answer.found.total(), answer.asked.total()
    severities = ", ".join(f"{name} {count}" for name, count in sorted(answer.severities.items()))
    print(f"| **all** | **{found}** | **{asked}** |\n")
    print(f"recall {answer.share:.1%}; right target named {answer.right} of {found}; {severities}\n")
    if listed:
        for attack in answer.missed:
            print(f"- missed {attack.host} ({attack.technique} of {attack.target})")
        print()


def show_redraws(index: HostIndex, count: int, without: frozenset[str]) -> None:
    """Recall on other targets, draw by draw."""
    hosts = [fact.host for fact in protected_hosts()]
    answers = [measure.recall(index, made) for made in draws(hosts, count, without)]
    shares = sorted(answer.share for answer in answers)
    asked = sum(answer.asked.total() for answer in answers)
    print(f"## the labelled recipe on other targets: {count} draws, {asked} attacks\n")
    print(f"mean {sum(shares) / count:.1%}, worst {shares[0]:.1%}, best {shares[-1]:.1%}; ", end="")
    print(f"97% or more in {sum(share >= 0.97 for share in shares)} of {count}\n")


def show_accused(title: str, hosts: Sequence[str], answer: dict[str, str], listed: bool) -> None:
    """How many honest hosts are accused."""
    print(f"## {title}: {len(answer)} of {len(hosts)} accused ({len(answer) / max(1, len(hosts)):.3%})\n")
    if listed:
        for host, why in sorted(answer.items()):
            print(f"- {host}: {why}")
        print()


def show_time_and_size(hosts: int, questions: Sequence[str], folder: Path) -> None:
    """CPU per check with many official hosts, what the index and the digest weigh."""
    start = time.process_time()
    build_index(registry(hosts), folder / "large")
    built = time.process_time() - start
    index = HostIndex.open(folder / "large")
    answer = measure.timing(index, questions)
    disk = sum(file.stat().st_size for file in (folder / "large").iterdir())
    keys = list(index.official_keys(measure.DAY))
    digest = encode(keys, [], "benchmark", measure.DAY)
    each = len(digest) / max(1, len(keys))
    shares = (
        f"median {answer.median:.3f} ms, p95 {answer.p95:.3f}, p99 {answer.p99:.3f}, most {answer.most:.2f}"
    )
    print(f"## one check with {hosts:,} official hosts\n")
    print(f"{answer.checks:,} checks, CPU: {shares}")
    print(f"index: built in {built:.1f} s CPU, {disk / 1e6:.1f} MB on disk")
    print(f"digest: {len(keys):,} keys, {len(digest):,} bytes, {each:.3f} bytes a key\n")


def show_rivals(index: HostIndex, options: argparse.Namespace, benign: Sequence[str], folder: Path) -> None:
    """Everybody on the same attacks, honest domains and official siblings that the rivals' list does not
    hold."""
    every = measure.shuffled([fact.host for fact in protected_hosts()], "rivals")
    listed, unlisted = every[: len(every) // 2], every[len(every) // 2 :]
    asked = list(attacks(listed[:_RIVAL_TARGETS], _RIVAL_ATTACKS, options.seed))
    groups = (
        [attack.host for attack in asked],
        measure.shuffled(benign, "rivals")[:_RIVAL_HONEST],
        [host for host in unlisted if host.endswith((".go.id", ".sch.id"))][:_RIVAL_HONEST],
    )
    print(f"## beside rivals that know {len(listed):,} official hosts\n")
    print(f"| | attacks found ({len(groups[0])}) | honest accused ({len(groups[1])}) ", end="")
    print(f"| siblings accused ({len(groups[2])}) | CPU ms a check | times ours |")
    print("| --- | --- | --- | --- | --- | --- |")
    ours = Rival("CekDiklat", lambda names: [_ours(index, name) for name in names])
    found = [rival for rival in _rivals(listed, folder) if rival is not None]
    base = 0.0
    for rival in (ours, *found):
        shares, spent = _row(rival, groups)
        base = base or spent
        told = " | ".join("-" if share is None else f"{share:.1%}" for share in shares)
        print(f"| {rival.name} | {told} | {spent:.3f} | {spent / base:.1f} |")
    for rival in found:
        if rival.prepared_seconds:
            print(
                f"\n{rival.name}: {rival.prepared_seconds:.0f} s CPU to prepare for {_RIVAL_TARGETS} targets"
            )


def _rivals(listed: Sequence[str], folder: Path) -> list[Rival | None]:
    return [
        dnstwist_list(listed[:_RIVAL_TARGETS]),
        edit_distance(listed, 1),
        edit_distance(listed, 3),
        eth_phishing_detect(listed, folder, 1),
        eth_phishing_detect(listed, folder, 3),
    ]


def _row(rival: Rival, groups: Sequence[Sequence[str]]) -> tuple[list[float | None], float]:
    """The share flagged in each group, and CPU milliseconds a question."""
    start, flags_epd.seconds = time.process_time(), 0.0
    answers = rival.flags([host for group in groups for host in group])
    spent = flags_epd.seconds or time.process_time() - start
    shares: list[float | None] = []
    at = 0
    for group in groups:
        part = answers[at : at + len(group)]
        shares.append(sum(part) / len(part) if part else None)
        at += len(group)
    return shares, spent * 1000 / max(1, len(answers))


def _ours(index: HostIndex, host: str) -> bool:
    try:
        return index.lookalike(read_link(host)) is not None
    except UnreadableLinkError:
        return False


if __name__ == "__main__":
    main()
