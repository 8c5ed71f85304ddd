"""Requests to the service: bodies of the interface, forms of pages, cookies, headers, spreadsheets' batches.

No answer is a failure of ours; an error of the interface is a problem document.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from benchmarks.fuzz.pieces import pieces
from benchmarks.fuzz.source import JSON, Source
from benchmarks.fuzz.targets import Target, in_time
from registry.settings import Settings
from service.app import create_app
from service.firststart import publish_when_empty

JSON_TO = ("/v1/check", "/v1/match", "/v1/plan", "/v1/reports")
FORM_TO = ("/cek", "/rencana", "/lapor", "/keberatan", "/ajukan", "/kasus", "/reconcile", "/desk/login")
ASKED_OF = (
    "/v1/organizers",
    "/v1/organizers/x",
    "/v1/checks/1-x",
    "/v1/reports/x",
    "/v1/digest",
    "/v1/rules",
)
PAGES = (
    "/",
    "/penyelenggara",
    "/penyelenggara/x",
    "/reconcile/suggest/entity",
    "/reconcile/preview",
    "/desk/",
)
FIELDS = (
    *(
        "url",
        "title",
        "text",
        "links",
        "date",
        "lang",
        "q",
        "region",
        "kind",
        "link",
        "note",
        "queries",
        "extend",
    ),
    *(
        "id",
        "since",
        "after",
        "name",
        "prefix",
        "cursor",
        "host",
        "mail",
        "number",
        "secret",
        "email",
        "password",
    ),
)
GLUE = (
    *JSON,
    *(
        "-1",
        "1e999",
        "\\ud800",
        "\\u0000",
        "q0",
        "query",
        "type",
    ),
    *(
        "limit",
        "properties",
        "pid",
        "v",
        "ids",
        "https://forms.gle/x",
        "s.id/x",
        "2026-11-28",
        "2026-02-30",
        "id",
    ),
    *("en", "&", "=", "%00", "%", ";", "\r\n", "\x00", "²", "\ufffe", "9" * 30, "x" * 200, "npsn-20000001"),
)
HEADERS = (
    "Cookie",
    "Accept",
    "Accept-Language",
    "Content-Type",
    "If-None-Match",
    "Origin",
    "X-Forwarded-For",
)


def target(stack: ExitStack) -> Target:
    """One request to a service on the embedded registry."""
    structlog.configure(processors=[_silent])
    home = Path(stack.enter_context(TemporaryDirectory()))
    settings = Settings(home=home, rate_limit="")
    publish_when_empty(settings)
    app = create_app(settings)
    words = (*GLUE, *(f'"{name}"' for name in FIELDS), *pieces()[:120])

    def one(data: bytes) -> None:
        source = Source(data)
        headers = {
            name: source.text(words, 30).encode("latin-1", "replace").decode("latin-1").translate(_NO_BREAKS)
            for name in HEADERS
            if source.byte() > 200
        }
        with in_time(4.0):
            client = app.test_client(use_cookies=False)
            match source.number(3):
                case 0:
                    sent = {"data": source.body(words), "content_type": "application/json"}
                    answer = client.post(source.choice(JSON_TO), headers=headers, **sent)
                case 1:
                    form = {source.choice(FIELDS): source.text(words, 120) for _ in range(source.number(6))}
                    answer = client.post(source.choice(FORM_TO), headers=headers, data=form)
                case _:
                    asked = {source.choice(FIELDS): source.text(words, 60) for _ in range(source.number(4))}
                    path = source.choice(ASKED_OF + PAGES)
                    answer = client.get(path, headers=headers, query_string=asked)
        assert answer.status_code < 500, (answer.request.path, answer.get_data()[-300:])
        if answer.status_code >= 400 and answer.request.path.startswith("/v1/"):
            assert answer.mimetype == "application/problem+json", answer.request.path

    return one


_NO_BREAKS = {10: " ", 13: " ", 0: " "}


def _silent(*_: object) -> dict[str, object]:
    raise structlog.DropEvent
