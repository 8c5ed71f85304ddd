"""The recipe of the labelled look-alikes on other official names: would another draw be found as well?

A labelled file is one draw of targets. Recall moves by two points with the three-letter names that happen to
be in it, so the same recipe (dnstwist's permutations of names below ``or.id``, suffix swaps and templates of
sign-up pages on all) is repeated on names drawn by a seed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib import import_module

from benchmarks.hosts.attacks import Attack
from registry.hosts.suffixes import split_host, suffix_class

_OPEN_TARGETS, _CLOSED_TARGETS = 10, 98  # as in the labelled file: names below or.id, and all others
_WORDS = (
    "daftar",
    "pendaftaran",
    "sertifikat",
    "resmi",
    "login",
    "bimtek",
    "diklat",
    "guru",
    "info",
    "webinar",
)
_SWAPS = ("com", "net", "org", "info", "online", "site", "web.id", "my.id", "biz.id", "click", "top")
_SUFFIX_SLIPS = {
    "go.id": ("g0.id", "qo.id", "go-id.id", "gov.id"),
    "sch.id": ("schh.id", "scn.id", "school.id", "sch1.id"),
    "ac.id": ("acc.id", "aac.id", "ae.id"),
    "or.id": ("org.id", "0r.id"),
}
_TWICE = frozenset({"addition", "insertion", "replacement", "homoglyph", "dictionary"})
_NO_PERMUTATION = frozenset({"*original", "cyrillic", "tld-swap", "various"})
_PER_TEMPLATE = 5


def draws(hosts: Sequence[str], count: int, without: frozenset[str]) -> Iterator[list[Attack]]:
    """``count`` lists of attacks outside restricted zones, on targets that are not in ``without``."""
    rnd = random.Random("redraw")
    free = [host for host in hosts if host not in without]
    open_ = [host for host in free if split_host(host) == (host, "or.id")]
    closed = [host for host in free if suffix_class(host) is not None]
    for _ in range(count):
        targets = rnd.sample(open_, _OPEN_TARGETS) + rnd.sample(closed, _CLOSED_TARGETS)
        made = [attack for target in targets for attack in _attacks(target, rnd)]
        yield [attack for attack in made if suffix_class(attack.host) is None]


def _attacks(target: str, rnd: random.Random) -> Iterator[Attack]:
    registrable, suffix = split_host(target)
    if suffix == "or.id":
        yield from _permutations(target, suffix, rnd)
    name = registrable.removesuffix(f".{suffix}")
    for other in rnd.sample(_SWAPS, 2):
        yield Attack(f"{name}.{other}", target, "suffix swapped")
    slipped = rnd.choice(_SUFFIX_SLIPS[suffix]) if suffix in _SUFFIX_SLIPS else None
    if slipped:
        yield Attack(f"{target.removesuffix(suffix)}{slipped}", target, "suffix mistyped")
    dashed = target.removesuffix(f".{suffix}").replace(".", "-")
    templates = (
        f"{dashed}-{suffix.replace('.', '-')}.com",
        f"{dashed}{suffix.replace('.', '')}.site",
        f"{target}.pendaftaran-webinar.my.id",
        f"{target.replace('.', '-')}.web.app",
        f"daftar-{dashed}.my.id",
        f"sertifikat-{dashed}.blogspot.com",
        f"{dashed}.co",
        f"{dashed}-resmi.vercel.app",
        f"webinar{dashed}.web.id",
        f"{target}-pendaftaran.online",
    )
    for host in rnd.sample(templates, _PER_TEMPLATE):
        yield Attack(host, target, "template")


def _permutations(target: str, suffix: str, rnd: random.Random) -> Iterator[Attack]:
    """dnstwist on the name alone: it takes ``or`` for a part of the name."""
    name = target.removesuffix(f".{suffix}")
    fuzzer = import_module("dnstwist").Fuzzer(f"{name}.com", dictionary=list(_WORDS))
    fuzzer.generate()
    groups: dict[str, list[str]] = defaultdict(list)
    for made in sorted(fuzzer.permutations(), key=lambda row: (row["fuzzer"], row["domain"])):
        if made["fuzzer"] not in _NO_PERMUTATION and made["domain"].endswith(".com"):
            groups[made["fuzzer"]].append(made["domain"].removesuffix("com") + suffix)
    for technique, hosts in groups.items():
        for host in rnd.sample(hosts, min(len(hosts), 2 if technique in _TWICE else 1)):
            yield Attack(host, target, f"dnstwist {technique}")
