"""Resolutions, validators, health, publications, sources: the small tables, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from registry.ledger import Ledger
from registry.ledger.health import HealthState, Observation, concluded
from registry.ledger.publications import Publication
from registry.ledger.resolutions import Resolution, newest_resolutions
from registry.ledger.sources import SourceInfo, Trust
from registry.ledger.validators import Validation

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def test_the_newest_resolution_stays(ledger: Ledger) -> None:
    new = Resolution(
        "short:s.id/x", "resolved", NOW, "gform:abc", ({"url": "https://s.id/x", "status": 301},)
    )
    ledger.resolutions.record(new)
    ledger.resolutions.record(Resolution("short:s.id/x", "dead", NOW - timedelta(days=1)))
    assert ledger.resolutions.get("short:s.id/x") == new
    assert ledger.resolutions.get("short:s.id/y") is None
    newer = Resolution("short:s.id/x", "dead", NOW + timedelta(days=1))
    ledger.resolutions.record(newer)
    with ledger.reading() as session:
        assert list(newest_resolutions(session)) == [newer]


def test_where_a_link_led_is_compared_over_visits_that_failed(ledger: Ledger) -> None:
    def led(day: int, outcome: str, final_key: str | None = None) -> str | None:
        resolution = Resolution("short:s.id/x", outcome, NOW + timedelta(days=day), final_key)
        before = ledger.resolutions.record(resolution)
        assert ledger.resolutions.get("short:s.id/x") == resolution
        return before

    assert led(0, "failed") is None
    assert led(1, "resolved", "gform:a") is None
    assert led(2, "failed") is None
    assert led(3, "limited") is None
    assert led(4, "resolved", "gform:b") == "gform:a"
    assert led(5, "resolved", "gform:b") is None


def test_a_mark_is_found_behind_any_number_of_visits(ledger: Ledger) -> None:
    def seen(day: int, **evidence: object) -> Observation:
        return Observation("host:x.id", HealthState.ALIVE, NOW + timedelta(days=day), evidence)

    assert ledger.health.since_marked("host:x.id", "taken_over") is None
    ledger.health.record([seen(0, taken_over=True), seen(1, taken_over=True), seen(2, taken_over=False)])
    later = [seen(day) for day in range(3, 40)]
    ledger.health.record(later)
    ledger.health.record([Observation("host:y.id", HealthState.ALIVE, NOW + timedelta(days=50), {})])

    since = ledger.health.since_marked("host:x.id", "taken_over")

    assert since == [*reversed(later), seen(2, taken_over=False)]
    assert ledger.health.since_marked("host:x.id", "other") is None


def test_validators_keep_the_newest_headers(ledger: Ledger) -> None:
    url = "https://disdik.example/feed"
    ledger.validators.record([Validation(url, '"a"', None), Validation("https://x.example", None, "Mon")])
    ledger.validators.record([Validation(url, '"b"', "Tue")])
    assert ledger.validators.get(url) == Validation(url, '"b"', "Tue")
    assert ledger.validators.get("https://y.example") is None


DEAD, ALIVE, UNKNOWN, BLOCKED = HealthState.DEAD, HealthState.ALIVE, HealthState.UNKNOWN, HealthState.BLOCKED


@pytest.mark.parametrize(
    ("visits", "expected"),  # (state, hours before now), newest first
    [
        ([], UNKNOWN),
        ([(ALIVE, 0), (DEAD, 30)], ALIVE),
        ([(DEAD, 0)], UNKNOWN),
        ([(DEAD, 0), (DEAD, 2)], UNKNOWN),
        ([(DEAD, 0), (DEAD, 2), (DEAD, 24)], DEAD),
        ([(DEAD, 0), (UNKNOWN, 10), (DEAD, 24)], DEAD),
        ([(DEAD, 0), (ALIVE, 10), (DEAD, 48)], UNKNOWN),
        ([(BLOCKED, 0), (DEAD, 24), (DEAD, 48)], BLOCKED),
    ],
)
def test_dead_needs_two_visits_a_day_apart(
    ledger: Ledger, visits: list[tuple[HealthState, int]], expected: HealthState
) -> None:
    seen = [Observation("host:x.id", state, NOW - timedelta(hours=h), {"status": 404}) for state, h in visits]
    ledger.health.record(reversed(seen))
    assert ledger.health.history("host:x.id") == seen
    assert concluded(seen) is ledger.health.state("host:x.id") is expected


def test_publications_are_a_history(ledger: Ledger) -> None:
    first = Publication("v1", "publish", NOW, "penguji", "pertama", None, {"organizer": 3})
    second = Publication("v1", "rollback", NOW + timedelta(hours=1), "penguji", accepted=None, counts={})
    ledger.publications.record(first)
    ledger.publications.record(second)
    assert ledger.publications.history() == [second, first]
    assert ledger.publications.has("v1")
    assert not ledger.publications.has("v2")


def test_a_source_keeps_its_id_and_takes_new_facts(ledger: Ledger) -> None:
    first = ledger.sources.ensure(SourceInfo("daftar", title="Daftar rekaan", trust=Trust.SITE))
    assert ledger.sources.ensure(SourceInfo("daftar", url="https://x.example")) == first
    (source,) = ledger.sources.all()
    assert (source.title, source.url, source.trust) == ("Daftar rekaan", "https://x.example", Trust.LIST)
    with pytest.raises(ValueError, match="name"):
        ledger.sources.ensure(SourceInfo(" "))


def test_a_moment_without_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="time zone"):
        ledger.resolutions.record(Resolution("short:x", "dead", datetime(2026, 3, 1)))
