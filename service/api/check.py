"""``POST /v1/check`` and the state of a short link that had to be opened first."""

from __future__ import annotations

from flask import Response, current_app, g, jsonify, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from registry.snapshot.snapshot import Snapshot
from service import metrics
from service.answering import Answering, today
from service.api.answers import LinkJobAnswer, VerdictAnswer
from service.api.problem import Problem, documented
from service.api.request import CheckRequest
from service.checking.texts import Language
from service.memory import Memory, Remembered

api = APIBlueprint("check", __name__, abp_tags=[Tag(name="check", description="Who is behind a link")])


class JobPath(BaseModel):
    """Which link job."""

    id: str = Field(max_length=60, description="As `pending.id` of a check gave it")


def answering() -> Answering:
    """The answering of this application."""
    found: Answering = current_app.extensions["answering"]
    return found


@api.post(
    "/v1/check",
    operation_id="check",
    summary="Check a page, a link or a message",
    responses={200: VerdictAnswer, **documented(400, 413, 415, 422, 429, 503)},
)
def check(body: CheckRequest) -> Response:
    """Answers with a level and its reasons. Nothing about the check is stored.

    The language is that of the field `lang`, else of the header `Accept-Language`, else Indonesian.
    """
    if "lang" not in body.model_fields_set and "Accept-Language" in request.headers:
        best = request.accept_languages.best_match([it.value for it in Language])
        body.lang = Language(best) if best else Language.INDONESIAN
    snapshot, name = _question()
    answer, final_key = answering().answered(body, snapshot)
    response = jsonify(answer)
    if not any(reason["code"] == "short_link_pending" for reason in answer["reasons"]):
        _memory().keep(name, Remembered(response.get_data(), answer["level"], final_key))
    return response


def repeated() -> Response | None:
    """The answer to a request that was just answered, byte for byte the same; before anything is parsed."""
    if request.endpoint != "check.check" or not request.is_json:
        return None
    if (answer := _memory().get(_question()[1])) is None:
        return None
    metrics.REPEATED.inc()
    noticing = answering().noticing
    if answer.final_key is not None and noticing is not None:
        noticing.asked(answer.final_key, answer.level)
    return Response(answer.body, content_type="application/json")


def _question() -> tuple[Snapshot, bytes]:
    """The snapshot that is asked, and the name of this request in the memory; made once."""
    if "question" not in g:
        snapshot = answering().snapshots.current()
        parts = (snapshot.version, today().isoformat(), request.headers.get("Accept-Language", ""))
        g.question = snapshot, _memory().name(*(part.encode() for part in parts), request.get_data())
    question: tuple[Snapshot, bytes] = g.question
    return question


def _memory() -> Memory:
    found: Memory = current_app.extensions["memory"]
    return found


@api.get(
    "/v1/checks/<string:id>",
    operation_id="link_job",
    summary="How far the opening of a short link is",
    responses={200: LinkJobAnswer, **documented(404, 422, 429)},
)
def link_job(path: JobPath) -> Response:
    """A check that says `pending` waits for a link to be opened; when it is done, check again."""
    jobs = answering().jobs
    state = jobs.state(path.id) if jobs else None
    if state is None:
        raise Problem(404, "no-such-job", "No such job", "No link is being opened under this id.")
    return jsonify(state)
