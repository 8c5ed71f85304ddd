"""The OpenAPI document is true: schemathesis asks for everything it promises, and for what it forbids."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig

OPERATIONS = {
    ("post", "/v1/reports"),
    ("get", "/v1/reports/{case}"),
    ("post", "/v1/check"),
    ("get", "/v1/checks/{id}"),
    ("post", "/v1/match"),
    ("get", "/v1/organizers"),
    ("get", "/v1/organizers/{id}"),
    ("get", "/v1/rules"),
    ("post", "/v1/plan"),
    ("get", "/v1/digest"),
    ("get", "/v1/digest/buckets/{number}"),
    ("get", "/healthz"),
    ("get", "/readyz"),
}


def test_every_operation_is_described(client: FlaskClient) -> None:
    document: dict[str, Any] = client.get("/openapi.json").json or {}
    found = {(method, path) for path, item in document["paths"].items() for method in item}
    assert found == OPERATIONS
    for path, item in document["paths"].items():
        for operation in item.values():
            assert operation["summary"], path
            for status, response in operation["responses"].items():
                if status.startswith("4"):
                    assert list(response["content"]) == ["application/problem+json"], (path, status)


CONFIG = SchemathesisConfig.from_dict(
    # 413 is our word for "too long" where a body is larger than anything we read
    {
        "checks": {"negative_data_rejection": {"expected-statuses": [400, 404, 405, 413, 415, 422]}},
        # no pattern tells which texts are link keys or addresses, or which of two days is the later one: what
        # does not fit is refused one by one
        "operations": [
            {
                "include-path": "/v1/reports",
                "checks": {"positive_data_acceptance": {"expected-statuses": [201, 422]}},
            },
            {
                "include-path": "/v1/plan",
                "checks": {"positive_data_acceptance": {"expected-statuses": [200, 404, 422]}},
            },
        ],
    }
)
TAKES_NOTHING = {("get", "/healthz"), ("get", "/readyz"), ("get", "/v1/digest")}
# Its body is "any of" several forms: what breaks one form may still fit another, and is counted as wrong all
# the same. Bad bodies of a check have tests of their own.
HAS_SEVERAL_FORMS = {("post", "/v1/check")}


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("operation", sorted(OPERATIONS), ids=lambda it: " ".join(it))
def test_the_document_is_true(app: Flask, operation: tuple[str, str], mode: GenerationMode) -> None:
    """What it allows is answered as it says; what it forbids is refused as it says."""
    method, path = operation
    if mode is GenerationMode.NEGATIVE and operation in TAKES_NOTHING | HAS_SEVERAL_FORMS:
        return  # nothing that could be wrong, or nothing that can be told to be
    described = schemathesis.openapi.from_wsgi("/openapi.json", app, config=CONFIG)[path][method]

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(described.as_strategy(generation_mode=mode))
    def asked(case: Case[Any]) -> None:
        case.call_and_validate()

    asked()
