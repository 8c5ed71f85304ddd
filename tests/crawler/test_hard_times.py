"""A full disk, a locked database, a dropped line: said clearly, nothing lost, nothing concluded about
anybody."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import registry.ledger.engine
from crawler.announcements.round import visit_sites
from crawler.announcements.site import OrganizerSite, SiteReport
from crawler.outbound.door import Door
from registry.ledger import LedgerError
from registry.ledger.health import HealthState
from tests.crawler import hard_times
from tests.crawler.conftest import Home
from tests.crawler.namespace import run_in_namespace
from tests.crawler.outside import go_out_in
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import office

pytestmark = pytest.mark.slow


def through(trouble: str, tmp_path: Path, published: Path) -> list[dict[str, Any]]:
    told = run_in_namespace("tests.crawler.hard_times", str(tmp_path), str(published), trouble)
    return [json.loads(line) for line in told]


def test_a_full_disk_is_said_and_the_next_run_ends_the_work(tmp_path: Path, published: Path) -> None:
    full, again, end = through("disk", tmp_path, published)

    assert full["code"] == 5
    assert "the disk is full: free some space and run the command again" in full["err"]
    assert "Traceback" not in full["err"]
    assert again["code"] == 0, again["err"]
    assert end == {"vouched": hard_times.PAGES}


def test_a_dropped_line_is_said_and_the_next_run_ends_the_work(tmp_path: Path, published: Path) -> None:
    dropped, down, again, end = through("line", tmp_path, published)

    assert dropped["code"] != 0 or dropped["pages"] < hard_times.PAGES
    assert down["code"] == 5
    assert "not one site could be reached; is the network down?" in down["err"]
    assert "Traceback" not in dropped["err"] + down["err"]
    assert again["code"] == 0, again["err"]
    assert end == {"vouched": hard_times.PAGES}


def test_a_locked_database_is_said(
    home: Home, indonesia: LittleIndonesia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.ledger.engine, "BUSY_TIMEOUT", 0.3)
    sites = [OrganizerSite(office.HOST, "dinas-3204", (office.HOST,))]

    async def errand(door: Door) -> list[SiteReport]:
        with home.ledger() as ledger:
            lock = sqlite3.connect(home.folder / "ledger.db", isolation_level=None)
            lock.execute("BEGIN IMMEDIATE")
            try:
                return await visit_sites(door, ledger, sites, date(2026, 11, 22), lambda event: None)
            finally:
                lock.close()

    with pytest.raises(LedgerError, match="the ledger is locked by another process: wait until the other"):
        go_out_in(indonesia, errand)
    with home.ledger() as ledger:
        assert ledger.health.state(f"host:{office.HOST}") is HealthState.UNKNOWN
