"""``POST /v1/match``: who a name stands for, and why, slot by slot."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from registry.matching.explanation import Explanation
from registry.region import normal_code
from registry.snapshot.snapshot import Snapshot
from service.api.answers import Answer, OrganizerSummary
from service.api.check import answering
from service.api.organizers import summary
from service.api.problem import documented
from service.api.request import Plain

MOST = 100
_CANDIDATES = 10

api = APIBlueprint("match", __name__, abp_tags=[Tag(name="organizers", description="Who is recognized")])


RegionCode = Annotated[
    str,
    Field(max_length=8, json_schema_extra={"pattern": r"^[0-9]{2}(\.?[0-9]{2}(\.?[0-9]{2})?)?$"}),
    AfterValidator(normal_code),
]
"""32, 32.04 or 32.04.05, dots optional."""


class NameQuery(BaseModel):
    """One name to match."""

    model_config = ConfigDict(extra="ignore")

    id: Annotated[str, Field(max_length=200)] | int | None = Field(
        default=None, description="Given back as is"
    )
    q: Annotated[Plain, Field(min_length=1, max_length=1000)] = Field(description="The name as written")
    region: RegionCode | None = Field(default=None, description="Official code of the region it must lie in")


class MatchRequest(BaseModel):
    """A batch of names."""

    model_config = ConfigDict(extra="ignore")

    names: list[NameQuery] = Field(min_length=1, max_length=MOST)


class SlotAnswer(Answer):
    slot: str
    value: str
    words: str


class CandidateAnswer(Answer):
    organizer: OrganizerSummary
    score: float
    costs: dict[str, float]
    veto: str | None = None


class MatchAnswer(Answer):
    id: str | int | None = None
    q: str
    outcome: Literal["match", "ambiguous", "none"]
    organizer: OrganizerSummary | None = None
    score: float
    candidates: list[CandidateAnswer]
    slots: list[SlotAnswer]


class MatchesAnswer(Answer):
    matches: list[MatchAnswer]
    snapshot: str


@api.post(
    "/v1/match",
    operation_id="match",
    summary="Match names of organizers, up to 100 at once",
    responses={200: MatchesAnswer, **documented(400, 413, 415, 422, 429, 503)},
)
def match(body: MatchRequest) -> Response:
    """`ambiguous` names several organizers and never chooses one; a veto says which slot contradicts."""
    snapshot = answering().snapshots.current()
    answers = [_answer(query, snapshot) for query in body.names]
    return jsonify(matches=answers, snapshot=snapshot.version)


def _answer(query: NameQuery, snapshot: Snapshot) -> dict[str, Any]:
    explained: Explanation = snapshot.matcher.explain(query.q, query.region)
    found = explained.match
    organizer = snapshot.organizer(found.organizer_id) if found.organizer_id else None
    candidates = []
    for step in explained.candidates[:_CANDIDATES]:
        if (candidate := snapshot.organizer(step.organizer_id)) is not None:
            costs: dict[str, float] = {}
            for reason, amount in step.costs:
                costs[reason] = round(costs.get(reason, 0.0) + amount, 4)
            entry = {"organizer": summary(candidate), "score": round(step.score, 4), "costs": costs}
            candidates.append(entry | ({"veto": step.veto} if step.veto else {}))
    answer = {
        "id": query.id,
        "q": query.q,
        "outcome": found.outcome.value,
        "organizer": summary(organizer) if organizer else None,
        "score": round(found.score, 4),
        "candidates": candidates,
        "slots": [{"slot": it.slot, "value": it.value, "words": it.words} for it in explained.slots],
    }
    return {name: value for name, value in answer.items() if value is not None}
