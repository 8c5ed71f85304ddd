"""One line of the log for each request: what was asked for and how it went."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request

from service.log import log


def install(app: Flask) -> None:
    """Log the route (not the path), the status and the time."""

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        log.info(
            "request",
            method=request.method,
            route=f"{request.script_root}{request.url_rule}" if request.url_rule else None,
            status=response.status_code,
            ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 2),
        )
        return response
