"""How often one address may try to log in, and how large a form may be."""

from __future__ import annotations

from flask import Flask, abort, request
from flask_limiter import Limiter

from registry.settings import Settings
from service.limits import asking, storage

MAX_FORM = 20_000_000
"""Bytes: a list of 100,000 organizers to import has 12 million."""
LONGEST_PASSWORD = 4096
"""Characters; the library that hashes them takes no more, whoever's they are."""
_GUESSING = frozenset(
    {"security.login", "security.two_factor_token_validation", "security.mf_recovery", "security.verify"}
)


def install(app: Flask, settings: Settings) -> None:
    """Each address may guess ten times a minute, whichever account it guesses for."""
    app.config.update(MAX_CONTENT_LENGTH=MAX_FORM, MAX_FORM_MEMORY_SIZE=1_000_000)

    @app.before_request
    def no_endless_password() -> None:
        if any(len(value) > LONGEST_PASSWORD for name, value in request.form.items() if "password" in name):
            abort(400)

    if not settings.rate_limit:
        return
    Limiter(
        asking,
        app=app,
        default_limits=["10/minute"],
        default_limits_exempt_when=lambda: request.method != "POST" or request.endpoint not in _GUESSING,
        **storage(settings),
        swallow_errors=True,
        in_memory_fallback=["10/minute"],
    )
