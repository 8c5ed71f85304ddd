"""All techniques on one host, the surest finding first."""

from __future__ import annotations

from collections.abc import Callable

from registry.hosts.lookalike.case import Case
from registry.hosts.lookalike.finding import Lookalike, Severity
from registry.hosts.lookalike.techniques.claim import claim
from registry.hosts.lookalike.techniques.combination import combination
from registry.hosts.lookalike.techniques.fake_zone import fake_zone
from registry.hosts.lookalike.techniques.foreign_suffix import foreign_suffix
from registry.hosts.lookalike.techniques.typo import typo
from registry.hosts.lookalike.techniques.whole_name import whole_name

TECHNIQUES: tuple[Callable[[Case], Lookalike | None], ...] = (
    foreign_suffix,
    whole_name,
    fake_zone,
    combination,
    claim,
    typo,
)
_ORDER = list(Severity)


def findings(case: Case) -> tuple[Lookalike, ...]:
    """Every technique's finding, surest first; of equals, the technique asked first."""
    found = [finding for technique in TECHNIQUES if (finding := technique(case)) is not None]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))
