"""How much one address may ask, and how large a request may be."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter

from registry.settings import Settings
from registry.waiting import COUNTING
from service.counting import BoundedStorage

MAX_BODY = 1_000_000
"""Bytes of a request's body. A sign-up page has a few thousand; the extension sends 20,000 at most."""

_FREE = frozenset(
    {"health.health", "health.ready", "metrics", "static"}
    | {f"installable.{name}" for name in ("manifest", "service_worker", "offline")}
)
"""For operators, and files that a browser keeps."""


def asking() -> str:
    """Who asks, as requests are counted: an IPv4 address, or the /64 network of an IPv6 address.

    A household or a rented machine has a whole /64, so its single addresses say nothing.
    """
    told = request.remote_addr or "127.0.0.1"
    try:
        address = ip_address(told.partition("%")[0])
    except ValueError:  # a socket of the system has no address
        return told
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False))


def storage(settings: Settings) -> dict[str, Any]:
    """Where requests are counted, in the words of Flask-Limiter.

    A Valkey that does not answer is asked once, not again and again while a teacher waits.
    """
    if settings.queue_url is None:
        return {"storage_uri": f"{BoundedStorage.STORAGE_SCHEME[0]}://"}
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    options = COUNTING | {"retry": Retry(NoBackoff(), 0)}
    return {"storage_uri": settings.queue_url, "storage_options": options}


def install(app: Flask, settings: Settings) -> None:
    """Count per address, in the process or in Redis/Valkey when ``CEKDIKLAT_QUEUE_URL`` names one.

    What no route takes (404, 405) is counted as one more route. While that storage is away, each process
    counts for itself: a check is never refused for it.
    """
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY)
    if not settings.rate_limit:
        return
    Limiter(
        asking,
        app=app,
        default_limits=[settings.rate_limit],
        default_limits_exempt_when=lambda: request.endpoint in _FREE,
        request_identifier=lambda: request.endpoint or "none",  # a request that no route takes counts too
        headers_enabled=True,
        **storage(settings),
        swallow_errors=True,
        in_memory_fallback=[settings.rate_limit],
    )
