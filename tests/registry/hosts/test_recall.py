"""The floor under the look-alike detector: attacks of our own making on real official hosts
(benchmarks/hosts)."""

from __future__ import annotations

import pytest

from benchmarks.hosts.attacks import TEMPLATES, attacks
from benchmarks.hosts.measure import Recall, recall
from registry.hosts.index import HostIndex
from registry.hosts.known import protected_hosts

PER_TEMPLATE = 60
# Kinds in which a miss is a defect; the others lose names that are also words or places ("uma.com"), on
# purpose.
CERTAIN = {
    "embedded host",
    "suffix with hyphens",
    "host as a prefix",
    "'resmi' on a free host",
    "free host",
    "made-up zone",
}


@pytest.fixture(scope="module")
def answer(seed_index: HostIndex) -> Recall:
    hosts = [fact.host for fact in protected_hosts()]
    return recall(seed_index, list(attacks(hosts, PER_TEMPLATE, "development")))


def test_attacks_are_found(answer: Recall) -> None:
    assert answer.asked == dict.fromkeys(TEMPLATES, PER_TEMPLATE)
    assert answer.share >= 0.97, answer.missed
    assert answer.right / answer.found.total() >= 0.98


def test_no_certain_technique_misses_one(answer: Recall) -> None:
    assert set(TEMPLATES) >= CERTAIN
    assert [attack for attack in answer.missed if attack.technique in CERTAIN] == []


def test_the_same_seed_gives_the_same_attacks() -> None:
    hosts = [fact.host for fact in protected_hosts()]
    assert list(attacks(hosts, 5, "a")) == list(attacks(hosts, 5, "a"))
    assert list(attacks(hosts, 5, "a")) != list(attacks(hosts, 5, "b"))
