"""The audit log: chained, joined to the change it describes, and a changed or removed entry is found."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from registry.ledger import Ledger
from registry.ledger.desk.audit import AuditFilter
from registry.ledger.desk.proof import faults
from registry.ledger.sources import SourceInfo


def found(ledger: Ledger, anchor: tuple[int, bytes] | None = None) -> list[str]:
    with ledger.reading() as session:
        return list(faults(session, anchor))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for number in range(1, 6):
        ledger.audit.record(
            "siti@desk.example", "organizer.edit", f"npsn-{number}", {"b": [1, None], "a": "x\0y"}
        )
    return ledger


def tamper(ledger: Ledger, sql: str) -> None:
    with ledger.transaction() as session:
        session.execute(text(sql))


def test_an_untouched_log_proves_itself(filled: Ledger) -> None:
    assert found(filled) == []
    assert [entry.number for entry in filled.audit.page(AuditFilter(), 3)] == [5, 4, 3]
    assert [entry.number for entry in filled.audit.page(AuditFilter(before=3), 9)] == [2, 1]
    assert [entry.number for entry in filled.audit.page(AuditFilter(subject="npsn-2"))] == [2]


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'budi@desk.example'",
        "action = 'organizer.split'",
        "subject = 'npsn-9'",
        "detail = '{}'",
        "at = '2020-01-01 00:00:00'",
    ],
)
def test_a_changed_entry_is_named(filled: Ledger, change: str) -> None:
    tamper(filled, f"UPDATE audit SET {change} WHERE id = 3")
    assert [line.split(" (")[0] for line in found(filled)] == [
        "entry 3 was changed, or does not follow entry 2"
    ]


def test_a_removed_entry_is_named(filled: Ledger) -> None:
    tamper(filled, "DELETE FROM audit WHERE id = 2")
    assert found(filled) == ["entry 2 is missing"]


def test_removed_last_entries_are_named(filled: Ledger) -> None:
    tamper(filled, "DELETE FROM audit WHERE id >= 4")
    assert found(filled) == ["entries 4 to 5 are missing"]


def test_a_log_made_anew_does_not_fit_what_was_written_down(filled: Ledger) -> None:
    anchor = filled.audit.head()
    tamper(filled, "DELETE FROM audit")
    tamper(filled, "DELETE FROM audit_head")
    for number in range(1, 7):
        filled.audit.record("siti@desk.example", "organizer.edit", f"npsn-{number}")
    assert found(filled) == []
    assert found(filled, anchor) == ["entry 5 is not the one that was written down: the log was made anew"]


def test_an_entry_shares_the_fate_of_its_change(ledger: Ledger) -> None:
    def fail_midway() -> None:
        with ledger.transaction():
            ledger.sources.ensure(SourceInfo("daftar"))
            ledger.audit.record("siti@desk.example", "source.add", "daftar")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert ledger.sources.all() == []
    assert ledger.audit.page(AuditFilter()) == []
    assert found(ledger) == []
