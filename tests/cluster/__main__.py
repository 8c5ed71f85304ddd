"""``./dev cluster``: starts the cluster, runs the main job through it, says what took how long, stops."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from registry.decision import Action, Ground
from registry.ledger.cases.made import Draft
from tests.cluster.cluster import Cluster
from tests.cluster.parts import wait_for
from tests.e2e.test_main_job import ANNOUNCED, form_url, invitation
from tests.internet.indonesia import LittleIndonesia
from tests.internet.sites import forms, office, short


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what is done, and how long it took."""
    print(f"{what} …", end=" ", flush=True)  # noqa: T201
    start = time.monotonic()
    yield
    print(f"{time.monotonic() - start:.1f} s", flush=True)  # noqa: T201


def main_job(cluster: Cluster) -> None:
    """An office announces a form; both machines say so. Two admins flag another; both machines warn."""
    body = {"url": form_url(ANNOUNCED), "text": f"Penyelenggara: {office.NAME}"}
    assert cluster.ask("/v1/check", body)["level"] == "claimed"
    with (
        step("crawl the office's site and publish"),
        LittleIndonesia([office.Office(posts=[invitation()]), forms.Forms(), *short.services()]) as net,
    ):
        for command in (("crawl", "announcements", "--host", office.HOST), ("registry", "publish")):
            env = cluster.env | {"CEKDIKLAT_HOME": str(cluster.publisher)}
            done = net.program(*command, env=env, timeout=180)
            if done.returncode:
                sys.exit(f"{command}: {done.stdout}{done.stderr}")
    for address in cluster.service_addresses:
        with step(f"{address} says recognized"):
            wait_for(
                lambda address=address: cluster.ask("/v1/check", body, address)["level"] == "recognized",  # type: ignore[misc]
                "the new registry",
            )
    flagged = "gform:1FAIpQLSeRekaanDitandai"
    number = cluster.ask("/v1/reports", {"kind": "missed", "link": flagged})["case"]
    with cluster.ledger() as ledger:
        draft = Draft(number, 1, Action.FLAG, Ground.CREDENTIALS, "meminta sandi (rekaan)")
        ledger.decisions.second(ledger.decisions.make(draft, "admin-a").id, "admin-b")
    url = {"url": form_url("1FAIpQLSeRekaanDitandai")}
    for address in cluster.service_addresses:
        with step(f"{address} says danger"):
            wait_for(
                lambda address=address: cluster.ask("/v1/check", url, address)["level"] == "danger",  # type: ignore[misc]
                "the flag",
            )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="./dev cluster", description=__doc__)
    parser.add_argument("--stay", action="store_true", help="go on until Ctrl-C")
    stay = parser.parse_args().stay
    folder = Path(mkdtemp(prefix="cekdiklat-cluster-"))
    folder.chmod(0o755)
    try:
        with step("PostgreSQL and Valkey"):
            cluster = Cluster(folder)
        with cluster:
            with step("publish, sign, pull; two services, two workers, nginx"):
                cluster.start()
            print(f"CekDiklat: {cluster.address}", flush=True)  # noqa: T201
            main_job(cluster)
            if stay:
                print("Ctrl-C stops it", flush=True)  # noqa: T201
                try:
                    while True:
                        time.sleep(1)
                except KeyboardInterrupt:
                    pass
            stopping = step("stop everything")
            stopping.__enter__()
        stopping.__exit__(None, None, None)
    finally:
        rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
