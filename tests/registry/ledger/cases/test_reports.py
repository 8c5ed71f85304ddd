"""Reports: every one is kept, all about one address meet in one case, the worst come first."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from registry.ledger import Ledger
from registry.ledger.cases.cases import (
    CaseChangedError,
    CaseState,
    NoSuchCaseError,
    Opening,
    Origin,
)
from registry.ledger.cases.reports import KEPT_EVIDENCE, Report, ReportKind

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
FORM = "gform:1FAIpQLSrekaan"


def test_reports_about_one_link_meet_in_one_case(ledger: Ledger) -> None:
    first = ledger.reports.receive(Report(ReportKind.MISSED, FORM, "unknown", note="minta sandi"), NOW)
    second = ledger.reports.receive(Report(ReportKind.WRONG_WARNING, FORM, "caution"), NOW)
    other = ledger.reports.receive(Report(ReportKind.MISSED, "host:lain-rekaan.my.id"), NOW)
    assert first.case.number == second.case.number != other.case.number
    case = ledger.cases.get(first.case.number)
    assert (case.reports, case.origin, case.state) == (2, Origin.REPORT, CaseState.OPEN)
    assert case.due == NOW + timedelta(hours=72)
    kept = ledger.reports.of_case(case.number)
    assert [report.note for _, _, report in kept] == ["", "minta sandi"]
    assert first.secret is None


def test_the_most_harmful_case_comes_first_and_pages_go_on(ledger: Ledger) -> None:
    for number in range(60):
        ledger.reports.receive(Report(ReportKind.MISSED, f"host:rekaan-{number}.my.id"), NOW)
    for _ in range(3):
        ledger.reports.receive(Report(ReportKind.MISSED, "host:rekaan-41.my.id"), NOW)
    page = ledger.cases.queue()
    assert page[0].subject == "host:rekaan-41.my.id"
    rest = ledger.cases.queue(after=(page[-1].harm, page[-1].id))
    assert len(page) == 50
    assert len({case.subject for case in (*page, *rest)}) == 60


def test_only_a_few_reports_are_read_at_a_time(ledger: Ledger) -> None:
    for number in range(KEPT_EVIDENCE + 2):
        received = ledger.reports.receive(Report(ReportKind.MISSED, FORM, note=str(number)), NOW)
    newest = ledger.reports.of_case(received.case.number)
    older = ledger.reports.of_case(received.case.number, before=newest[-1][0])
    assert [report.note for _, _, report in (*newest, *older)] == ["6", "5", "4", "3", "2", "1", "0"]


def test_a_later_report_opens_a_new_case_beside_the_old_one(ledger: Ledger) -> None:
    old = ledger.reports.receive(Report(ReportKind.MISSED, FORM), NOW).case
    ledger.cases.close(old.number, "unfounded", old.version, NOW)
    new = ledger.reports.receive(Report(ReportKind.MISSED, FORM), NOW).case
    assert new.number != old.number
    assert [case.number for case in ledger.cases.about(FORM)] == [new.number, old.number]


def test_a_case_that_changed_is_not_closed(ledger: Ledger) -> None:
    case = ledger.reports.receive(Report(ReportKind.MISSED, FORM), NOW).case
    ledger.cases.close(case.number, "unfounded", case.version, NOW)
    with pytest.raises(CaseChangedError):
        ledger.cases.close(case.number, "other", case.version, NOW)
    with pytest.raises(NoSuchCaseError):
        ledger.cases.get("KS-22222222")


def test_other_things_open_cases_too_and_add_what_they_know(ledger: Ledger) -> None:
    ledger.reports.receive(Report(ReportKind.MISSED, "host:disdik-rekaan.my.id"), NOW)
    case = ledger.cases.open(
        Opening("host:disdik-rekaan.my.id", Origin.LOOKALIKE, 6, {"technique": "claim"}), NOW
    )
    assert (case.reports, case.severity, case.harm) == (1, 6, 12)
    assert case.evidence == {"technique": "claim"}
    assert ledger.cases.figures(NOW) == {"open": 1, "overdue": 0, "decided": 0, "in_time": 0}
    assert ledger.cases.figures(NOW + timedelta(hours=73))["overdue"] == 1


@pytest.mark.slow
def test_reports_from_several_processes_are_all_kept(ledger: Ledger, ledger_url: str) -> None:
    program = (
        "import sys\n"
        "from registry.ledger import Ledger\n"
        "from registry.ledger.cases.reports import Report, ReportKind\n"
        "ledger = Ledger.open(sys.argv[1])\n"
        "for number in range(50):\n"
        "    ledger.reports.receive(Report(ReportKind.MISSED, f'host:rekaan-{number % 7}.my.id'))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, ledger_url]) for _ in range(4)]
    assert [process.wait(120) for process in running] == [0] * 4
    cases = ledger.cases.queue()
    assert len(cases) == 7
    assert sum(case.reports for case in cases) == 200
