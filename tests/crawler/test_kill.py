"""``kill -9`` at any moment loses nothing, and what was done is not done again."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import date

import pytest

from registry.ledger.announcements import standing_vouches
from tests.crawler.conftest import Home
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.large import LargeOffice, form_of

PAGES = 3_000
KILLS = 20
ON = date(2026, 11, 22)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_twenty_kills_over_three_thousand_pages(home: Home) -> None:
    site = LargeOffice(PAGES)
    command = ("crawl", "announcements", "--host", site.host, "--on", str(ON), "--pages", str(2 * PAGES))
    chance = random.Random(20261122)
    with LittleIndonesia([site]) as net:
        for kill in range(1, KILLS + 1):
            process = net.start(*command, env=home.env)
            # each life ends somewhere in its own part of the work, at any point of a page's handling
            goal = PAGES * kill // (KILLS + 2) + chance.randrange(60)
            while process.poll() is None and len(net.server.visits) < goal:
                time.sleep(chance.random() / 100)
            assert process.poll() is None, process.communicate()
            process.kill()
            process.communicate()
        last = net.program(*command, env=home.env, timeout=600)

    assert last.returncode == 0, last.stderr
    with home.ledger() as ledger, ledger.reading() as session:
        vouched = Counter(vouch.link_key for vouch in standing_vouches(session))
    assert vouched == Counter({f"gform:{form_of(n)}": 1 for n in range(1, PAGES + 1)})
    asked = Counter(visit.url for visit in net.server.visits if "/kegiatan-" in visit.url)
    assert len(asked) == PAGES
    # one request is under way per site and life: at most that one is asked again
    assert asked.total() - PAGES <= KILLS
