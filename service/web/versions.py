"""Static files carry a digest in their address: a telephone loads each of them once, until it changes."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

_YEAR = 365 * 24 * 3600
_STATIC = Path(__file__).parent / "static"


@lru_cache(maxsize=64)
def digest(filename: str) -> str | None:
    """The first hex digits of a static file's SHA-256, ``None`` when there is no such file."""
    path = _STATIC / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None


def install(app: Flask) -> None:
    """``url_for("static", …)`` names the version; an answer to the true one may be kept for a year."""

    @app.url_defaults
    def with_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values and (found := digest(values["filename"])):
            values["v"] = found

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:
            asked = request.args.get("v")
            if asked and asked == digest((request.view_args or {})["filename"]):
                response.cache_control.no_cache = None
                response.cache_control.public = True
                response.cache_control.max_age = _YEAR
                response.cache_control.immutable = True
        return response
