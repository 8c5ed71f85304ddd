"""What is due and when: night windows, frequencies; what was read is asked for conditionally."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.announcements.sites import sites_of
from crawler.schedule import due_work
from registry.ledger.announcements import standing_vouches
from registry.ledger.sources import SourceInfo
from registry.organizer import Host, Kind, Organizer
from tests.crawler.conftest import Home
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office

DAY = datetime(2026, 11, 22, 3, tzinfo=UTC)  # ten in the morning in Jakarta
NIGHT = datetime(2026, 11, 22, 16, tzinfo=UTC)  # eleven at night
OFFICE = Organizer(
    "dinas-rekaan", Kind.DINAS, "Dinas Pendidikan Rekaan", hosts=(Host("dinas-rekaan.go.id", confidence="A"),)
)


def due(folder: Path, now: datetime, *, night_only: bool = False) -> set[tuple[str, str]]:
    with Home(folder).ledger() as ledger:
        return set(due_work(ledger, lambda on: sites_of([OFFICE], on), now, night_only=night_only))


def test_large_lists_wait_for_the_night_and_sites_do_not(tmp_path: Path) -> None:
    by_day, by_night = due(tmp_path, DAY), due(tmp_path, NIGHT)

    assert by_night - by_day == {("source", "sekolah-referensi"), ("source", "perguruan-tinggi")}
    assert {("site", "dinas-rekaan.go.id"), ("links", "2026-11-22")} <= by_day


def test_an_operator_may_keep_everything_for_the_night(tmp_path: Path) -> None:
    assert due(tmp_path, DAY, night_only=True) == set()
    assert due(tmp_path, NIGHT, night_only=True) == due(tmp_path, NIGHT)


def test_a_list_that_needs_consent_is_never_due(tmp_path: Path) -> None:
    assert ("source", "sekolah-dapodik") not in due(tmp_path, NIGHT)


def test_a_list_that_somebody_reads_is_not_due(tmp_path: Path) -> None:
    with Home(tmp_path).ledger() as ledger:
        run = ledger.runs.start(SourceInfo("perguruan-tinggi"))
        ledger.readers.hold(run, "a person", timedelta(minutes=1))
        assert ("source", "perguruan-tinggi") not in due(tmp_path, NIGHT)
        ledger.readers.leave(run, "a person")
    assert ("source", "perguruan-tinggi") in due(tmp_path, NIGHT)


@pytest.mark.slow
def test_what_has_not_changed_is_not_sent_again_and_its_vouch_goes_on(
    home: Home, indonesia: LittleIndonesia
) -> None:
    def crawl(on: str) -> None:
        indonesia.program("crawl", "announcements", "--host", office.HOST, "--on", on, env=home.env)

    crawl("2026-11-22")
    first = len(indonesia.server.visits)
    crawl("2026-11-25")

    again = [
        v
        for v in indonesia.server.visits[first:]
        if v.url.endswith("/undangan-bimtek-penyusunan-modul-ajar/")
    ]
    assert [(v.status, "if-none-match" in v.headers) for v in again] == [(304, True)]
    with home.ledger() as ledger, ledger.reading() as session:
        vouches = {v.link_key: v for v in standing_vouches(session)}
    assert vouches[f"gform:{office.VOUCHED_FORM}"].seen_on == date(2026, 11, 25)
