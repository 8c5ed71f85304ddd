"""What browsers are told about the desk's pages: everything from here, nothing inline, nothing kept."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_talisman import Talisman

from registry.settings import Settings

_CONTENT = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": ["'self'", "data:"],  # the code that an authenticator app scans
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def install(app: Flask, settings: Settings) -> None:
    """Headers for every answer. The referrer stays within the desk: forms sent by https are checked by it."""
    Talisman(
        app,
        force_https=False,  # the proxy in front does that
        strict_transport_security=settings.https,
        content_security_policy=_CONTENT,
        frame_options="DENY",
        referrer_policy="same-origin",
        session_cookie_secure=settings.https,
        permissions_policy={"geolocation": "()", "camera": "()", "microphone": "()", "browsing-topics": "()"},
    )

    @app.after_request
    def keep_nothing(response: Response) -> Response:
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response
