"""``GET /v1/digest``: official hosts and flagged links for clients that answer without asking."""

from __future__ import annotations

from flask import Response, make_response, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from service.answering import today
from service.api.check import answering
from service.api.problem import documented
from service.digests import Digests

api = APIBlueprint(
    "digest", __name__, abp_tags=[Tag(name="digest", description="For clients that check locally")]
)

_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_MINUTES = 30 * 60

digests = Digests()


class DigestQuery(BaseModel):
    """What the client has."""

    since: str | None = Field(
        default=None,
        pattern=r"^[0-9a-f]{64}$",
        description="Checksum of the digest at hand (its last 32 bytes): only what changed since is sent",
    )


class BucketPath(BaseModel):
    """Which bucket."""

    number: int = Field(ge=0, le=65535, description="The first sixteen bits of a key's SHA-256")


@api.get(
    "/v1/digest",
    operation_id="digest",
    summary="Hash prefixes of official hosts and flagged links",
    responses={
        200: {"description": "The digest or a difference, see docs/digest.md", "content": _BYTES},
        304: {"description": "The client's is the newest"},
        **documented(422, 429, 503),
    },
)
def digest(query: DigestQuery) -> Response:
    """Send `If-None-Match` with the ETag of the digest at hand, or ask with `since` for what changed.

    A difference begins with `CKDD`, a digest with `CKDG`: the whole digest comes when the one that `since`
    names is not known any more.
    """
    made = digests.of(answering().snapshots.current(), today())
    if query.since is not None and (change := digests.change(query.since, made)) is not None:
        return _cached(change, f"{made.etag}-{query.since}")
    return _cached(made.data, made.etag)


@api.get(
    "/v1/digest/buckets/<int:number>",
    operation_id="bucket",
    summary="Full hashes that share their first sixteen bits",
    responses={
        200: {"description": "33 bytes for each entry, see docs/digest.md", "content": _BYTES},
        304: {"description": "The client's is the newest"},
        **documented(404, 422, 429, 503),
    },
)
def bucket(path: BucketPath) -> Response:
    """Confirms a hit of the digest without naming the address that was looked up."""
    made = digests.of(answering().snapshots.current(), today())
    return _cached(made.buckets.bucket(path.number), f"{made.etag}-{path.number}")


def _cached(data: bytes, etag: str) -> Response:
    response = make_response(data)
    response.content_type = "application/octet-stream"
    response.set_etag(etag)
    response.cache_control.public = True
    response.cache_control.max_age = _MINUTES
    response.make_conditional(request)
    return response
