"""What opens a case by itself, once, and what never does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest

from registry.decision import Action, Decision, Ground
from registry.ledger import Ledger
from registry.ledger.cases.cases import Case, Cases, Opening, Origin
from registry.ledger.resolutions import Resolution
from registry.reading.page import Page
from registry.settings import Settings
from registry.snapshot import Snapshot
from service.app import create_app
from service.checking.check import check
from service.ledger import LazyLedger
from service.noticing import SPIKE, Noticing, openings
from tests.service.checking.made import DAY
from tests.service.checking.test_check import Changed

IMITATION = "https://disdik-kotabandung.my.id/daftar?nama=Siti"
FORM = "gform:1FAIpQLSrekaan"


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


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_only_questions_of_the_same_ten_minutes_are_sudden(ledger: Ledger, tmp_path: Path) -> None:
    """Fifty in a day, one every nine minutes, are none; the fiftieth within ten minutes is one."""
    clock = Clock()
    noticing = Noticing(LazyLedger(f"sqlite:///{tmp_path / 'ledger.db'}"), clock)
    for _ in range(SPIKE * 2):
        noticing.asked(FORM, "unknown")
        clock.seconds += 540
    assert noticing.write() == 0
    clock.seconds += 601
    for _ in range(SPIKE - 1):
        noticing.asked(FORM, "unknown")
        clock.seconds += 12
    assert noticing.write() == 0
    noticing.asked(FORM, "unknown")
    assert noticing.write() == 1
    (case,) = ledger.cases.queue()
    assert case.evidence["checks"] == "50 in ten minutes"


def test_sudden_interest_in_a_short_link_is_about_where_it_leads(
    published_home: Path, tmp_path: Path
) -> None:
    """The first question is answered anew, those after it from memory: all count for the same form."""
    home = copytree(published_home, tmp_path / "home", ignore=ignore_patterns("ledger.db*"))
    short, form = "https://s.id/rekaan-ramai", "https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform"
    settings = Settings(home=home, rate_limit="")
    hops = ({"url": short}, {"url": form, "outcome": "target"})
    with Ledger.open(settings.ledger) as ledger:
        ledger.resolutions.record(
            Resolution("short:s.id/rekaan-ramai", "resolved", datetime.now(UTC), FORM, hops)
        )
        app = create_app(settings)
        client = app.test_client()
        answers = [client.post("/v1/check", json={"url": short}) for _ in range(SPIKE)]
        assert {it.status_code for it in answers} == {200}
        assert (answers[-1].json or {})["link"]["key"] == "short:s.id/rekaan-ramai"
        app.extensions["answering"].noticing.write()
        (case,) = ledger.cases.queue()
    assert (case.subject, case.origin) == (FORM, Origin.SPIKE)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Subjects about which no case can be opened."""
    refused: set[str] = set()
    opened = Cases.open

    def choosy(cases: Cases, opening: Opening, *more: Any, **named: Any) -> Case:
        if opening.subject in refused:
            raise RuntimeError(f"the case about {opening.subject} could not be opened")
        return opened(cases, opening, *more, **named)

    monkeypatch.setattr(Cases, "open", choosy)
    return refused


def spike(noticing: Noticing, link_key: str, questions: int = SPIKE) -> None:
    for _ in range(questions):
        noticing.asked(link_key, "unknown")


def test_one_that_cannot_be_opened_costs_no_other_and_is_noticed_again(
    ledger: Ledger, noticing: Noticing, refusing: set[str]
) -> None:
    refusing.add("gform:a")
    for link_key in ("gform:a", "gform:b"):
        spike(noticing, link_key)
    assert noticing.write() == 1
    assert [case.subject for case in ledger.cases.queue()] == ["gform:b"]
    refusing.clear()
    noticing.asked("gform:a", "unknown")
    noticing.asked("gform:b", "unknown")
    assert noticing.write() == 1
    assert {case.subject for case in ledger.cases.queue()} == {"gform:a", "gform:b"}


def test_the_writing_goes_on_after_an_error(
    ledger: Ledger, noticing: Noticing, refusing: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the thread that writes, not by a call of this test."""
    monkeypatch.setattr("service.noticing.EVERY", 0.01)
    refusing.add("gform:a")
    spike(noticing, "gform:a")
    until = time.monotonic() + 20
    while noticing._told and time.monotonic() < until:  # let go: the thread has met the error
        time.sleep(0.01)
    spike(noticing, "gform:b")
    while not ledger.cases.queue() and time.monotonic() < until:
        time.sleep(0.01)
    assert [case.subject for case in ledger.cases.queue()] == ["gform:b"]


def test_what_found_the_line_full_is_noticed_by_the_next_question(
    ledger: Ledger, noticing: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.noticing._WAITING", 1)
    spike(noticing, "gform:a")
    spike(noticing, "gform:b")
    assert noticing.write() == 1
    noticing.asked("gform:b", "unknown")
    assert noticing.write() == 1
    assert {case.subject for case in ledger.cases.queue()} == {"gform:a", "gform:b"}
