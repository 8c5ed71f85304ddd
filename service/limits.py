"""How much one address may ask, and how large a request may be."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from registry.settings import Settings

MAX_BODY = 1_000_000
"""Bytes of a request's body. A sign-up page has a few thousand; the extension sends 20,000 at most."""

limiter = Limiter(
    get_remote_address, headers_enabled=True, swallow_errors=True, in_memory_fallback_enabled=True
)


def install(app: Flask, settings: Settings) -> None:
    """Count per address, in the process or in Redis/Valkey when ``CEKDIKLAT_QUEUE_URL`` names one."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        RATELIMIT_STORAGE_URI=settings.queue_url or "memory://",
        RATELIMIT_DEFAULT=settings.rate_limit,
        RATELIMIT_ENABLED=bool(settings.rate_limit),
    )
    limiter.init_app(app)
