"""All techniques on one host, the surest finding first."""

from __future__ import annotations

from collections.abc import Callable

from registry.hosts.lookalike.case import Case
from registry.hosts.lookalike.finding import Lookalike, Severity
from registry.hosts.lookalike.techniques.before_at import before_at
from registry.hosts.lookalike.techniques.claim import claim
from registry.hosts.lookalike.techniques.combination import combination
from registry.hosts.lookalike.techniques.fake_zone import fake_zone
from registry.hosts.lookalike.techniques.foreign_suffix import foreign_suffix
from registry.hosts.lookalike.techniques.typo import typo
from registry.hosts.lookalike.techniques.whole_name import whole_name

Function = Callable[[Case], Lookalike | None]

EXACT: tuple[Function, ...] = (before_at, foreign_suffix, whole_name)
"""The techniques that may reach ``danger``; asked first."""

HEURISTIC: tuple[Function, ...] = (fake_zone, combination, claim, typo)

TECHNIQUES = EXACT + HEURISTIC
_ORDER = list(Severity)


def findings(case: Case) -> tuple[Lookalike, ...]:
    """Every technique's finding, surest first; of equals, the technique asked first."""
    found = [finding for technique in TECHNIQUES if (finding := technique(case)) is not None]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def surest(case: Case) -> Lookalike | None:
    """The first of ``findings`` when it may be shown, without asking more techniques than it takes."""
    shown = [found for technique in EXACT if (found := _shown(technique, case)) is not None]
    for finding in shown:
        if finding.severity is Severity.DANGER:
            return finding
    if shown:
        return shown[0]
    return next((found for technique in HEURISTIC if (found := _shown(technique, case)) is not None), None)


def _shown(technique: Function, case: Case) -> Lookalike | None:
    finding = technique(case)
    return finding if finding is not None and finding.severity is not Severity.SHADOW else None
