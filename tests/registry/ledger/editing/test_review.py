"""Judging what sources say: a refused statement does not count, one before it counts again."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from registry.ledger import Ledger
from registry.ledger.desk.audit import AuditFilter
from registry.ledger.publications import Publication
from tests.registry.made import put_out, record, school

ID = "npsn-20000001"


def name(ledger: Ledger) -> str:
    standing = ledger.edits.standing(ID)
    assert standing is not None
    assert standing.facts is not None
    return standing.facts.name


def published(ledger: Ledger) -> None:
    ledger.publications.record(Publication("v1", "publish", datetime.now(UTC), "siti"))


def test_only_what_is_new_since_the_last_publication_waits(ledger: Ledger) -> None:
    record(ledger, [school(1), school(2)])
    published(ledger)
    run = record(ledger, [school(1), school(2, name="SD Lain"), school(3)])
    assert [it.id for it in ledger.review.runs()] == [run.id]
    waiting = ledger.review.pending(run.id)
    assert [it.organizer_id for it in waiting] == ["npsn-20000002", "npsn-20000003"]
    assert ledger.review.pending(run.id, waiting[0].number) == waiting[1:]
    assert ledger.review.judge([waiting[0].number], True, "siti") == 1
    assert ledger.review.judge([waiting[0].number], False, "budi") == 0  # judged once
    assert ledger.review.pending(run.id) == waiting[1:]


def test_after_a_rollback_what_was_published_since_waits_again(ledger: Ledger) -> None:
    def turned(version: str, action: str) -> None:
        ledger.publications.record(Publication(version, action, datetime.now(UTC), "siti"))

    record(ledger, [school(1)])
    turned("v1", "publish")
    turned("v2", "decisions")
    bad = record(ledger, [school(1, name="SD Keliru")])
    turned("v3", "publish")
    assert ledger.review.runs() == []
    turned("v2", "rollback")
    turned("v4", "decisions")
    assert [it.id for it in ledger.review.runs()] == [bad.id]
    ledger.review.refuse_run(bad.id, "siti", "halaman salah")
    turned("v5", "publish")
    assert ledger.review.runs() == []


def test_a_reading_that_ends_while_a_registry_is_built_waits_for_review(
    ledger: Ledger, tmp_path: Path
) -> None:
    record(ledger, [school(1)])
    came: list[int] = []

    def on_progress(step: str, _done: int, _total: int) -> None:
        if step == "organizers" and not came:
            came.append(0)
            reading = threading.Thread(target=lambda: came.append(record(ledger, [school(2)]).id))
            reading.start()
            reading.join()

    put_out(ledger, tmp_path, on_progress=on_progress)
    assert [it.id for it in ledger.review.runs()] == came[1:]
    put_out(ledger, tmp_path)
    assert ledger.review.runs() == []


def test_a_refused_statement_gives_way_to_the_one_before_and_stays_refused(ledger: Ledger) -> None:
    record(ledger, [school(1)])
    run = record(ledger, [school(1, name="SD Keliru")])
    assert name(ledger) == "SD Keliru"
    [proposed] = ledger.review.pending(run.id)
    ledger.review.judge([proposed.number], False, "siti", "nama sekolah lain")
    assert name(ledger) == "SD Rekaan 1"
    record(ledger, [school(1, name="SD Keliru")])
    assert name(ledger) == "SD Rekaan 1"
    record(ledger, [school(1, name="SD Benar")])
    assert name(ledger) == "SD Benar"
    assert ledger.review.reconsider(proposed.number, "siti")
    assert [it.action for it in ledger.audit.page(AuditFilter(subject=ID))] == [
        "statement.reconsider",
        "statement.refuse",
    ]


def test_a_whole_reading_is_accepted_or_set_aside(ledger: Ledger) -> None:
    record(ledger, [school(1)])
    first = record(ledger, [school(1, name="SD Dua")])
    ledger.review.accept_run(first.id, "siti")
    second = record(ledger, [school(1, name="SD Tiga")])
    assert second.id in [it.id for it in ledger.review.runs()]
    assert first.id not in [it.id for it in ledger.review.runs()]
    ledger.review.refuse_run(second.id, "siti", "halaman salah")
    assert name(ledger) == "SD Dua"
    assert second.id not in [it.id for it in ledger.review.runs()]
