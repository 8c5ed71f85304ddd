"""``/v1/reports``: what is kept, what is answered, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from registry.decision import Action, Ground
from registry.ledger import Ledger
from registry.ledger.cases.made import DecisionState, Draft
from service.api.problem import ProblemDocument
from service.api.reports import CaseAnswer

REPORT = {
    "kind": "missed",
    "link": "gform:1FAIpQLSrekaan",
    "level": "unknown",
    "snapshot": "20261127T000000000Z-00000000",
    "title": "Bimtek (rekaan)",
    "text": "Masukkan sandi akun belajar.id",
    "note": "meminta sandi",
}


def send(client: FlaskClient, **changes: Any) -> Any:
    return client.post("/v1/reports", json=REPORT | changes)


def test_a_report_is_kept_as_it_was_sent_and_its_case_can_be_asked_for(
    client: FlaskClient, ledger: Ledger
) -> None:
    answer = send(client)
    assert answer.status_code == 201
    CaseAnswer.model_validate(answer.json)
    number = answer.json["case"]
    assert answer.json == {"case": number, "status": "open", "state": "Sedang diperiksa"}
    ((_, _, kept),) = ledger.reports.of_case(number)
    assert (kept.subject, kept.level, kept.title, kept.text, kept.note) == (
        REPORT["link"],
        "unknown",
        REPORT["title"],
        REPORT["text"],
        REPORT["note"],
    )
    state = client.get(f"/v1/reports/{number}", headers={"Accept-Language": "en"})
    assert state.json == {"case": number, "status": "open", "state": "Being reviewed"}


def test_an_address_is_reduced_to_its_key_before_it_is_kept(client: FlaskClient, ledger: Ledger) -> None:
    address = "https://docs.google.com/forms/d/e/1FAIpQLSrekaan/viewform?entry.1=Siti#nama"
    number = send(client, link=address).json["case"]
    assert ledger.cases.get(number).subject == "gform:1FAIpQLSrekaan"
    assert send(client).json["case"] == number


def test_an_organizer_that_objects_is_given_a_private_page_once(client: FlaskClient) -> None:
    answer = send(client, kind="our_event").json
    assert client.get(answer["page"]).status_code == 200
    assert answer["secret"] not in client.get(f"/v1/reports/{answer['case']}").text
    assert client.get(answer["page"][:-1]).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "praise"},
        {"link": "bukan tautan"},
        {"link": "javascript:alert(1)"},
        {"link": "evil:1"},
        {"link": "host:127.0.0.1:80/x y"},
        {"text": "x" * 20_001},
        {"note": "x\x00"},
        {"level": "green"},
    ],
)
def test_what_is_no_report_is_refused_and_nothing_is_kept(
    client: FlaskClient, ledger: Ledger, changes: dict[str, Any]
) -> None:
    answer = send(client, **changes)
    assert answer.status_code == 422
    ProblemDocument.model_validate(answer.json)
    assert ledger.cases.queue() == []


def test_there_is_no_case_of_an_invented_number(client: FlaskClient) -> None:
    answer = client.get("/v1/reports/KS-22222222")
    assert answer.status_code == 404
    ProblemDocument.model_validate(answer.json)


def _status(client: FlaskClient, number: str) -> str:
    told = client.get(f"/v1/reports/{number}").json
    assert told is not None
    return str(told["status"])


def test_a_closed_case_tells_what_is_in_force_now(client: FlaskClient, ledger: Ledger) -> None:
    def told() -> str:
        return _status(client, number)

    number = send(client).json["case"]
    ledger.cases.close(number, "closed", 1)
    assert told() == "closed"
    other = send(client, kind="wrong_warning").json["case"]
    draft = Draft(other, 1, Action.FLAG, Ground.CREDENTIALS, "meminta sandi akun di isian ke-3")
    made = ledger.decisions.make(draft, "admin-a")
    ledger.decisions.second(made.id, "admin-b")
    assert told() == "flag"
    for by in ("admin-a", "admin-b"):
        ledger.decisions.end(made.id, DecisionState.UNDONE, by, "pemiliknya terbukti")
    assert told() == "closed"
    assert _status(client, other) == "closed"
