"""Counters for Prometheus: requests by route and status, verdicts by level. Nothing about who asked what."""

from __future__ import annotations

import os
import time

from flask import Flask, Response, g
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from service import requestlog

REQUESTS = Counter("cekdiklat_requests_total", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "cekdiklat_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
)
VERDICTS = Counter("cekdiklat_verdicts_total", "Verdicts given", ["level"])
LOOKALIKES = Counter(
    "cekdiklat_lookalikes_total",
    "What the look-alike techniques find in judged links; those of severity shadow are counted, never shown",
    ["technique", "severity"],
)
REPEATED = Counter("cekdiklat_verdicts_repeated_total", "Verdicts answered again from memory")
ORGANIZERS = Gauge("cekdiklat_organizers", "Organizers in the snapshot", multiprocess_mode="mostrecent")
PUBLISHED = Gauge(
    "cekdiklat_snapshot_published_seconds", "When the snapshot was published", multiprocess_mode="mostrecent"
)


def install(app: Flask) -> None:
    """Count every request, serve ``/metrics``; for all processes when ``PROMETHEUS_MULTIPROC_DIR`` is set."""
    count_requests(app)

    def metrics() -> Response:
        return Response(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)

    app.add_url_rule("/metrics", "metrics", metrics)


def count_requests(app: Flask) -> None:
    """Count every request of an application, also of one that is mounted below a path."""

    @app.after_request
    def count(response: Response) -> Response:
        route = requestlog.route() or "none"
        REQUESTS.labels(route, requestlog.method(), response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - g.get("started", time.perf_counter()))
        return response


def verdicts_by_level() -> dict[str, int]:
    """How many verdicts of each level were given since the service started, by all its processes."""
    samples = (sample for metric in _registry().collect() for sample in metric.samples)
    return {
        sample.labels["level"]: int(sample.value)
        for sample in samples
        if sample.name == "cekdiklat_verdicts_total"
    }


def _registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
