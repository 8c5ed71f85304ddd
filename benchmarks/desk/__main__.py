"""``python -m benchmarks.desk [ORGANIZERS] [CASES] [--home DIR]``: what a page of a full desk costs.

A fictional registry, cases and an audit log of these sizes, every reading page opened as an admin; printed is
the median CPU time of the serving thread over seven rounds, after one that warms up. ``--home`` keeps it all.
"""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median

import structlog
from sqlalchemy import func, select

from benchmarks.service.filled import publish_filled
from registry.ledger import Ledger
from registry.ledger.batches import batches
from registry.ledger.cases.cases import Opening, Origin
from registry.ledger.cases.models import CaseEntry
from registry.ledger.desk.accounts import Role
from registry.ledger.desk.models import AuditEntry
from registry.ledger.models import OrganizerEntry
from registry.ledger.sighting import Sighting
from registry.ledger.sources import SourceInfo
from registry.settings import Settings
from tests.shared.desk import Browser, Desk

ROUNDS = 7
AIM = 200.0
"""Milliseconds of CPU a page may cost."""


def fill(ledger: Ledger, cases: int) -> None:
    """Opens cases and writes as many entries into the log, in large transactions."""
    with ledger.reading() as session:
        have = session.scalar(select(func.count()).select_from(CaseEntry)) or 0
        logged = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    for batch in batches(range(have, cases)):
        with ledger.transaction():
            for number in batch:
                subject = f"gform:rekaan-{number}"
                ledger.cases.open(
                    Opening(subject, Origin.REPORT, severity=number % 4 + 1), reports=number % 7
                )
    for batch in batches(range(logged, cases)):
        with ledger.transaction():
            for number in batch:
                ledger.audit.record(
                    "siti@desk.example", "organizer.edit", f"npsn-{number}", {"reason": "ukur"}
                )


def pages(desk: Desk, admin: Browser) -> dict[str, str]:
    """The pages to open: every one that reads without a parameter, and one of each that needs one."""
    with desk.ledger.reading() as session:
        some = session.scalars(select(OrganizerEntry.id).order_by(OrganizerEntry.id).limit(2)).all()
        case = session.scalar(select(CaseEntry.number).limit(1))
    found = {
        rule.rule: rule.rule
        for rule in desk.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not _of_the_login(rule.endpoint)
    }
    found |= {
        "/organizers?q=": "/organizers?q=mgmp+matematika+bandung",
        "/organizers/<id>": f"/organizers/{some[0]}",
        "/organizers/<id>/edit": f"/organizers/{some[0]}/edit",
        "/organizers/<id>/merge": f"/organizers/{some[0]}/merge?into={some[1]}",
        "/organizers/<id>/split": f"/organizers/{some[0]}/split",
        "/review/<run>": f"/review/{waiting_reading(desk)}",
        "/cases/<number>": f"/cases/{case}",
        "/audit, far down": "/audit?before=5000",
        "/audit, one person": "/audit?actor=siti@desk.example",
    }
    return {name: path for name, path in found.items() if admin.get(path).status_code == 200}


def _of_the_login(endpoint: str) -> bool:
    return endpoint.startswith(("security.", "static")) or endpoint == "exporting.database"


def cost(admin: Browser, path: str) -> float:
    """Median milliseconds of this thread's CPU, in which the application runs."""
    times = []
    for _ in range(ROUNDS):
        begun = time.thread_time()
        admin.get(path).get_data()
        times.append((time.thread_time() - begun) * 1000)
    return median(times)


def waiting_reading(desk: Desk) -> int:
    """A reading of fifty statements that waits to be reviewed; its number."""
    if waiting := desk.ledger.review.runs():
        return waiting[-1].id
    fifty = islice(desk.stores.snapshots.current().organizers(), 50)
    said = [
        Sighting(it.id, it.kind, f"{it.name} (ukur)", datetime.now(UTC).date(), it.id, it.region)
        for it in fifty
    ]
    run = desk.ledger.runs.start(SourceInfo("ukur"))
    desk.ledger.sightings.record(run, said)
    return desk.ledger.runs.finish(run).id


def main() -> None:
    """Fills, measures, prints; exit code 1 when a page costs more than it may."""
    asked = argparse.ArgumentParser()
    asked.add_argument("organizers", nargs="?", type=int, default=1_000_000)
    asked.add_argument("cases", nargs="?", type=int, default=100_000)
    asked.add_argument("--home", type=Path)
    options = asked.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    home = options.home or Path(tempfile.mkdtemp(prefix="cekdiklat-desk-"))
    try:
        publish_filled(home, options.organizers)
        desk = Desk(Settings(home=home, rate_limit=""))
        fill(desk.ledger, options.cases)
        admin = desk.login(Role.ADMIN)
        print(f"{options.organizers:,} organizers, {options.cases:,} cases; ms of CPU per page")
        worst = 0.0
        for name, path in sorted(pages(desk, admin).items()):
            spent = cost(admin, path)
            worst = max(worst, spent)
            print(f"{re.sub('<[^>]*>', '…', name):<28} {spent:8.1f}")
        print(f"{'worst (aim: ' + format(AIM, '.0f') + ')':<28} {worst:8.1f}")
        desk.ledger.close()
    finally:
        if options.home is None:
            shutil.rmtree(home)
    sys.exit(worst > AIM)


if __name__ == "__main__":
    main()
