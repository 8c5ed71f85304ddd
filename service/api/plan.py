"""``POST /v1/plan``: the planner's arithmetic. Nothing is stored."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from registry.rules.notes import Note
from registry.rules.periods import Period, periods_of
from registry.rules.points import Planned, activities, plan
from service.api.answers import Answer, NoteAnswer
from service.api.problem import Problem, documented
from service.api.request import Day, Whole
from service.checking.texts import Language

api = APIBlueprint(
    "plan", __name__, abp_tags=[Tag(name="rules", description="What a certificate is good for")]
)


def _known_activity(code: str) -> str:
    if code not in activities():
        raise ValueError(f"unknown activity; known are {', '.join(activities())}")
    return code


class PlannedActivity(BaseModel):
    """One activity, planned or done."""

    model_config = ConfigDict(extra="ignore")

    code: Annotated[str, AfterValidator(_known_activity)] = Field(
        description="A01 … A10", json_schema_extra={"enum": list(activities())}
    )
    quantity: Whole = Field(default=1, ge=1, le=1000)
    first: Day | None = Field(default=None, description="First day of the event")
    last: Day | None = Field(default=None, description="Last day of the event, not before the first")
    issued: Day | None = Field(default=None, description="Date on the certificate")

    @model_validator(mode="after")
    def _in_order(self) -> PlannedActivity:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"the last day ({self.last}) lies before the first ({self.first})")
        return self


class PlanRequest(BaseModel):
    """A plan for one period."""

    model_config = ConfigDict(extra="ignore")

    year: Whole = Field(ge=2000, le=2100)
    half: Whole = Field(default=1, ge=1, le=2, description="Half-year, where the year has two periods (2024)")
    activities: list[PlannedActivity] = Field(max_length=100)
    lang: Language = Language.INDONESIAN


class LineAnswer(Answer):
    code: str
    quantity: int
    points: int = Field(description="Where several lines count as one (A03), those of all stand at the first")
    fit: str | None = None
    notes: list[NoteAnswer]


class PlanAnswer(Answer):
    period: str
    first: dt.date
    last: dt.date
    points: int | None = Field(default=None, description="Left out where the period uses no points")
    target: str = Field(description="below, within, above, no_points")
    lines: list[LineAnswer]
    notes: list[NoteAnswer]


@api.post(
    "/v1/plan",
    operation_id="plan",
    summary="Add up a plan by the rules of its year",
    responses={200: PlanAnswer, **documented(400, 404, 413, 415, 422, 429)},
)
def add_up(body: PlanRequest) -> Response:
    """From 2025 on there are no points; the answer says so. 404 for a year without stored rules."""
    period = period_of(body.year, body.half)
    if period is None:
        detail = f"No rule about the periods of {body.year} is stored; nothing is guessed."
        raise Problem(404, "no-rules-for-year", "No rules for this year", detail)
    planned = [Planned(it.code, it.quantity, it.first, it.last, it.issued) for it in body.activities]
    return jsonify(present_plan(planned, period, body.lang))


def period_of(year: int, half: int) -> Period | None:
    """The period of a year, the half-year where there are two; ``None`` when no rule is stored."""
    periods = periods_of(year)
    return periods[min(half, len(periods)) - 1] if periods else None


def present_plan(planned: list[Planned], period: Period, language: Language) -> dict[str, Any]:
    """A plan as JSON: what the API answers and the page shows."""
    made = plan(planned, period)
    lines = [
        {
            "code": line.planned.code,
            "quantity": line.planned.quantity,
            "points": line.points,
            **({"fit": line.fit.value} if line.fit else {}),
            "notes": _notes(line.notes, language),
        }
        for line in made.lines
    ]
    return {
        "period": period.label(language.value),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        **({"points": made.points} if made.points is not None else {}),
        "target": made.target.value,
        "lines": lines,
        "notes": _notes(made.notes, language),
    }


def _notes(notes: tuple[Note, ...], language: Language) -> list[dict[str, Any]]:
    return [
        {"code": note.code, "text": note.text(language.value), "rules": list(note.rules)} for note in notes
    ]
