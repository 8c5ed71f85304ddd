"""Publishing at the desk: what would change, also in verdicts; the guard; the way back; edits meanwhile."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from registry.ledger.desk.accounts import Role
from registry.ledger.desk.audit import AuditFilter
from registry.ledger.desk.proof import faults
from registry.ledger.editing.facts import Facts
from registry.ledger.editing.order import Order
from registry.organizer import Host, Kind
from registry.settings import Settings
from service.desk.background.asking import start_work
from service.desk.publishing.known_cases import FILE
from tests.registry.made import record, school
from tests.shared.desk import Browser, Desk

ID = "npsn-20000001"


@pytest.fixture
def published(desk: Desk) -> tuple[Desk, Browser]:
    """A published registry of fifty schools, and a maintainer."""
    record(desk.ledger, [school(number) for number in range(50)])
    siti = desk.login(Role.MAINTAINER)
    publish(siti)
    return desk, siti


def publish(browser: Browser, **form: str) -> str:
    assert browser.post("/publish", {"note": "terbitan pertama"} | form).status_code == 302
    return browser.text("/publish")


def edit(desk: Desk, **changes: object) -> None:
    standing = desk.ledger.edits.standing(ID)
    assert standing is not None
    assert standing.facts is not None
    order = Order(ID, standing.version, "siti@desk.example", "menurut surat")
    desk.ledger.edits.edit(order, replace(standing.facts, **changes))  # type: ignore[arg-type]


def test_a_rehearsal_shows_what_would_change_also_in_verdicts(published: tuple[Desk, Browser]) -> None:
    desk, siti = published
    case = '{"id": "tautan sekolah baru", "url": "https://baru-rekaan.sch.id/daftar"}\n'
    (desk.settings.home / FILE).write_text(case, encoding="utf-8")
    edit(desk, name="SD Negeri Rekaan Baru", hosts=(Host("baru-rekaan.sch.id"),))
    siti.post("/publish/rehearse")
    page = siti.text("/publish")
    assert "<del>SD Rekaan 1</del>" in page
    assert "<ins>SD Negeri Rekaan Baru</ins>" in page
    assert "tautan sekolah baru" in page
    assert re.search(r"<del>unknown.*?</del>.*?<ins>recognized: SD Negeri Rekaan Baru \(host\)</ins>", page)
    assert desk.stores.snapshots.current().organizer(ID).name == "SD Rekaan 1"  # type: ignore[union-attr]
    assert not list(desk.settings.home.glob("rehearsal-*"))
    publish(siti)
    assert desk.stores.snapshots.current().organizer(ID).name == "SD Negeri Rekaan Baru"  # type: ignore[union-attr]


def test_the_guard_refuses_and_a_reason_is_kept(published: tuple[Desk, Browser]) -> None:
    desk, siti = published
    run = desk.ledger.runs.last_good("daftar")
    assert run is not None
    desk.ledger.runs.set_aside(run.id, "siti@desk.example", "salah daftar")
    record(desk.ledger, [school(number) for number in range(5)])
    before = desk.stores.snapshots.current().version
    assert "organizers vanished" in publish(siti)
    assert desk.stores.snapshots.current().version == before
    publish(siti, accept="daftar lama memang salah")
    assert desk.stores.snapshots.current().version != before
    [entry] = desk.ledger.audit.page(AuditFilter(action="registry.publish"), 1)
    assert entry.actor == "maintainer@desk.example"
    assert entry.detail == {"note": "terbitan pertama", "accepted": "daftar lama memang salah"}


def test_the_way_back(published: tuple[Desk, Browser]) -> None:
    desk, siti = published
    first = desk.stores.snapshots.current().version
    edit(desk, name="SD Keliru")
    publish(siti)
    assert siti.post("/publish/rollback", {"to": first, "note": "nama keliru"}).status_code == 302
    assert desk.stores.snapshots.current().version == first
    assert siti.post("/publish/rollback", {"to": "20200101T000000000Z-00000000"}).status_code == 404


def test_a_merged_id_leads_to_the_other_one_for_everybody(published: tuple[Desk, Browser]) -> None:
    desk, siti = published
    siti.post(
        "/organizers/npsn-20000001/merge",
        {"into": "npsn-20000002", "version": "0", "reason": "satu sekolah, dua nomor"},
    )
    publish(siti)
    for path in ("/penyelenggara/", "/v1/organizers/"):
        answer = desk.service.test_client().get(f"{path}{ID}")
        assert answer.status_code == 308
        assert answer.location == f"{path}npsn-20000002"


def test_edits_during_a_publication_are_neither_lost_nor_half_published(
    published: tuple[Desk, Browser],
) -> None:
    desk, siti = published
    over = threading.Event()

    def keep_editing() -> None:
        number = 0
        while not over.is_set():
            number += 1
            edit(desk, name=f"SD Nama {number}", website=f"https://sdrekaan1.sch.id/{number}")

    thread = threading.Thread(target=keep_editing)
    thread.start()
    try:
        publish(siti)
    finally:
        over.set()
        thread.join()
    live = desk.stores.snapshots.current().organizer(ID)
    assert live is not None
    number = live.name.removeprefix("SD Nama ")
    assert live.name == "SD Rekaan 1" or live.website == f"https://sdrekaan1.sch.id/{number}"
    standing = desk.ledger.edits.standing(ID)
    assert standing is not None
    edits = desk.ledger.edits.history(ID, 1000)
    assert standing.version == len(edits) == len({it.version for it in edits})


@pytest.mark.slow
def test_another_process_does_the_work(desk_settings: Settings) -> None:
    desk = Desk(desk_settings)
    desk.stores.start_work = start_work
    record(desk.ledger, [school(1)])
    siti = desk.login(Role.MAINTAINER)
    publish(siti)
    deadline = time.monotonic() + 120
    while "data-refresh" in siti.text("/publish") and time.monotonic() < deadline:
        time.sleep(0.2)
    assert desk.stores.snapshots.current().counts["organizer"] == 1


_EDITOR = """
import sys
from dataclasses import replace
from registry.ledger import Ledger
from registry.ledger.desk.proof import faults
from registry.ledger.editing.order import Order
ledger = Ledger.open(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    now = ledger.edits.standing("npsn-20000001")
    wanted = replace(now.facts, name=f"SD Nama {number}", website=f"https://sdrekaan1.sch.id/{number}")
    ledger.edits.edit(Order("npsn-20000001", now.version, "siti@desk.example", "menurut surat"), wanted)
"""


@pytest.mark.slow
@pytest.mark.parametrize("wait", [0.05, 0.23, 0.4])
def test_killed_in_the_middle_of_an_edit_nothing_is_half_done(desk: Desk, wait: float) -> None:
    record(desk.ledger, [school(1)])
    process = subprocess.Popen(
        [sys.executable, "-c", _EDITOR, desk.settings.ledger], stdout=subprocess.PIPE, env=os.environ
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    standing = desk.ledger.edits.standing(ID)
    assert standing is not None
    assert standing.facts is not None
    history = desk.ledger.edits.history(ID, 10_000)
    logged = desk.ledger.audit.page(AuditFilter(action="organizer.edit"), 10_000)
    assert standing.version == len(history) == len(logged)
    if history:
        assert Facts.from_json(history[0].after or {}) == standing.facts
        assert standing.facts.website == f"https://sdrekaan1.sch.id/{standing.version}"
    with desk.ledger.reading() as session:
        assert list(faults(session)) == []
    assert standing.facts.kind is Kind.SCHOOL
