"""Who is recognized: search, and one organizer with everything that is known about it."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, redirect, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field
from werkzeug.wrappers import Response as BaseResponse

from registry.organizer import Organizer
from service.api.answers import OrganizerAnswer, OrganizersAnswer
from service.api.check import answering
from service.api.problem import Problem, documented
from service.checking.present import region_name
from service.search import search as find

Json = dict[str, Any]

api = APIBlueprint("organizers", __name__, abp_tags=[Tag(name="organizers", description="Who is recognized")])


class Search(BaseModel):
    """What to look for."""

    q: str = Field(
        max_length=200, pattern=r"\S", description="Words of the name; the last one may be unfinished"
    )
    limit: int = Field(default=20, ge=1, le=100)


class OrganizerPath(BaseModel):
    """Which organizer."""

    id: str = Field(max_length=200)


@api.get(
    "/v1/organizers",
    operation_id="search_organizers",
    summary="Search organizers by name",
    responses={200: OrganizersAnswer, **documented(422, 429, 503)},
)
def search(query: Search) -> Response:
    """Best matches first; one that is no longer active comes last."""
    snapshot = answering().snapshots.current()
    found = [summary(organizer) for organizer in find(snapshot, query.q, query.limit)]
    return jsonify(organizers=found, snapshot=snapshot.version)


@api.get(
    "/v1/organizers/<string:id>",
    operation_id="organizer",
    summary="One organizer: names, hosts, and where each fact comes from",
    responses={
        200: OrganizerAnswer,
        308: {"description": "Merged into another one"},
        **documented(404, 422, 429, 503),
    },
)
def organizer(path: OrganizerPath) -> BaseResponse:
    """An organizer that was merged into another answers 308 with its address."""
    snapshot = answering().snapshots.current()
    if (target := snapshot.redirect(path.id)) is not None:
        return redirect(url_for("organizers.organizer", id=target), 308)
    if (found := snapshot.organizer(path.id)) is None:
        raise Problem(
            404, "no-such-organizer", "No such organizer", "The registry has no organizer of this id."
        )
    return jsonify(_full(found) | {"snapshot": snapshot.version})


def summary(it: Organizer) -> Json:
    """An organizer in a list."""
    region = {"code": it.region, "name": region_name(it.region)} if it.region else None
    return _known({"id": it.id, "kind": it.kind.value, "name": it.name, "region": region})


def _full(it: Organizer) -> Json:
    return _known(
        {
            **summary(it),
            "status": it.status.value,
            "aliases": [
                _known({"name": alias.name, "since": _day(alias.since), "until": _day(alias.until)})
                for alias in it.aliases
            ],
            "hosts": [
                _known(
                    {
                        "name": host.name,
                        "relation": host.relation,
                        "subtree": host.subtree,
                        "since": _day(host.since),
                        "until": _day(host.until),
                    }
                )
                for host in it.hosts
            ],
            "registration": it.registration,
            "website": it.website,
            "parent": it.parent,
            "sources": [
                _known({"name": source.source, "url": source.url, "seen_on": _day(source.seen_on)})
                for source in it.provenance
            ],
        }
    )


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _known(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
