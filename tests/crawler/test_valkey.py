"""Many machines: jobs over Valkey, and nothing lost when workers and Valkey itself are killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.ledger.jobs import JobState
from tests.crawler.conftest import Home
from tests.crawler.killing import Killing
from tests.crawler.valkey import Valkey
from tests.internet.indonesia import LittleIndonesia

pytestmark = pytest.mark.slow
PAGES, KILLS, AWAY = 600, 3, 1


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    with Valkey(tmp_path / "valkey") as server:
        yield server


@pytest.mark.timeout(400)
def test_two_workers_and_valkey_itself_are_killed(home: Home, valkey: Valkey) -> None:
    result = Killing(home, valkey, PAGES, KILLS, AWAY).run(300)

    assert result.state is JobState.DONE
    assert result.is_whole(PAGES)
    assert result.again <= KILLS  # one request is under way per kill
    assert result.at_once == 1


def test_messages_that_valkey_lost_are_handed_out_again(
    home: Home, indonesia: LittleIndonesia, tmp_path: Path
) -> None:
    slugs = ("bimtek-modulajar-rekaan", "berantai-rekaan", "peringatan-rekaan", "tidak-ada")
    with home.ledger() as ledger, Valkey(tmp_path / "first") as first, Valkey(tmp_path / "other") as other:
        ids = [ledger.jobs.enqueue("resolve", f"short:s.id/{s}", {"url": f"https://s.id/{s}"}) for s in slugs]
        run = indonesia.program(
            "worker", "--once", "--no-schedule", env={**home.env, "CEKDIKLAT_QUEUE_URL": first.url}
        )
        assert run.returncode == 0, run.stderr
        assert "4 jobs done" in run.stderr

        # another Valkey has none of the marks and messages: the ledger alone says what is to be done
        more = ledger.jobs.enqueue("resolve", "short:s.id/putar-rekaan", {"url": "https://s.id/putar-rekaan"})
        run = indonesia.program(
            "worker", "--once", "--no-schedule", env={**home.env, "CEKDIKLAT_QUEUE_URL": other.url}
        )
        assert "1 jobs done" in run.stderr
        states = {job.state for i in (*ids, more) if (job := ledger.jobs.get(i)) is not None}
    assert states == {JobState.DONE}


def test_a_valkey_that_is_not_there_is_said_without_its_password(
    home: Home, indonesia: LittleIndonesia
) -> None:
    begun = time.monotonic()
    run = indonesia.program(
        "worker", "--once", env={**home.env, "CEKDIKLAT_QUEUE_URL": "valkey://:rahasia@127.0.0.1:1/0"}
    )
    assert run.returncode == 5
    assert "the queue at 127.0.0.1:1 cannot be used" in run.stderr
    assert "CEKDIKLAT_QUEUE_URL" in run.stderr
    assert "rahasia" not in run.stderr
    assert "Traceback" not in run.stderr
    assert time.monotonic() - begun < 60
