"""``/v1/reports``: a teacher's remark or an organizer's objection, and how its case stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import Response, jsonify, request, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from registry.hosts.keys import read_key
from registry.hosts.link import UnreadableLinkError
from registry.ledger.cases.cases import NoSuchCaseError
from registry.ledger.cases.reports import Report, ReportKind
from service.api.answers import Answer
from service.api.problem import Problem, documented
from service.api.request import MAX_TITLE, Plain
from service.casework.states import status_of, words_for
from service.checking.level import Level
from service.checking.texts import Language
from service.ledger import ledger

MAX_TEXT = 20_000
MAX_NOTE = 2_000

api = APIBlueprint(
    "reports", __name__, abp_tags=[Tag(name="reports", description="What teachers and organizers tell us")]
)


def _key(text: str) -> str:
    try:
        return read_key(text)
    except UnreadableLinkError as error:
        raise ValueError(str(error)) from error


class ReportRequest(BaseModel):
    """What the sender chose to send; nothing in it should say who she is."""

    model_config = ConfigDict(extra="ignore")

    kind: ReportKind
    link: Annotated[Plain, Field(min_length=4, max_length=4000), AfterValidator(_key)] = Field(
        description="The link key of a verdict, or an address",
        examples=["host:belajar.id", "https://forms.gle/abcdefgh"],
    )
    level: Level | None = Field(default=None, description="The level that was shown")
    snapshot: Annotated[Plain, Field(max_length=60)] | None = None
    title: Annotated[Plain, Field(max_length=MAX_TITLE)] = ""
    text: Annotated[Plain, Field(max_length=MAX_TEXT)] = ""
    note: Annotated[Plain, Field(max_length=MAX_NOTE)] = ""
    lang: Language | None = Field(default=None, description="Language of `state`; else `Accept-Language`")


class CaseAnswer(Answer):
    """How a case stands. ``secret`` and ``page`` are given once, to an organizer that objects."""

    case: str
    status: Literal["open", "flag", "clear", "watch", "closed"]
    state: str
    secret: str | None = None
    page: str | None = None


class CasePath(BaseModel):
    """Which case."""

    case: str = Field(max_length=16, description="The number a report was answered with")


@api.post(
    "/v1/reports",
    operation_id="report",
    summary="Report a page, or object to a verdict about your own",
    responses={201: CaseAnswer, **documented(400, 413, 415, 422, 429, 503)},
)
def report(body: ReportRequest) -> tuple[Response, int]:
    """Kept as it is sent, with no address or name of the sender. Reports about one link meet in one case."""
    given = Report(body.kind, body.link, body.level, body.snapshot, body.title, body.text, body.note)
    received = ledger().reports.receive(given)
    answer = _answer(received.case.number, "open", body.lang)
    if received.secret:
        page = url_for("appeals.talk", case=received.case.number, secret=received.secret)
        answer |= {"secret": received.secret, "page": page}
    return jsonify(answer), 201


@api.get(
    "/v1/reports/<string:case>",
    operation_id="case_state",
    summary="How a reported case stands",
    responses={200: CaseAnswer, **documented(404, 422, 429, 503)},
)
def case_state(path: CasePath) -> Response:
    """Whoever has the number may ask; it says nothing about who reported what."""
    try:
        case = ledger().cases.get(path.case)
    except NoSuchCaseError:
        raise Problem(404, "no-such-case", "No such case", "There is no case of this number.") from None
    return jsonify(_answer(case.number, status_of(ledger(), case), None))


def _answer(number: str, status: str, lang: Language | None) -> dict[str, Any]:
    if lang is None:
        best = request.accept_languages.best_match([it.value for it in Language])
        lang = Language(best) if best else Language.INDONESIAN
    return {"case": number, "status": status, "state": words_for(status, lang)}
