"""What the types forbid."""

from __future__ import annotations

import pytest

from registry.reading.facts import EventFacts, PageType
from service.checking.level import Level
from service.checking.reason import Reason, Reasons, Source
from service.checking.verdict import Verdict
from tests.service.checking.made import DAY

EVENT = EventFacts(PageType.SIGNUP)
REASON = Reason("nobody_named", source=Source("registry:2026"))


def test_a_verdict_without_a_reason_cannot_be_constructed() -> None:
    nothing: Reasons = ()  # type: ignore[assignment]
    with pytest.raises(ValueError, match="at least one reason"):
        Verdict(Level.UNKNOWN, nothing, DAY, "2026", EVENT)


def test_a_reason_with_nothing_behind_it_cannot_be_constructed() -> None:
    with pytest.raises(ValueError, match="neither quote nor rule nor source"):
        Reason("nobody_named")


@pytest.mark.parametrize("level", list(Level))
def test_only_a_claim_has_a_claimed_name(level: Level) -> None:
    claimed = "Dinas Pendidikan Kota Bandung" if level is Level.CLAIMED else None
    assert Verdict(level, (REASON,), DAY, "2026", EVENT, claimed=claimed).level is level
    with pytest.raises(ValueError, match="claimed"):
        Verdict(level, (REASON,), DAY, "2026", EVENT, claimed=None if claimed else "siapa pun")
