"""The public pages of casework, used as a teacher or an organizer would."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.ledger import Ledger
from registry.ledger.cases.appeals import Author, Message
from registry.ledger.cases.proposals import ProposalState
from registry.ledger.cases.reports import Report, ReportKind
from registry.settings import Settings
from service.app import create_app
from service.casework.proposals import JOB
from tests.service.web.markup import safe
from tests.service.web.test_pages import HOSTILE, switched

PROPOSAL = {
    "role": "organizer",
    "kind": "working_group",
    "name": "MGMP Rekaan SMP Kabupaten Bandung",
    "region": "Kabupaten Bandung",
    "host": "mgmp-rekaan.or.id",
    "mail": "pengurus@mgmp-rekaan.or.id",
    "letter": "SK 1/2026 (rekaan)",
}


def test_a_report_by_form_can_be_followed_by_its_number(client: FlaskClient, ledger: Ledger) -> None:
    page = client.get("/lapor?tautan=gform:1FAIpQLSrekaan").text
    assert 'value="gform:1FAIpQLSrekaan"' in page
    sent = client.post("/lapor", data={"kind": "missed", "link": "https://s.id/rekaan", "note": HOSTILE})
    assert sent.status_code == 201
    (case,) = ledger.cases.queue()
    assert case.number in sent.text
    assert "Sedang diperiksa" in client.get(f"/kasus?nomor={case.number.lower()}").text
    assert client.get("/kasus?nomor=KS-22222222").status_code == 404
    assert "Being reviewed" in client.get(f"/kasus?nomor={case.number}&lang=en").text


@pytest.mark.parametrize("address", ["/lapor", "/ajukan"])
def test_a_form_is_shown_in_the_other_language_with_what_was_typed(
    client: FlaskClient, ledger: Ledger, address: str
) -> None:
    typed = {"link": "https://s.id/rekaan", "note": "catatan rekaan", "letter": "catatan rekaan"}
    page = client.post(address, data=typed | {"do": "show", "lang": "en"})
    assert page.status_code == 200
    assert '<html lang="en">' in page.text
    assert "catatan rekaan</textarea>" in page.text
    assert 'class="error"' not in page.text
    wrong = client.post(address, data={"note": "catatan rekaan", "letter": "catatan rekaan"})
    assert wrong.status_code == 422
    assert switched(wrong.text).items() >= {"do": "show", "lang": "id"}.items()
    assert "catatan rekaan" in switched(wrong.text).values()
    assert not ledger.cases.queue()
    assert not ledger.proposals.listed(ProposalState.RECEIVED)


def test_a_talk_shows_what_both_wrote_and_runs_nothing(client: FlaskClient, ledger: Ledger) -> None:
    sent = client.post("/lapor", data={"kind": "our_event", "link": "https://s.id/rekaan"})
    found = re.search(r'href="(?:http://localhost)?(/keberatan/[^"]+)"', sent.text)
    assert found is not None
    address = found.group(1)
    wrote = client.post(address, data={"text": HOSTILE})
    assert (wrote.status_code, wrote.headers["Location"]) == (303, address)
    (talk,) = ledger.appeals.waiting()
    ledger.appeals.write(talk.id, Message(Author.ADMIN, "Mohon suratnya.", datetime.now(UTC), "admin-a"))
    page = client.get(address)
    assert "Mohon suratnya." in page.text
    assert "admin-a" not in page.text
    assert safe(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    assert client.post(address, data={"text": ""}).status_code == 422
    shown = client.post(address, data={"text": "belum selesai", "do": "show", "lang": "en"})
    assert shown.status_code == 200
    assert shown.text.count("belum selesai") == 2, "in the form, and in the button for the other language"
    client.post(address, data={"do": "show", "lang": "id"})
    ledger.appeals.end(talk.id, granted=True)
    assert "dikabulkan" in client.get(address).text
    assert client.post(address, data={"text": "lagi"}).status_code == 422


def test_days_are_those_of_jakarta_as_the_desk_says_them(client: FlaskClient, ledger: Ledger) -> None:
    late = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)  # 27 November, 01.30 WIB
    sent = ledger.reports.receive(Report(ReportKind.OUR_EVENT, "host:mgmp-rekaan.or.id"), late)
    assert "27 November 2026" in client.get(f"/kasus?nomor={sent.case.number}").text
    assert "30 November 2026" in client.get(f"/keberatan/{sent.case.number}/{sent.secret}").text


def _propose(client: FlaskClient, **changes: str) -> str:
    sent = client.post("/ajukan", data=PROPOSAL | changes)
    assert sent.status_code == 201, sent.text
    found = re.search(r'href="(?:http://localhost)?(/usulan/[^"]+)"', sent.text)
    assert found is not None
    return found.group(1)


def test_a_proposal_is_kept_and_changes_no_verdict(client: FlaskClient, ledger: Ledger) -> None:
    address = _propose(client)
    (kept,) = ledger.proposals.listed(ProposalState.RECEIVED)
    assert (kept.draft.region, kept.draft.host, kept.draft.evidence) == (
        "32.04",
        "mgmp-rekaan.or.id",
        {"letter": "SK 1/2026 (rekaan)"},
    )
    page = client.get(address).text
    assert kept.host_token in page
    verdict = client.post("/v1/check", json={"url": "https://mgmp-rekaan.or.id/"}).json or {}
    assert verdict["level"] == "unknown"


def test_control_of_a_host_is_asked_of_the_worker_and_shown(client: FlaskClient, ledger: Ledger) -> None:
    address = _propose(client)
    assert client.post(f"{address}/situs", data={"method": "dns"}).status_code == 303
    assert "Sedang kami periksa" in client.get(address).text
    job = ledger.jobs.claim([JOB], "penguji", timedelta(minutes=1))
    assert job is not None
    assert job.payload["host"] == "mgmp-rekaan.or.id"
    ledger.jobs.complete(job, {"proven": True, "reason": None, "detail": None})
    assert "✓" in client.get(address).text
    (kept,) = ledger.proposals.listed(ProposalState.RECEIVED)
    assert kept.host_proven
    assert client.post(f"{address}/situs", data={"method": "telnet"}).status_code == 404


def test_a_code_is_mailed_and_proves_the_address(home: Path, mailbox: tuple[str, Path]) -> None:
    url, folder = mailbox
    client = create_app(Settings(home=home, rate_limit="", smtp_url=url)).test_client()
    address = _propose(client)
    assert "pengurus@mgmp-rekaan.or.id" in client.post(f"{address}/surel").text
    (mail,) = folder.iterdir()
    code = re.search(r": (\d{8})\b", mail.read_text())
    assert code is not None
    assert client.post(f"{address}/surel", data={"code": "12"}).status_code == 422
    assert client.post(f"{address}/surel", data={"code": code.group(1)}).status_code == 303
    assert client.post(f"{address}/surel").status_code == 303, "the back button un-proves nothing"
    assert len(list(folder.iterdir())) == 1
    assert "✓" in client.get(address).text


def test_without_a_mail_server_nothing_breaks(client: FlaskClient) -> None:
    address = _propose(client)
    assert client.post(f"{address}/surel").status_code == 503
    assert client.get(address).status_code == 200


def test_a_mail_server_that_is_away_is_said(home: Path) -> None:
    client = create_app(Settings(home=home, rate_limit="", smtp_url="smtp://127.0.0.1:9")).test_client()
    assert client.post(f"{_propose(client)}/surel").status_code == 503


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "MG"},
        {"region": "Negeri Antah Berantah"},
        {"host": "docs.google.com"},
        {"host": "my.id"},
        {"mail": "orang@surat-rekaan.com"},
        {"mail": "a b@mgmp-rekaan.or.id"},
        {"kind": "company"},
        {"website": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_proposed(client: FlaskClient, ledger: Ledger, changes: dict[str, str]) -> None:
    answer = client.post("/ajukan", data=PROPOSAL | changes)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert ledger.proposals.listed(ProposalState.RECEIVED) == []


@pytest.mark.parametrize("address", ["/lapor", "/kasus", "/ajukan"])
def test_pages_are_clean_in_both_languages(desk_app: Flask, address: str) -> None:
    for language in ("id", "en"):
        page = desk_app.test_client().get(f"{address}?lang={language}")
        assert page.status_code == 200
        assert safe(page.text)
        assert "Set-Cookie" not in page.headers or "lang=" in page.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "path", ["/kasus?nomor=%00", "/v1/reports/%00", "/keberatan/%00/%00", "/usulan/%00/x"]
)
def test_an_address_that_no_database_can_hold_is_no_failure(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (200, 404)
