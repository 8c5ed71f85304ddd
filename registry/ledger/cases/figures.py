"""How fast and how well cases are decided, from the newest ones. Reads only."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.decision import Action
from registry.ledger.cases.cases import TARGET
from registry.ledger.cases.made import DecisionState
from registry.ledger.cases.models import CaseEntry, DecisionEntry, ThreadEntry
from registry.values import dataclass

NEWEST = 1000
"""Cases, flags and appeals looked at, so that a page costs the same in every year."""


@dataclass(frozen=True, slots=True)
class Casework:
    """``decided``: cases looked at. ``flags``: that came in force; ``undone`` of them were wrong after all.

    ``granted``: answered appeals in which the organizer was right, of ``answered``.
    """

    decided: int
    median_time: timedelta | None
    in_time: int
    flags: int
    undone: int
    answered: int
    granted: int

    @property
    def false_alarms(self) -> float | None:
        """The share of flags that were taken back; ``None`` without any flag."""
        return self.undone / self.flags if self.flags else None


def casework(session: Session) -> Casework:
    """The figures of the newest cases, flags and appeals."""
    case, decision, thread = CaseEntry, DecisionEntry, ThreadEntry
    times = [
        row.decided - row.opened
        for row in session.execute(
            select(case.opened, case.decided)
            .where(case.decided.is_not(None))
            .order_by(case.id.desc())
            .limit(NEWEST)
        )
    ]
    states = session.scalars(
        select(decision.state)
        .where(decision.action == Action.FLAG, decision.in_force_from.is_not(None))
        .order_by(decision.id.desc())
        .limit(NEWEST)
    ).all()
    newest = (
        select(thread.granted)
        .where(thread.answered.is_not(None))
        .order_by(thread.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    answered, granted = session.execute(
        select(func.count(), func.count().filter(newest.c.granted)).select_from(newest)
    ).one()
    return Casework(
        decided=len(times),
        median_time=median(times) if times else None,
        in_time=sum(time <= TARGET for time in times),
        flags=len(states),
        undone=sum(state == DecisionState.UNDONE for state in states),
        answered=answered,
        granted=granted,
    )
