"""The embedded registry gets into the ledger once, and again when its data changed."""

from __future__ import annotations

import pytest

from registry.data.seed import SOURCE, load_seed
from registry.ledger import Ledger, seed
from registry.ledger.statement import statements
from tests.registry.made import group, record


def ids(ledger: Ledger) -> set[str]:
    with ledger.reading() as session:
        return {organizer_id for organizer_id, _ in statements(session)}


@pytest.mark.slow
def test_the_seed_is_recorded_once_and_refreshed_by_an_upgrade(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seed.record_seed(ledger) is True
    expected = {sighting.organizer_id for sighting in load_seed()}
    assert ids(ledger) == expected
    assert seed.record_seed(ledger) is False
    assert len(ledger.runs.history()) == 1
    monkeypatch.setattr(seed, "_fingerprint", lambda: "of a newer version")
    assert seed.record_seed(ledger) is True
    assert ids(ledger) == expected
    last = ledger.runs.last_good(SOURCE)
    assert last is not None
    assert last.stats == {"same": len(expected)}


@pytest.mark.slow
def test_a_list_meets_the_seed_by_name(ledger: Ledger) -> None:
    seed.record_seed(ledger)
    known = next(s for s in load_seed() if s.kind.value == "dinas" and s.region == "32.04")
    record(ledger, [group(known.name.upper(), kind=known.kind, region="32.04")])
    assert ids(ledger) == {sighting.organizer_id for sighting in load_seed()}
