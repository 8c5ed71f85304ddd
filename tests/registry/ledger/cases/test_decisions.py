"""Decisions: two admins for a flag, a day for an emergency, an undo for everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.cases import Case, CaseChangedError, CaseState
from registry.ledger.cases.made import DecisionRefusedError, DecisionState, Draft
from registry.ledger.cases.reports import Report, ReportKind

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
HOST = "host:disdik-rekaan.my.id"


@pytest.fixture
def case(ledger: Ledger) -> Case:
    return ledger.reports.receive(Report(ReportKind.MISSED, HOST), NOW).case


def flag(case: Case, **changes: object) -> Draft:
    made = Draft(
        case.number, case.version, Action.FLAG, Ground.CREDENTIALS, "meminta sandi akun di isian ke-3"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def standing(ledger: Ledger, now: datetime = NOW) -> list[tuple[str, str]]:
    return [(it.subject, it.action.value) for it in ledger.decisions.standing(now)]


def test_a_flag_counts_when_a_second_admin_agrees(ledger: Ledger, case: Case) -> None:
    made = ledger.decisions.make(flag(case), "admin-a", NOW)
    assert made.state is DecisionState.PROPOSED
    assert standing(ledger) == []
    with pytest.raises(DecisionRefusedError, match="second admin"):
        ledger.decisions.second(made.id, "admin-a", NOW)
    agreed = ledger.decisions.second(made.id, "admin-b", NOW)
    assert (agreed.state, agreed.expires) == (DecisionState.IN_FORCE, None)
    assert standing(ledger) == [(HOST, "flag")]
    assert ledger.cases.get(case.number).state is CaseState.CLOSED
    with pytest.raises(DecisionRefusedError, match="does not wait"):
        ledger.decisions.second(made.id, "admin-c", NOW)


def test_an_emergency_flag_lasts_a_day_unless_seconded(ledger: Ledger, case: Case) -> None:
    made = ledger.decisions.make(flag(case, emergency=True), "admin-a", NOW)
    assert made.expires == NOW + timedelta(hours=24)
    assert standing(ledger, NOW + timedelta(hours=23)) == [(HOST, "flag")]
    assert standing(ledger, NOW + timedelta(hours=24)) == []
    assert ledger.decisions.expire(NOW + timedelta(hours=25)) == 1
    assert ledger.decisions.of_case(case.number)[0].state is DecisionState.EXPIRED
    assert ledger.cases.get(case.number).state is CaseState.OPEN
    again = ledger.decisions.make(flag(ledger.cases.get(case.number)), "admin-a", NOW + timedelta(hours=26))
    ledger.decisions.second(again.id, "admin-b", NOW + timedelta(hours=27))
    assert standing(ledger, NOW + timedelta(days=30)) == [(HOST, "flag")]


def test_an_emergency_that_is_seconded_in_time_stays(ledger: Ledger, case: Case) -> None:
    made = ledger.decisions.make(flag(case, emergency=True), "admin-a", NOW)
    ledger.decisions.second(made.id, "admin-b", NOW + timedelta(hours=23))
    assert ledger.decisions.expire(NOW + timedelta(days=30)) == 0
    assert standing(ledger, NOW + timedelta(days=30)) == [(HOST, "flag")]


def test_what_is_in_force_about_an_address_is_told_whichever_case_it_is_from(
    ledger: Ledger, case: Case
) -> None:
    def told(now: datetime = NOW) -> Action | None:
        return ledger.decisions.standing_on(HOST, now)

    assert told() is None
    made = ledger.decisions.make(flag(case, subject="host:*.disdik-rekaan.my.id"), "admin-a", NOW)
    ledger.decisions.second(made.id, "admin-b", NOW)
    assert told() is Action.FLAG
    other = ledger.reports.receive(Report(ReportKind.WRONG_WARNING, HOST), NOW).case
    watch = flag(other, action=Action.WATCH, ground=Ground.UNPROVEN)
    ledger.decisions.make(watch, "admin-a", NOW)
    assert told() is Action.FLAG
    for by in ("admin-a", "admin-b"):
        ledger.decisions.end(made.id, DecisionState.UNDONE, by, "pemiliknya terbukti", NOW)
    assert told() is Action.WATCH


def test_one_admin_does_not_undo_what_two_agreed_on(ledger: Ledger, case: Case) -> None:
    made = ledger.decisions.make(flag(case), "admin-a", NOW)
    ledger.decisions.second(made.id, "admin-b", NOW)
    asked = ledger.decisions.end(made.id, DecisionState.UNDONE, "admin-b", "pemiliknya terbukti", NOW)
    assert (asked.state, standing(ledger)) == (DecisionState.IN_FORCE, [(HOST, "flag")])
    assert [it.id for it in ledger.decisions.listed(DecisionState.PROPOSED)] == [made.id]
    with pytest.raises(DecisionRefusedError, match="second admin"):
        ledger.decisions.end(made.id, DecisionState.UNDONE, "admin-b", "sungguh", NOW)
    done = ledger.decisions.end(made.id, DecisionState.UNDONE, "admin-c", "surat dilihat", NOW)
    assert (done.state, standing(ledger)) == (DecisionState.UNDONE, [])
    assert (done.ended_by, done.end_reason) == ("admin-b, admin-c", "pemiliknya terbukti; surat dilihat")
    assert ledger.decisions.listed(DecisionState.PROPOSED) == []


def test_who_has_become_official_is_not_flagged_by_a_second_admin(ledger: Ledger, case: Case) -> None:
    made = ledger.decisions.make(flag(case), "admin-a", NOW)
    with pytest.raises(DecisionRefusedError, match="taken over"):
        ledger.decisions.second(made.id, "admin-b", NOW, is_official=lambda subject: subject == HOST)
    assert standing(ledger) == []


def test_a_tree_with_recognized_organizers_in_it_is_no_emergency(ledger: Ledger, case: Case) -> None:
    tree = flag(case, subject="host:*.rekaan.go.id", official=True, ground=Ground.HIJACKED)
    with pytest.raises(DecisionRefusedError, match="no emergency"):
        ledger.decisions.make(replace(tree, emergency=True), "admin-a", NOW)
    assert ledger.decisions.make(tree, "admin-a", NOW).state is DecisionState.PROPOSED


@pytest.mark.parametrize("by", ["admin-a", "admin-c"])
@pytest.mark.parametrize("hours", [1, 20, 40, 7 * 24 - 1])
@pytest.mark.parametrize("ended", [True, False])
def test_no_emergency_follows_another_within_a_week(
    ledger: Ledger, case: Case, by: str, hours: int, ended: bool
) -> None:
    made = ledger.decisions.make(flag(case, emergency=True), "admin-a", NOW)
    if ended:
        ledger.decisions.end(made.id, DecisionState.UNDONE, "admin-a", "keliru", NOW)
    later = NOW + timedelta(hours=hours)
    ledger.decisions.expire(later)
    with pytest.raises(DecisionRefusedError, match="as soon as a second admin agrees"):
        ledger.decisions.make(flag(ledger.cases.get(case.number), emergency=True), by, later)
    assert len(ledger.decisions.of_case(case.number)) == 1
    assert standing(ledger, NOW + timedelta(hours=24)) == []


def test_after_a_week_there_may_be_another_emergency(ledger: Ledger, case: Case) -> None:
    ledger.decisions.make(flag(case, emergency=True), "admin-a", NOW)
    later = NOW + timedelta(days=7)
    ledger.decisions.make(flag(ledger.cases.get(case.number), emergency=True), "admin-a", later)
    assert standing(ledger, later) == [(HOST, "flag")]
    assert standing(ledger, later + timedelta(hours=24)) == []


@pytest.mark.parametrize(
    ("subject", "refused"),
    [("host:*.disdik-rekaan.my.id", True), ("host:x.disdik-rekaan.my.id", False), ("gform:1FAIpQLSx", False)],
)
def test_the_tree_above_an_address_is_no_way_around(
    ledger: Ledger, case: Case, subject: str, refused: bool
) -> None:
    ledger.decisions.make(flag(case, emergency=True), "admin-a", NOW)
    again = flag(ledger.cases.get(case.number), emergency=True, subject=subject)
    if refused:
        with pytest.raises(DecisionRefusedError, match="emergency"):
            ledger.decisions.make(again, "admin-a", NOW)
    else:
        ledger.decisions.make(again, "admin-a", NOW)
        assert (subject, "flag") in standing(ledger)


def agreed(ledger: Ledger, case: Case, subject: str = HOST) -> Case:
    """A flag that two admins agreed on; a new case about the same address."""
    made = ledger.decisions.make(flag(case, subject=subject), "admin-a", NOW)
    ledger.decisions.second(made.id, "admin-b", NOW)
    return ledger.reports.receive(Report(ReportKind.OUR_EVENT, HOST), NOW).case


def clear(case: Case) -> Draft:
    return Draft(case.number, case.version, Action.CLEAR, Ground.OWNER_PROVEN, "surat dinas dan DNS cocok")


def test_an_emergency_does_not_put_an_end_to_what_two_agreed_on(ledger: Ledger, case: Case) -> None:
    again = agreed(ledger, case)
    with pytest.raises(DecisionRefusedError, match="two admins agreed"):
        ledger.decisions.make(flag(again, emergency=True), "admin-c", NOW)
    assert standing(ledger, NOW + timedelta(days=2)) == [(HOST, "flag")]


def test_a_flag_can_be_undone_and_the_history_stays(ledger: Ledger, case: Case) -> None:
    made = ledger.decisions.make(flag(case, emergency=True), "admin-a", NOW)
    with pytest.raises(DecisionRefusedError, match="reason"):
        ledger.decisions.end(made.id, DecisionState.UNDONE, "admin-b", " ", NOW)
    ledger.decisions.end(made.id, DecisionState.UNDONE, "admin-b", "pemilik terbukti", NOW)
    assert standing(ledger) == []
    (kept,) = ledger.decisions.of_case(case.number)
    assert (kept.state, kept.ended_by, kept.end_reason) == (
        DecisionState.UNDONE,
        "admin-b",
        "pemilik terbukti",
    )
    with pytest.raises(DecisionRefusedError, match="undone by now"):
        ledger.decisions.end(made.id, DecisionState.UNDONE, "admin-b", "lagi", NOW)


def test_clearing_what_two_flagged_needs_two(ledger: Ledger, case: Case) -> None:
    again = agreed(ledger, case)
    made = ledger.decisions.make(clear(again), "admin-c", NOW)
    assert made.state is DecisionState.PROPOSED
    assert standing(ledger) == [(HOST, "flag")]
    assert ledger.cases.get(again.number).state is CaseState.OPEN
    with pytest.raises(DecisionRefusedError, match="second admin"):
        ledger.decisions.second(made.id, "admin-c", NOW)
    ledger.decisions.second(made.id, "admin-b", NOW)
    assert standing(ledger, NOW + timedelta(days=30)) == [(HOST, "clear")]
    assert ledger.decisions.of_case(case.number)[0].state is DecisionState.REPLACED
    assert ledger.cases.get(again.number).outcome == "clear"


def test_clearing_an_address_in_a_tree_that_two_flagged_needs_two(ledger: Ledger, case: Case) -> None:
    again = agreed(ledger, case, "host:*.disdik-rekaan.my.id")
    assert ledger.decisions.make(clear(again), "admin-c", NOW).state is DecisionState.PROPOSED
    assert standing(ledger) == [("host:*.disdik-rekaan.my.id", "flag")]


def test_watching_what_two_flagged_needs_two(ledger: Ledger, case: Case) -> None:
    again = agreed(ledger, case)
    draft = replace(clear(again), action=Action.WATCH, ground=Ground.UNPROVEN)
    assert ledger.decisions.make(draft, "admin-c", NOW).state is DecisionState.PROPOSED
    assert standing(ledger) == [(HOST, "flag")]


def test_one_admin_clears_what_nobody_or_one_admin_flagged(ledger: Ledger, case: Case) -> None:
    ledger.decisions.make(flag(case, emergency=True), "admin-a", NOW)
    made = ledger.decisions.make(clear(ledger.cases.get(case.number)), "admin-b", NOW)
    assert (made.state, standing(ledger)) == (DecisionState.IN_FORCE, [(HOST, "clear")])


def test_watching_reaches_no_teacher(ledger: Ledger, case: Case) -> None:
    ledger.decisions.make(
        Draft(case.number, case.version, Action.WATCH, Ground.UNPROVEN, "belum ada bukti apa pun"), "a", NOW
    )
    assert standing(ledger) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"subject": "host:docs.google.com"}, "never-flag"),
        ({"subject": "host:s.id"}, "shared platform"),
        ({"subject": "host:*.my.id"}, "shared by everybody"),
        ({"ground": Ground.OWNER_PROVEN}, "no ground"),
        ({"note": "buruk"}, "note"),
        ({"official": True}, "taken over"),
        ({"action": Action.CLEAR, "ground": Ground.NAMESAKE, "emergency": True}, "emergency"),
    ],
)
def test_what_may_not_be_decided(ledger: Ledger, case: Case, changes: dict[str, object], why: str) -> None:
    with pytest.raises(DecisionRefusedError, match=why):
        ledger.decisions.make(flag(case, **changes), "admin-a", NOW)
    assert ledger.decisions.of_case(case.number) == []
    assert ledger.cases.get(case.number).version == case.version


def test_an_official_host_can_be_flagged_as_taken_over(ledger: Ledger, case: Case) -> None:
    made = ledger.decisions.make(flag(case, official=True, ground=Ground.HIJACKED), "admin-a", NOW)
    assert made.state is DecisionState.PROPOSED


def test_the_second_of_two_admins_at_the_same_case_is_told(ledger: Ledger, case: Case) -> None:
    ledger.decisions.make(flag(case), "admin-a", NOW)
    with pytest.raises(CaseChangedError):
        ledger.decisions.make(flag(case, note="saya juga mau menandai"), "admin-b", NOW)
