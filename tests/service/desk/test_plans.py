"""No page of the desk reads a large table from end to end: by the database's own plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from registry.ledger.cases.cases import Opening, Origin
from registry.ledger.desk.accounts import Role
from tests.registry.made import record, school
from tests.shared.desk import Desk

LARGE = ("organizer", "sighting", "identity", "review_case", "report", "decision", "audit", "edit", "login")


@contextmanager
def asked(desk: Desk) -> Iterator[list[tuple[str, Any]]]:
    """Every query the ledger is asked meanwhile."""
    queries: list[tuple[str, Any]] = []
    engine = desk.ledger._transactions.engine  # the plan is the database's, not the ledger's

    def hear(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            queries.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield queries
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def scans(desk: Desk, queries: list[tuple[str, Any]]) -> set[str]:
    """Large tables that a plan goes through entirely: a scan that stops at a LIMIT, in order, is none."""
    found = set()
    with desk.ledger.reading() as session:
        for statement, parameters in queries:
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            lines = [row[3] for row in plan]
            ordered = "LIMIT" in statement and not any("TEMP B-TREE" in line for line in lines)
            for line in lines:
                scan = re.match(r"SCAN (\w+)", line)
                if scan and _table(statement, scan[1]) in LARGE and not ordered:
                    found.add(f"{line}: {' '.join(statement.split())[:200]}")
    return found


def _table(statement: str, alias: str) -> str:
    named = re.search(rf"(\w+) AS {alias}\b", statement)
    return named[1] if named else alias


@pytest.fixture
def filled(desk: Desk) -> Desk:
    record(desk.ledger, [school(number) for number in range(30)])
    desk.login(Role.ADMIN).post("/publish", {"note": "terbitan pertama"})
    record(desk.ledger, [school(1, name="SD Diubah"), school(40)])
    for number in range(5):
        desk.ledger.cases.open(Opening(f"gform:rekaan-{number}", Origin.REPORT))
    return desk


PAGES = (
    "/",
    "/account",
    "/accounts",
    "/audit",
    "/audit?actor=siti@desk.example&before=9",
    "/audit?subject=x",
    "/organizers",
    "/organizers?q=rekaan",
    "/organizers/npsn-20000001",
    "/organizers/npsn-20000001/edit",
    "/organizers/npsn-20000001/merge?into=npsn-20000002",
    "/organizers/npsn-20000001/split",
    "/organizers/new",
    "/review",
    "/duplicates?kind=school",
    "/imports",
    "/publish",
    "/export",
    "/decisions",
    "/appeals",
    "/proposals",
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_goes_through_a_large_table(filled: Desk, path: str) -> None:
    admin = filled.login(Role.ADMIN)
    with asked(filled) as queries:
        admin.text(path)
    assert queries
    assert scans(filled, queries) == set()


def test_nor_does_a_reading_under_review_or_an_edit(filled: Desk) -> None:
    admin = filled.login(Role.ADMIN)
    [run] = filled.ledger.review.runs()
    with asked(filled) as queries:
        admin.text(f"/review/{run.id}")
        form = {"kind": "school", "name": "SD Disunting", "registration": "20000001", "region": "32.04"}
        admin.post("/organizers/npsn-20000001/edit", form | {"version": "0", "reason": "menurut surat"})
    assert scans(filled, queries) == set()


def test_a_scan_would_be_seen(filled: Desk) -> None:
    query = ("SELECT count(*) FROM sighting AS s WHERE s.name = 'x'", ())
    assert len(scans(filled, [query])) == 1
