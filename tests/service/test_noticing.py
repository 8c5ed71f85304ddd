"""What opens a case by itself, once, and what never does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.decision import Action, Decision, Ground
from registry.ledger import Ledger
from registry.ledger.cases.cases import Origin
from registry.reading.page import Page
from registry.snapshot import Snapshot
from service.checking.check import check
from service.ledger import LazyLedger
from service.noticing import SPIKE, Noticing, openings
from tests.service.checking.made import DAY
from tests.service.checking.test_check import Changed

IMITATION = "https://disdik-kotabandung.my.id/daftar?nama=Siti"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


@pytest.fixture
def noticing(tmp_path: Path) -> Noticing:
    return Noticing(LazyLedger(f"sqlite:///{tmp_path / 'ledger.db'}"))


def test_an_imitation_opens_one_case_with_nothing_of_the_teachers(
    snapshot: Snapshot, ledger: Ledger, noticing: Noticing
) -> None:
    for _ in range(3):
        noticing.seen(check(Page(url=IMITATION, text="Nama saya Siti"), snapshot, DAY))
    assert noticing.write() == 1
    (case,) = ledger.cases.queue()
    assert (case.subject, case.origin, case.reports) == (
        "host:disdik-kotabandung.my.id",
        Origin.LOOKALIKE,
        0,
    )
    assert "Siti" not in str(case)
    assert noticing.write() == 0


def test_what_admins_decided_opens_nothing(snapshot: Snapshot) -> None:
    flag = Decision("host:disdik-kotabandung.my.id", Action.FLAG, Ground.IMPERSONATION, DAY, "KS-RKNRKNRK")
    verdict = check(Page(url=IMITATION), Changed(snapshot, decisions=(flag,)), DAY)
    assert list(openings(verdict)) == []


def test_sudden_interest_in_an_unknown_form_is_noticed_once(ledger: Ledger, noticing: Noticing) -> None:
    for _ in range(SPIKE * 3):
        noticing.asked("gform:1FAIpQLSrekaan", "unknown")
        noticing.asked("host:guru.kemendikdasmen.go.id", "recognized")
    noticing.write()
    (case,) = ledger.cases.queue()
    assert (case.subject, case.origin) == ("gform:1FAIpQLSrekaan", Origin.SPIKE)


def test_a_ledger_that_is_away_loses_nothing(snapshot: Snapshot, tmp_path: Path) -> None:
    file = tmp_path / "taken"
    file.write_text("no folder")
    noticing = Noticing(LazyLedger(f"sqlite:///{file / 'ledger.db'}"))
    noticing.seen(check(Page(url=IMITATION), snapshot, DAY))
    assert noticing.write() == 0
    file.unlink()
    assert noticing.write() == 1
