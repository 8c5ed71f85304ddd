"""Admins at the desk: a flag needs two of them, nothing strangers wrote runs, nobody overwrites anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from registry.ledger.cases.appeals import TALKS, Author, Message
from registry.ledger.cases.made import DecisionState
from registry.ledger.cases.proposals import Draft, ProposalState
from registry.ledger.cases.proposals import Role as Proposer
from registry.ledger.cases.reports import Report, ReportKind
from registry.ledger.desk.accounts import Role
from registry.ledger.editing.facts import Facts
from registry.organizer import Host, Kind
from registry.settings import Settings
from registry.snapshot.order import PublishOrder
from registry.snapshot.publish import publish
from tests.service.web.markup import safe
from tests.service.web.test_pages import HOSTILE
from tests.shared.desk import Desk

HOST = "host:disdik-kotabandung.my.id"
NOTE = "Formulir ini meminta sandi akun belajar.id (rekaan)."


@pytest.fixture
def desk(published_home: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on the embedded registry, with a second admin."""
    copytree(published_home, tmp_path / "home", ignore=ignore_patterns("ledger.db*"))
    made = Desk(Settings(home=tmp_path / "home", rate_limit=""))
    made.account("kedua@desk.example", Role.ADMIN)
    yield made
    made.ledger.close()


def report(desk: Desk, kind: ReportKind = ReportKind.MISSED, subject: str = HOST) -> str:
    return desk.ledger.reports.receive(
        Report(kind, subject, "unknown", None, HOSTILE, HOSTILE, HOSTILE)
    ).case.number


def flag(**changes: str) -> dict[str, str]:
    return {
        "version": "1",
        "action": "flag",
        "ground": "credentials",
        "note": NOTE,
        "subject": HOST,
        **changes,
    }


def test_a_case_shows_what_it_takes_to_decide_and_runs_nothing(desk: Desk) -> None:
    number = report(desk)
    admin = desk.login(Role.ADMIN)
    assert number in admin.text("/cases")
    page = admin.text(f"/cases/{number}")
    assert "disdikkota.bandung.go.id" in page, "whom it imitates"
    assert "<mark>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert safe(page.replace('src="/desk/static/', 'src="/static/'))


def test_a_flag_needs_a_second_admin_and_is_audited(desk: Desk) -> None:
    number = report(desk)
    first, second = desk.login(Role.ADMIN), desk.login("kedua@desk.example")
    assert first.post(f"/cases/{number.lower()}%20/decide", flag()).status_code == 303
    assert desk.ledger.decisions.standing() == []
    (made,) = desk.ledger.decisions.listed(DecisionState.PROPOSED)
    first.post(f"/decisions/{made.id}/second")
    assert desk.ledger.decisions.standing() == [], "nobody seconds her own flag"
    assert "Setujui keputusan ini" not in first.text("/decisions")
    assert "Setujui keputusan ini" in second.text("/decisions")
    assert second.post(f"/decisions/{made.id}/second").status_code == 303
    assert [it.subject for it in desk.ledger.decisions.standing()] == [HOST]
    second.post(f"/decisions/{made.id}/undo", {"reason": "pemiliknya terbukti"})
    assert desk.ledger.decisions.standing() != [], "two agreed, so two undo it"
    assert "Setuju dicabut" not in second.text("/decisions")
    assert "Setuju dicabut" in first.text("/decisions")
    first.post(f"/decisions/{made.id}/undo", {"reason": "suratnya sudah dilihat"})
    assert desk.ledger.decisions.standing() == []
    page = first.text(f"/audit?subject={number}")
    for action in ("case.flag", "decision.second", "decision.undo_asked", "decision.undone"):
        assert action in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"note": "buruk"}, "at least 10"),
        ({"ground": "owner_proven"}, "no ground"),
        ({"subject": "host:docs.google.com"}, "hanya dapat tentang kasus ini"),
        ({"action": "burn"}, "Pilih keputusan"),
        ({"version": "7"}, "diubah orang lain"),
    ],
)
def test_what_may_not_be_decided_is_said_and_leaves_nothing(
    desk: Desk, changes: dict[str, str], said: str
) -> None:
    number = report(desk)
    answer = desk.login(Role.ADMIN).post(f"/cases/{number}/decide", flag(**changes))
    assert answer.status_code in (409, 422)
    assert said in answer.get_data(as_text=True)
    assert desk.ledger.decisions.of_case(number) == []
    assert desk.ledger.audit.head()[0] == 0 or "case.flag" not in desk.login(Role.ADMIN).text(
        f"/audit?subject={number}"
    )


def test_an_official_host_can_only_be_flagged_as_taken_over(desk: Desk) -> None:
    subject = "host:guru.kemendikdasmen.go.id"
    number = report(desk, subject=subject)
    admin = desk.login(Role.ADMIN)
    refused = admin.post(f"/cases/{number}/decide", flag(subject=subject))
    assert refused.status_code == 422
    taken = flag(subject=subject, ground="hijacked")
    assert admin.post(f"/cases/{number}/decide", taken).status_code == 303


def test_a_tree_is_chosen_by_an_admin_and_shows_whose_hosts_are_in_it(desk: Desk) -> None:
    sent = desk.service.test_client().post(
        "/v1/reports", json={"kind": "missed", "link": "host:*.bandung.go.id"}
    )
    number = sent.get_json()["case"]
    admin, tree = desk.login(Role.ADMIN), "host:*.bandung.go.id"
    page = admin.text(f"/cases/{number}")
    offered = re.findall(r'<option value="(host:[^"]*)"', page)
    assert offered == ["host:bandung.go.id", tree]
    assert "disdik.bandung.go.id" in page
    answer = admin.post(f"/cases/{number}/decide", flag(subject=tree))
    assert answer.status_code == 422
    assert "taken over" in answer.get_data(as_text=True)


