"""Every error is an RFC 9457 problem document: what was wrong, and what to do about it."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, json, request
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import BadRequest, HTTPException

from registry.ledger.errors import LedgerError
from registry.snapshot.errors import SnapshotError
from service.log import log

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that was wrong."""

    pointer: str = Field(
        description="JSON pointer to the field, `/url` for example; empty for the whole body"
    )
    detail: str = Field(description="What was wrong with it")


class ProblemDocument(BaseModel):
    """An error as RFC 9457 describes it."""

    type: str = Field(description="Stable name of the problem, `urn:cekdiklat:problem:…`")
    title: str
    status: int
    detail: str = Field(description="What was wrong and what to do")
    errors: list[FieldProblem] | None = Field(default=None, description="The fields that were wrong, on 422")


class Problem(Exception):  # noqa: N818  (it is an answer, not a mistake of ours)
    """Raise anywhere in a request; ``slug`` names the problem in its ``type``."""

    def __init__(self, status: int, slug: str, title: str, detail: str) -> None:
        super().__init__(detail)
        self.document = ProblemDocument(
            type=f"urn:cekdiklat:problem:{slug}", title=title, status=status, detail=detail
        )
        self.headers: dict[str, str] = {}


def respond(document: ProblemDocument, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(document.model_dump(exclude_none=True))
    return Response(body, document.status, headers, content_type=MEDIA_TYPE)


def from_validation(error: ValidationError) -> Response:
    """422 with one entry for each wrong field. What was sent is never repeated in the answer."""
    fields = [
        FieldProblem(pointer=_pointer(entry["loc"]), detail=entry["msg"].removeprefix("Value error, "))
        for entry in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    detail = "; ".join(f"{it.pointer or 'body'}: {it.detail}" for it in fields[:3])
    return respond(
        ProblemDocument(
            type="urn:cekdiklat:problem:invalid",
            title="The request does not fit its schema",
            status=422,
            detail=detail,
            errors=fields,
        )
    )


def _pointer(location: tuple[int | str, ...]) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in location)


def require_json_object(request: Request) -> None:
    """Refuse a body that is not a JSON object, before anything looks at its fields.

    Raises:
        Problem: 415 not sent as JSON, 400 not JSON or no object.
    """
    if not request.is_json:
        raise Problem(
            415, "not-sent-as-json", "Not sent as JSON", "Send the header Content-Type: application/json."
        )
    try:
        body = request.get_json()
    except (BadRequest, RecursionError):  # the latter: nested deeper than anything we ask for
        raise Problem(400, "not-json", "Not JSON", "The body cannot be read as JSON in UTF-8.") from None
    if not isinstance(body, dict):
        raise Problem(400, "no-object", "No JSON object", 'Send one object, such as {"url": "https://…"}.')


def documented(*statuses: int) -> dict[str | int, Any]:
    """The OpenAPI ``responses`` of an operation for these error statuses."""
    titles = {
        400: "Not JSON",
        404: "Not found",
        413: "Too large",
        415: "Not sent as JSON",
        422: "Does not fit the schema",
        429: "Too many requests",
        503: "Not ready",
    }
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    return {
        str(status): {"description": titles[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


Page = Callable[[ProblemDocument], str]
_MACHINE = ("/v1/", "/reconcile", "/healthz", "/readyz", "/metrics", "/openapi.json", "/static/")


def install(app: Flask, page: Page) -> None:
    """Answer every error with a problem document; a browser on a page for people gets a page that says it."""

    def answer(document: ProblemDocument, headers: dict[str, str] | None = None) -> Response:
        machine = request.path.startswith(_MACHINE) or not request.accept_mimetypes.accept_html
        if machine or request.accept_mimetypes.best == "application/json":
            return respond(document, headers)
        return Response(page(document), document.status, headers, content_type="text/html; charset=utf-8")

    @app.errorhandler(Problem)
    def on_problem(problem: Problem) -> Response:
        return answer(problem.document, problem.headers)

    @app.errorhandler(SnapshotError)
    def on_no_registry(error: SnapshotError) -> Response:
        return answer(Problem(503, "no-registry", "Not ready", str(error)).document, {"Retry-After": "30"})

    @app.errorhandler(LedgerError)
    def on_no_ledger(error: LedgerError) -> Response:
        log.error("ledger", problem=error.what)
        detail = "What you sent was not kept. Try again in a moment."
        return answer(Problem(503, "no-ledger", "Not ready", detail).document, {"Retry-After": "5"})

    @app.errorhandler(Exception)
    def on_failure(error: Exception) -> Response:
        """Log where it happened in our code, and not what was sent."""
        place = traceback.extract_tb(error.__traceback__)
        frames = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in place[-6:]]
        log.error("failure", kind=type(error).__name__, frames=frames)
        return answer(Problem(500, "internal-server-error", "Internal Server Error", _DETAILS[500]).document)

    @app.errorhandler(HTTPException)
    def on_http_error(error: HTTPException) -> Response | HTTPException:
        if error.response is not None or not isinstance(error.code, int) or error.code < 400:
            return error
        detail = _DETAILS.get(error.code) or error.description or error.name
        headers = {
            name: value
            for name, value in error.get_headers(request.environ)
            if name.lower() in ("allow", "retry-after")
        }
        document = ProblemDocument(
            type=f"urn:cekdiklat:problem:{error.name.lower().replace(' ', '-')}",
            title=error.name,
            status=error.code,
            detail=detail,
        )
        return answer(document, headers)


_DETAILS = {
    404: "There is nothing at this address. The interface is described in /openapi.json.",
    413: "The body is too large. Send at most 1,000,000 bytes: the title and the visible text are enough.",
    429: "Too many requests from this address. Wait for the seconds named in Retry-After.",
    500: "Something went wrong on our side. It was logged without what you sent.",
}
