"""The two task queues of `benchmarks.crawler.redelivery`: how a machine works, how jobs are put in."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any, cast

JOBS = 40
LANES = 4
LOG = "CEKDIKLAT_BENCHMARK_LOG"


def work(number: int) -> None:
    """The job: half a second, and a line at its end."""
    time.sleep(0.5)
    with Path(os.environ[LOG]).open("a") as log:
        log.write(f"{number}\n")


def dramatiq_machine(url: str) -> None:
    """Four threads of one process, as our worker has them; a dead worker is noticed after six seconds."""
    from dramatiq import Worker

    Worker(_dramatiq(url)[0], worker_threads=LANES).start()
    signal.pause()


def _dramatiq(url: str) -> tuple[Any, Any]:
    import dramatiq
    from dramatiq.brokers.redis import RedisBroker

    broker: Any = cast(Any, RedisBroker)(url=url, heartbeat_timeout=6_000, maintenance_chance=1_000_000)
    return broker, dramatiq.actor(broker=broker, max_retries=10)(work)


def rq_machine(url: str) -> None:
    """Four processes, each forking one more per job; intervals as short as RQ lets them be useful."""
    import redis
    from rq import Worker

    for _ in range(LANES - 1):
        if os.fork() == 0:
            break
    worker = Worker(
        ["default"], connection=redis.Redis.from_url(url), maintenance_interval=5, job_monitoring_interval=5
    )
    worker.work(logging_level="ERROR")


def enqueue(engine: str, url: str) -> None:
    """All jobs, before anybody works."""
    if engine == "dramatiq":
        _, actor = _dramatiq(url)
        for number in range(JOBS):
            actor.send(number)
        return
    import redis
    from rq import Queue, Retry

    queue = Queue(connection=redis.Redis.from_url(url))
    for number in range(JOBS):
        queue.enqueue(work, number, retry=Retry(max=10))


ENGINES = {"dramatiq": dramatiq_machine, "rq": rq_machine}