def test_who_was_recognized_since_is_not_flagged_by_the_second_admin(desk: Desk) -> None:
    number = report(desk)
    desk.login(Role.ADMIN).post(f"/cases/{number}/decide", flag())
    wanted = Facts(Kind.WORKING_GROUP, "MGMP Rekaan", "32.73", hosts=(Host(HOST.removeprefix("host:")),))
    desk.ledger.edits.create(wanted, "siti@desk.example", "menurut surat dinas")
    publish(desk.ledger, desk.stores.folder, PublishOrder(by="penguji", accept="satu yang baru"))
    (made,) = desk.ledger.decisions.listed(DecisionState.PROPOSED)
    desk.login("kedua@desk.example").post(f"/decisions/{made.id}/second")
    assert desk.ledger.decisions.standing() == []


def test_an_objection_is_answered_from_a_template_and_ends(desk: Desk) -> None:
    number = report(desk, ReportKind.OUR_EVENT)
    (appeal,) = desk.ledger.appeals.of_case(number)
    admin = desk.login(Role.ADMIN)
    assert number in admin.text("/appeals")
    where = f"/cases/{number}/appeals/{appeal.id}/answer"
    assert admin.post(where, {"template": "ask_page", "words": HOSTILE}).status_code == 303
    assert admin.post(where, {"template": "shout"}).status_code == 422
    assert (
        admin.post(f"/cases/KS-22222222/appeals/{appeal.id}/answer", {"template": "granted"}).status_code
        == 404
    )
    assert admin.post(where, {"template": "granted"}).status_code == 303
    (appeal,) = desk.ledger.appeals.of_case(number)
    assert (appeal.state, appeal.granted, len(appeal.messages)) == ("ended", True, 2)


def test_an_answer_hides_no_message_that_came_meanwhile(desk: Desk) -> None:
    number = report(desk, ReportKind.OUR_EVENT)
    (appeal,) = desk.ledger.appeals.of_case(number)
    admin = desk.login(Role.ADMIN)
    (seen,) = re.findall(r'name="seen" value="(\d+)"', admin.text(f"/cases/{number}"))
    desk.ledger.appeals.write(
        appeal.id, Message(Author.ORGANIZER, "Ini surat dinas kami.", datetime.now(UTC))
    )
    where = f"/cases/{number}/appeals/{appeal.id}/answer"
    said = {"template": "ask_page", "words": "Mohon alamatnya."}
    answer = admin.post(where, said | {"seen": seen})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Ini surat dinas kami." in page
    assert "Mohon alamatnya." in page
    assert number in admin.text("/appeals")
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page)
    assert admin.post(where, said | {"seen": seen}).status_code == 303


def test_many_talks_are_shown_page_by_page(desk: Desk) -> None:
    for _ in range(TALKS + 1):
        number = report(desk, ReportKind.OUR_EVENT)
    admin = desk.login(Role.ADMIN)
    page = admin.text(f"/cases/{number}")
    assert page.count('id="appeal-') == TALKS
    assert admin.text(f"/cases/{number}?talks={TALKS}").count('id="appeal-') == 1
    assert f"+{TALKS} keberatan lain" in admin.text("/appeals")
    (first,) = desk.ledger.appeals.waiting()
    assert number not in admin.text("/appeals", query_string={"after": f"{first.due.isoformat()},{first.id}"})
    assert number in admin.text("/appeals?after=apa,saja")


def test_an_accepted_proposal_becomes_an_organizer_of_the_lowest_trust(desk: Desk) -> None:
    proposal, _ = desk.ledger.proposals.submit(
        Draft(
            Proposer.ORGANIZER,
            Kind.WORKING_GROUP,
            "MGMP Rekaan Kimia SMA Kabupaten Bandung",
            region="32.04",
            host="mgmp-rekaan.or.id",
        )
    )
    desk.ledger.proposals.prove_host(proposal.number, {"proven": True})
    keeper = desk.login(Role.MAINTAINER)
    assert proposal.number in keeper.text("/proposals")
    assert "MGMP Rekaan Kimia" in keeper.text(f"/proposals/{proposal.number}")
    where = f"/proposals/{proposal.number}/decide"
    without = keeper.post(where, {"version": "1", "decision": "accept", "reason": " "})
    assert without.status_code == 409
    assert (
        keeper.post(
            where, {"version": "1", "decision": "accept", "reason": "halaman dinas menyebutnya"}
        ).status_code
        == 303
    )
    (done,) = desk.ledger.proposals.listed(ProposalState.ACCEPTED)
    assert done.organizer_id
    again = keeper.post(where, {"version": "1", "decision": "refuse", "reason": "keliru"})
    assert again.status_code == 409


def test_a_maintainer_decides_no_case(desk: Desk) -> None:
    number = report(desk)
    keeper = desk.login(Role.MAINTAINER)
    assert "Simpan keputusan" not in keeper.text(f"/cases/{number}")
    assert keeper.post(f"/cases/{number}/decide", flag()).status_code == 403
    assert desk.ledger.decisions.of_case(number) == []


def test_a_form_without_its_token_changes_nothing(desk: Desk) -> None:
    number = report(desk)
    admin = desk.login(Role.ADMIN)
    assert admin.post(f"/cases/{number}/decide", flag(csrf_token="")).status_code == 400
    assert desk.ledger.decisions.of_case(number) == []
