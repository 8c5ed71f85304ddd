"""One line of the log for each request: what was asked for and how it went."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request

from service.log import log

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
"""What our routes take. HTTP allows any word: others are neither written down nor counted apart."""


def route() -> str | None:
    """The route of this request with the place of its application, ``/desk/login``; None: there is none."""
    return f"{request.script_root}{request.url_rule}" if request.url_rule else None


def method() -> str:
    """The method of this request, one of ``METHODS``, or ``other``."""
    return request.method if request.method in METHODS else "other"


def install(app: Flask) -> None:
    """Log the route (not the path), the status and the time."""

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        log.info(
            "request",
            method=method(),
            route=route(),
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 2),
        )
        return response
