"""``GET /v1/rules``: what counts, when, and who says so."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from registry.rules.rule import Rule
from registry.rules.store import conflicts, rules, rules_on
from service.answering import today
from service.api.answers import Answer
from service.api.problem import documented
from service.api.request import Day
from service.checking.texts import Language

api = APIBlueprint(
    "rules", __name__, abp_tags=[Tag(name="rules", description="What a certificate is good for")]
)


class RulesQuery(BaseModel):
    """Which rules."""

    on: Day | None = Field(default=None, description="Only those in force on this day of an event")
    lang: Language = Language.INDONESIAN


class CitationAnswer(Answer):
    document: str
    tier: str = Field(description="T1 official text, T2 press quoting officials, T3 blog or message")
    part: str | None = None
    quote: str | None = None
    url: str | None = None


class RuleAnswer(Answer):
    id: str
    kind: str
    title: str
    text: str
    valid_from: dt.date
    valid_until: dt.date | None = None
    force: str
    confidence: str
    tier: str
    citations: list[CitationAnswer] = Field(min_length=1)
    reviewed: dt.date
    review_due: bool
    replaced_by: str | None = None
    conflicts_with: list[str]


class RulesAnswer(Answer):
    rules: list[RuleAnswer]
    conflicts: list[list[str]] = Field(
        description="Pairs that contradict each other; both are shown, not merged"
    )


@api.get(
    "/v1/rules",
    operation_id="rules",
    summary="The stored rules with their dates and sources",
    responses={200: RulesAnswer, **documented(422, 429)},
)
def list_rules(query: RulesQuery) -> Response:
    """A day without rules gives an empty list: nothing is guessed."""
    chosen = rules_on(query.on) if query.on else tuple(rules().values())
    return jsonify(
        rules=[_rule(rule, query.lang) for rule in chosen],
        conflicts=[[a.id, b.id] for a, b in conflicts(chosen)],
    )


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    english = language is Language.ENGLISH
    answer = {
        "id": rule.id,
        "kind": rule.kind,
        "title": rule.title_en if english else rule.title_id,
        "text": rule.text(language.value),
        "valid_from": rule.valid_from.isoformat(),
        "valid_until": rule.valid_until.isoformat() if rule.valid_until else None,
        "force": rule.force.value,
        "confidence": rule.confidence,
        "tier": rule.tier.value,
        "citations": [_citation(it) for it in rule.citations],
        "reviewed": rule.reviewed.isoformat(),
        "review_due": rule.review_due(today()),
        "replaced_by": rule.replaced_by,
        "conflicts_with": list(rule.conflicts_with),
    }
    return {name: value for name, value in answer.items() if value is not None}


def _citation(it: Any) -> dict[str, str]:
    fields = {
        "document": it.document,
        "tier": it.tier.value,
        "part": it.part,
        "quote": it.quote,
        "url": it.url,
    }
    return {name: value for name, value in fields.items() if value is not None}
