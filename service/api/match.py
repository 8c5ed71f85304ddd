"""``POST /v1/match``: who a name stands for, and why, slot by slot."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr

from registry.matching.explanation import Explanation
from registry.region import normal_code
from registry.snapshot.snapshot import Snapshot
from service.api.answers import Answer, OrganizerSummary
from service.api.check import answering
from service.api.organizers import summary
from service.api.problem import documented
from service.api.request import Plain

MOST = 100
_CANDIDATES = 8
_VETOED = 5

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

    id: Annotated[StrictStr, Field(max_length=200)] | StrictInt | None = Field(
        default=None, description="Given back as is"
    )
    q: Annotated[Plain, Field(min_length=1, max_length=1000)] = Field(description="The name as written")
    region: RegionCode | None = Field(default=None, description="Official code of the region it must lie in")


class MatchRequest(BaseModel):
    """A batch of names."""

    model_config = ConfigDict(extra="ignore")

    names: list[NameQuery] = Field(min_length=1, max_length=MOST)


class SlotAnswer(Answer):
    """One part of the name: what it was understood as, and the words it was read from."""

    slot: str = Field(description="type, level, subject, number, status, branch, place, own, ignored …")
    value: str = Field(description="What it stands for; region codes for a place")
    words: str


class CandidateAnswer(Answer):
    """One organizer that came into question. Without a veto the score is 1 less the costs, at least 0."""

    organizer: OrganizerSummary
    score: float = Field(ge=0, le=1)
    costs: dict[str, float] = Field(description="What it differs in, and what that takes off the score")
    veto: str | None = Field(default=None, description="The closed slot that contradicts: never this one")


class MatchAnswer(Answer):
    """Whom one name stands for. ``organizer`` is given exactly when the outcome is `match`."""

    id: str | int | None = None
    q: str
    outcome: Literal["match", "ambiguous", "none"]
    organizer: OrganizerSummary | None = None
    score: float = Field(ge=0, le=1)
    old_name: bool = Field(description="It matched by a name that is out of date")
    route: Literal["registration", "key", "candidates", "none"] = Field(
        description="Found by its number, by an exact key, among weighed candidates, or nobody in question"
    )
    candidates: list[CandidateAnswer] = Field(description="Best first, then the nearest vetoed ones")
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
    open_, vetoed = (
        [step for step in explained.candidates if bool(step.veto) is veto] for veto in (False, True)
    )
    for step in (*open_[:_CANDIDATES], *vetoed[:_VETOED]):
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
        "old_name": found.old_name,
        "route": explained.route,
        "candidates": candidates,
        "slots": [{"slot": it.slot, "value": it.value, "words": it.words} for it in explained.slots],
    }
    return {name: value for name, value in answer.items() if value is not None}
