"""Bringing two people's edits of one organizer together: nothing is lost, clashes are named. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from registry.ledger.editing.facts import SINGLE, Facts
from registry.organizer import Alias, Host
from registry.values import dataclass

Part = TypeVar("Part", Alias, Host)


@dataclass(frozen=True, slots=True)
class Merged:
    """``facts``: mine, with the other's changes where I changed nothing. ``clashes``: facts both changed."""

    facts: Facts
    clashes: frozenset[str]


def three_way(base: Facts, mine: Facts, now: Facts) -> Merged:
    """Both edits on one base.

    >>> from registry.organizer import Kind
    >>> base = Facts(Kind.SCHOOL, "SD Rekaan", "32.04")
    >>> both = three_way(base, replace(base, name="SD Satu"), replace(base, region="32.73"))
    >>> (both.facts.name, both.facts.region, sorted(both.clashes))
    ('SD Satu', '32.73', [])
    >>> both = three_way(base, replace(base, name="SD Satu"), replace(base, name="SD Dua"))
    >>> (both.facts.name, sorted(both.clashes))
    ('SD Satu', ['name'])
    """
    single: dict[str, Any] = {}
    clashes = set()
    for fact in SINGLE:
        was, wanted, there = getattr(base, fact), getattr(mine, fact), getattr(now, fact)
        single[fact] = there if wanted == was else wanted
        if was not in (wanted, there) and wanted != there:
            clashes.add(fact)
    facts = replace(
        mine,
        **single,
        aliases=_parts(base.aliases, mine.aliases, now.aliases),
        hosts=_parts(base.hosts, mine.hosts, now.hosts),
    )
    for fact in ("aliases", "hosts"):
        if _clash(*({part.name: part for part in getattr(said, fact)} for said in (base, mine, now))):
            clashes.add(fact)
    return Merged(facts, frozenset(clashes))


def _clash(base: Mapping[str, Part], mine: Mapping[str, Part], now: Mapping[str, Part]) -> bool:
    """Whether both changed one name, not to the same: other dates (both are shown then), or taken away."""
    return any(
        base.get(name) not in (mine.get(name), now.get(name)) and mine.get(name) != now.get(name)
        for name in {*base, *mine, *now}
    )


def _parts(base: tuple[Part, ...], mine: tuple[Part, ...], now: tuple[Part, ...]) -> tuple[Part, ...]:
    kept = tuple(part for part in now if part in mine or part not in base)
    return kept + tuple(part for part in mine if part not in base and part not in kept)
