"""Two workers that share a site's job over Valkey while workers and Valkey itself are killed."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import select

from registry.ledger import Ledger
from registry.ledger.announcements import standing_vouches
from registry.ledger.jobs import JobState
from registry.ledger.models import JobEntry
from tests.crawler.conftest import Home
from tests.crawler.valkey import Valkey
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites.large import LargeOffice, form_of

LEASE = 3  # seconds; short, so that the test need not wait for long
VALKEY_AWAY = 2.0  # seconds


@dataclass(slots=True)
class Killing:
    """``pages`` of one site, ``kills`` of the worker that has it, ``away`` kills of Valkey among them."""

    home: Home
    valkey: Valkey
    pages: int
    kills: int
    away: int
    workers: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, limit: float) -> Result:
        """To the end of the job, or until ``limit`` seconds are over."""
        site = LargeOffice(self.pages)
        chance = random.Random(20261122)
        until = time.monotonic() + limit
        with LittleIndonesia([site]) as net, self.home.ledger() as ledger:
            job_id = ledger.jobs.enqueue("site", site.host, {"pages": 2 * self.pages})
            self.workers = [self._worker(net) for _ in range(2)]
            try:
                for kill in range(1, self.kills + 1):
                    goal = self.pages * kill // (self.kills + 2) + chance.randrange(20)
                    while len(net.server.visits) < goal and time.monotonic() < until:
                        time.sleep(chance.random() / 100)
                    if kill * self.away // self.kills > (kill - 1) * self.away // self.kills:
                        self._valkey_goes()
                    self._kill_holder(ledger, job_id, until)
                    self.workers.append(self._worker(net))
                while (job := ledger.jobs.get(job_id)) is not None and time.monotonic() < until:
                    if job.state not in (JobState.WAITING, JobState.LEASED):
                        break
                    time.sleep(0.1)
            finally:
                for worker in self.workers:
                    worker.terminate()
                for worker in self.workers:
                    worker.communicate(timeout=30)
            assert job is not None
            with ledger.reading() as session:
                vouched = Counter(vouch.link_key for vouch in standing_vouches(session))
            asked = Counter(visit.url for visit in net.server.visits if "/kegiatan-" in visit.url)
            return Result(job.state, vouched, asked, max(net.server.most_at_once.values()))

    def _worker(self, net: LittleIndonesia) -> subprocess.Popen[str]:
        env = {**self.home.env, "CEKDIKLAT_QUEUE_URL": self.valkey.url}
        return net.start("worker", "--no-schedule", "--lease", str(LEASE), env=env)

    def _valkey_goes(self) -> None:
        self.valkey.kill()
        time.sleep(VALKEY_AWAY)
        self.valkey.back()

    def _kill_holder(self, ledger: Ledger, job_id: int, until: float) -> None:
        while time.monotonic() < until:
            with ledger.reading() as session:
                name = str(session.scalar(select(JobEntry.worker).where(JobEntry.id == job_id)))
            for worker in self.workers:
                if name.endswith(f":{worker.pid}"):
                    worker.kill()
                    worker.communicate()
                    self.workers.remove(worker)
                    return
            time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Result:
    """``vouched`` and ``asked`` count per link key and address; ``at_once``: most requests at a time."""

    state: JobState
    vouched: Counter[str]
    asked: Counter[str]
    at_once: int

    def is_whole(self, pages: int) -> bool:
        """Whether every page's result is there, once."""
        return self.vouched == Counter({f"gform:{form_of(n)}": 1 for n in range(1, pages + 1)})

    @property
    def again(self) -> int:
        """Pages asked more than once, counted as often."""
        return self.asked.total() - len(self.asked)
