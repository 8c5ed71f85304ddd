"""The stored rules, from ``registry/data/rules/rules.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from registry.rules.rule import Citation, Force, Rule, Tier


def read_table(name: str) -> dict[str, Any]:
    """The data file ``registry/data/rules/<name>.toml``."""
    return tomllib.loads(files("registry.data.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """All rules by id, closed ones too.

    Raises:
        ValueError: an id stands twice, a rule has no citation, ends before it begins, or names one not
        stored.
    """
    found: dict[str, Rule] = {}
    for entry in read_table("rules")["rule"]:
        rule = _rule(entry)
        if rule.id in found:
            raise ValueError(f"rule {rule.id} stands twice")
        if not rule.citations:
            raise ValueError(f"rule {rule.id} has no citation")
        if rule.valid_until is not None and rule.valid_until < rule.valid_from:
            raise ValueError(f"rule {rule.id} ends before it begins")
        found[rule.id] = rule
    for rule in found.values():
        for other in (*rule.conflicts_with, *([rule.replaced_by] if rule.replaced_by else [])):
            if other not in found:
                raise ValueError(f"rule {rule.id} names {other}, which is not stored")
    return found


def _rule(entry: Mapping[str, Any]) -> Rule:
    citations = tuple(
        Citation(c["document"], Tier(c["tier"]), c.get("part"), c.get("quote"), c.get("url"))
        for c in entry["citations"]
    )
    subject = {key: tuple(values) for key, values in entry.get("subject", {}).items()}
    plain = (
        "id",
        "kind",
        "title_id",
        "title_en",
        "text_id",
        "text_en",
        "valid_from",
        "confidence",
        "reviewed",
    )
    return Rule(
        **{key: entry[key] for key in plain},
        review_again=entry["review_again"],
        valid_until=entry.get("valid_until"),
        force=Force(entry["force"]),
        citations=citations,
        enacted=entry.get("enacted"),
        subject=subject,
        params=entry.get("params", {}),
        replaced_by=entry.get("replaced_by"),
        conflicts_with=tuple(entry.get("conflicts_with", ())),
    )


@lru_cache(maxsize=512)
def rules_on(day: date) -> tuple[Rule, ...]:
    """The rules in force on a day of an event or certificate, in the file's order. Empty: none is stored."""
    return tuple(rule for rule in rules().values() if rule.holds(day))


def conflicts(among: tuple[Rule, ...]) -> tuple[tuple[Rule, Rule], ...]:
    """Pairs among these rules that contradict each other; both are shown, with their tier, never merged."""
    by_id = {rule.id: rule for rule in among}
    return tuple(
        (rule, by_id[other])
        for rule in among
        for other in rule.conflicts_with
        if other in by_id and rule.id < other
    )
