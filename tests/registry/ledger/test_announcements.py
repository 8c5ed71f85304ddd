"""Announcements vouch for links, and stop vouching for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from registry.ledger import Ledger
from registry.ledger.announcements import UNDATED, Announcement, standing_vouches
from registry.organizer import Vouch
from tests.registry.made import DAY, record, school

PAGE = Announcement(
    organizer_id="npsn-20000001",
    page_url="https://sdrekaan1.sch.id/pelatihan",
    host="sdrekaan1.sch.id",
    seen_on=DAY,
    link_keys=("gform:aaa", "short:s.id/rekaan"),
    title="Pelatihan rekaan",
    event_start=date(2026, 4, 1),
    event_end=date(2026, 4, 3),
)


def vouches(ledger: Ledger) -> list[Vouch]:
    with ledger.reading() as session:
        return list(standing_vouches(session))


@pytest.fixture(autouse=True)
def _organizer(ledger: Ledger) -> None:
    record(ledger, [school(1)])


def test_a_page_vouches_for_its_links_until_the_event_ends(ledger: Ledger) -> None:
    ledger.announcements.record(PAGE)
    assert vouches(ledger) == [
        Vouch(
            link_key=key,
            organizer_id="npsn-20000001",
            page_url=PAGE.page_url,
            seen_on=DAY,
            expires_on=date(2026, 4, 3),
            event_start=date(2026, 4, 1),
            event_end=date(2026, 4, 3),
            title="Pelatihan rekaan",
        )
        for key in ("gform:aaa", "short:s.id/rekaan")
    ]


def test_without_dates_a_vouch_lasts_a_bounded_time_after_it_was_last_seen(ledger: Ledger) -> None:
    undated = replace(PAGE, event_start=None, event_end=None)
    ledger.announcements.record(undated)
    later = DAY + timedelta(days=30)
    ledger.announcements.record(replace(undated, seen_on=later))
    assert {v.expires_on for v in vouches(ledger)} == {later + UNDATED}


def test_a_link_that_the_page_drops_is_withdrawn_and_counts_again_when_it_returns(ledger: Ledger) -> None:
    ledger.announcements.record(PAGE)
    ledger.announcements.record(replace(PAGE, link_keys=("gform:aaa",)))
    assert [v.link_key for v in vouches(ledger)] == ["gform:aaa"]
    ledger.announcements.record(PAGE)
    assert len(vouches(ledger)) == 2


def test_a_hijacked_host_vouches_for_nothing_until_it_is_reinstated(ledger: Ledger) -> None:
    ledger.announcements.record(PAGE)
    ledger.announcements.record(replace(PAGE, page_url="https://lain.sch.id/x", host="lain.sch.id"))
    assert ledger.announcements.withdraw("hijacked: gambling", host="sdrekaan1.sch.id") == 1
    assert {v.page_url for v in vouches(ledger)} == {"https://lain.sch.id/x"}
    ledger.announcements.record(PAGE)  # the hijacked page still carries the link: that proves nothing
    assert {v.page_url for v in vouches(ledger)} == {"https://lain.sch.id/x"}
    assert ledger.announcements.reinstate(host="sdrekaan1.sch.id") == 1
    assert len(vouches(ledger)) == 4


def test_withdrawing_needs_to_know_what(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="either"):
        ledger.announcements.withdraw("no reason")
