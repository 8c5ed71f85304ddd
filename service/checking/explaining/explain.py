"""All reasons of a verdict, in the order in which they matter for its level."""

from __future__ import annotations

from service.checking.explaining.risk import risk_reasons
from service.checking.explaining.use import use_reasons
from service.checking.explaining.who import who_reasons
from service.checking.findings import Findings
from service.checking.level import Level
from service.checking.reason import Reasons


def explain(found: Findings, level: Level) -> Reasons:
    """The first reason explains the level: a risky level leads with the risk, every other with who it is."""
    who, risk, use = who_reasons(found, level), risk_reasons(found), use_reasons(found)
    risky = level in (Level.CAUTION, Level.DANGER)
    first, *rest = (*risk, *who, *use) if risky else (*who, *risk, *use)
    return (first, *rest)
