"""Is the process alive, and may it be given requests?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Response, current_app, jsonify
from flask_openapi3 import APIBlueprint, Tag

from registry.snapshot.errors import SnapshotError
from service import metrics
from service.api.answers import HealthAnswer, ReadyAnswer
from service.api.check import answering
from service.api.problem import Problem, documented

api = APIBlueprint("health", __name__, abp_tags=[Tag(name="health", description="For operators")])


@api.get("/healthz", operation_id="health", summary="The process answers", responses={200: HealthAnswer})
def health() -> Response:
    """Says nothing about the registry; see `/readyz`."""
    return jsonify(status="ok")


@api.get(
    "/readyz",
    operation_id="ready",
    summary="The registry is there, undamaged and not stale",
    responses={200: ReadyAnswer, **documented(503)},
)
def ready() -> Response:
    """503 while nothing is published, the newest is damaged, or the one in use too old or of the future."""
    store = answering().snapshots
    try:
        snapshot = store.current()
    except SnapshotError as error:
        raise Problem(503, "no-registry", "Not ready", str(error)) from error
    if store.problem is not None:
        raise Problem(503, "damaged-registry", "Not ready", store.problem)
    now = datetime.now(UTC)
    if snapshot.manifest.is_ahead(now):
        detail = f"Published {snapshot.published_at:%Y-%m-%d}, in the future: this machine's clock is wrong."
        raise Problem(503, "wrong-clock", "Not ready", detail)
    days: int = current_app.config["STALE_AFTER_DAYS"]
    if now - snapshot.published_at > timedelta(days=days):
        detail = f"The registry was published {snapshot.published_at:%Y-%m-%d}, more than {days} days ago."
        raise Problem(503, "stale-registry", "Not ready", detail)
    organizers = snapshot.counts.get("organizer", 0)
    metrics.ORGANIZERS.set(organizers)
    metrics.PUBLISHED.set(snapshot.published_at.timestamp())
    return jsonify(
        status="ready",
        snapshot=snapshot.version,
        published=snapshot.published_at.isoformat(),
        organizers=organizers,
    )
