"""The shapes of the answers, for the OpenAPI document; tests hold the real answers against them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from registry.organizer import Kind, Status
from service.checking.level import Level
from service.checking.reason import Question
from service.checking.texts import Language


class Answer(BaseModel):
    """A field without a value is left out of the answer."""

    model_config = ConfigDict(extra="forbid")


class SourceAnswer(Answer):
    name: str
    url: str | None = None
    seen_on: dt.date | None = None


class ReasonAnswer(Answer):
    """One thing the verdict says; quote, rule or source (at least one) stands behind it."""

    code: str = Field(description="See docs/reasons.md")
    question: Question
    standing: str = Field(description="proven, claimed, unknown, info; or stop, strong, medium, weak, trust")
    text: str
    quote: str | None = Field(default=None, description="The words of the page it rests on")
    rule: str | None = Field(default=None, description="Id of a rule or signal")
    source: SourceAnswer | None = None


class RegionAnswer(Answer):
    code: str
    name: str


class CheckedOrganizer(Answer):
    id: str
    name: str
    kind: Kind
    region: RegionAnswer | None = None
    relation: Literal["host", "vouched", "app", "mention"]
    score: float = Field(ge=0, le=1)
    quote: str | None = None
    official_host: str | None = None


class SignalAnswer(Answer):
    code: str
    stop: bool
    severity: str
    text: str
    quote: str | None = None


class FeeAnswer(Answer):
    amount_idr: int | None = Field(default=None, description="Left out when no amount is named")
    for_: str = Field(alias="for", description="What the money is for")
    basis: str
    quote: str


class RunAnswer(Answer):
    """Days without a gap, both included."""

    first: dt.date
    last: dt.date


class EventAnswer(Answer):
    is_training: bool = Field(description="A sign-up that could be joined when it was written")
    page_type: str
    dates: list[dt.date] = Field(description="First and last day of each run, a single day once")
    runs: list[RunAnswer] = Field(description="The same, so that two single days are not taken for one run")
    over: bool
    jp: int | None = None
    fee: FeeAnswer | None = None
    activity: str | None = None


class NoteAnswer(Answer):
    code: str
    text: str
    rules: list[str]


class UsefulnessAnswer(Answer):
    """By the rules in force on the day of the event."""

    period: str | None = Field(default=None, description="Left out where no rule is stored for the day")
    day: dt.date = Field(description="The day that chose the rules")
    dated: bool = Field(description="Whether the page states that day; else it is the day of the check")
    fit: str
    points: int | None = None
    rules: list[str] = Field(description="Ids, see /v1/rules")
    conflicts: list[list[str]] = Field(description="Pairs of rules that contradict each other")
    note: str
    notes: list[NoteAnswer]


class LinkAnswer(Answer):
    key: str
    url: str = Field(description="Without query, fragment and userinfo")
    host: str
    hops: list[str] | None = None


class AdviceAnswer(Answer):
    code: str
    kind: Literal["do", "ask", "path", "note"]
    text: str


class PendingAnswer(Answer):
    """A short link is being opened; ask again at ``href``."""

    id: str
    link: str = Field(description="Link key")
    href: str


class VerdictAnswer(Answer):
    """A verdict always has a reason."""

    level: Level
    headline: str
    reasons: list[ReasonAnswer] = Field(min_length=1)
    organizers: list[CheckedOrganizer]
    signals: list[SignalAnswer]
    event: EventAnswer
    usefulness: UsefulnessAnswer | None = None
    link: LinkAnswer | None = None
    advice: list[AdviceAnswer]
    snapshot: str
    date: dt.date
    language: Language
    share: str = Field(description="Text to copy for the school's group; holds no quotes, no paths")
    pending: PendingAnswer | None = None


class LinkJobAnswer(Answer):
    """How far the opening of a short link is."""

    id: str
    link: str
    state: Literal["queued", "running", "done", "failed"]
    problem: str | None = None


class HostAnswer(Answer):
    name: str
    relation: str
    subtree: bool
    since: dt.date | None = None
    until: dt.date | None = None


class AliasAnswer(Answer):
    name: str
    since: dt.date | None = None
    until: dt.date | None = None


class OrganizerAnswer(Answer):
    id: str
    kind: Kind
    name: str
    status: Status
    region: RegionAnswer | None = None
    aliases: list[AliasAnswer]
    hosts: list[HostAnswer]
    registration: str | None = None
    website: str | None = None
    parent: str | None = None
    sources: list[SourceAnswer]
    snapshot: str


class OrganizerSummary(Answer):
    id: str
    kind: Kind
    name: str
    region: RegionAnswer | None = None


class OrganizersAnswer(Answer):
    organizers: list[OrganizerSummary]
    snapshot: str


class HealthAnswer(Answer):
    status: Literal["ok"]


class ReadyAnswer(Answer):
    status: Literal["ready"]
    snapshot: str
    published: dt.datetime
    organizers: int
