"""Whatever somebody who is logged in sends: an answer that says what is wrong, never a failure.

Schemathesis asks for every address of the desk with what its forms offer, and with what nobody offers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from registry.ledger.cases.proposals import Draft
from registry.ledger.cases.proposals import Role as Proposer
from registry.ledger.cases.reports import Report, ReportKind
from registry.ledger.desk.accounts import Role
from registry.organizer import Kind
from tests.registry.made import group, put_out, record, school
from tests.service.desk.described import Described
from tests.shared.desk import Browser, Desk

DOCUMENT = "/the-desk.json"
LEAVES = {"security.logout", "security.login", "security.mf_recovery", "account.end_login"}
"""They change who one is; `test_login` and `test_hardening` ask for them."""
EXAMPLES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}

QUIET = settings(
    deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Something of everything: organizers, a run to review, a case, a proposal, two publications."""
    ledger, home = desk.ledger, desk.settings.home
    record(ledger, [school(1), school(2), group("MGMP Rekaan")])
    put_out(ledger, home)
    record(ledger, [school(1), school(3, name="SD Rekaan 1")], "daftar-lain")
    put_out(ledger, home)
    ledger.reports.receive(Report(ReportKind.MISSED, "gform:1FAIpQLSeRekaan", note="catatan <b>tebal</b>"))
    ledger.proposals.submit(Draft(Proposer.TEACHER, Kind.COMMUNITY, "Komunitas Belajar Rekaan", "32.04"))
    return desk


@pytest.mark.slow
def test_no_request_is_a_failure(filled: Desk) -> None:
    """As the admin, who may do everything: what stops others before that is `test_access`'s affair."""
    started = Described(filled.app, filled.login(Role.ADMIN), "/organizers/npsn-20000001", "/review/1")
    document = started.document()
    assert sum(len(it) for it in document["paths"].values()) > 55

    def served(environ: Any, start_response: Any) -> Any:
        if environ["PATH_INFO"] == DOCUMENT:
            return Response(json.dumps(document), content_type="application/json")(environ, start_response)
        return filled.service.wsgi_app(environ, start_response)

    schema = schemathesis.openapi.from_wsgi(DOCUMENT, served)
    browser = filled.login(Role.ADMIN)
    for operation in _operations(schema):
        for mode, examples in EXAMPLES.items():
            if mode is GenerationMode.NEGATIVE and not (operation.path_parameters or operation.body):
                continue
            _try(browser, operation.as_strategy(generation_mode=mode), examples)
        if browser.get("/account").status_code != 200:  # a second factor set up anew, a password changed
            browser = filled.login(Role.ADMIN)


def _try(browser: Browser, cases: SearchStrategy[Case[Any]], examples: int) -> None:
    @settings(QUIET, max_examples=examples)
    @given(cases)
    def asked(case: Case[Any]) -> None:
        _ask(browser, case)

    asked()


def _operations(schema: Any) -> Iterator[Any]:
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.definition.raw["operationId"].split()[0] not in LEAVES:
            yield operation


def _ask(browser: Browser, case: Case[Any]) -> None:
    """With the token of the last page, as a form of the desk would."""
    sent = case.as_transport_kwargs()
    body = sent.get("data") or {}
    fields = {str(k): str(v) for k, v in body.items()} if isinstance(body, dict) else {}
    if case.method == "POST":
        fields |= {"csrf_token": browser.token}
    answer = browser.client.open(
        case.formatted_path,
        method=case.method,
        query_string={k: v for k, v in (case.query or {}).items() if v is not None},
        data=fields or None,
    )
    _judge(answer)


def _judge(answer: TestResponse) -> None:
    assert answer.status_code < 500, answer.get_data(as_text=True)[-300:]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    if answer.status_code >= 400:
        assert answer.mimetype == "text/html"
        assert "csrf_token" not in (answer.location or "")
