"""What browsers are told: which pages may call the interface, and what our own pages may load."""

from __future__ import annotations

from flask import Flask
from flask_cors import CORS
from flask_talisman import Talisman

EXTENSION_ORIGINS = (r"chrome-extension://[a-p]{32}\Z", r"moz-extension://[0-9a-f-]{36}\Z")
"""Browser extensions; every other origin but our own page gets no permission."""

_CONTENT = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "manifest-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def install(app: Flask) -> None:
    """Everything comes from our own address: no inline style or script, no frame, no referrer."""
    Talisman(
        app,
        force_https=False,  # the proxy in front does that; the embedded default listens on loopback
        strict_transport_security=False,
        content_security_policy=_CONTENT,
        frame_options="DENY",
        referrer_policy="no-referrer",
        session_cookie_secure=False,
        permissions_policy={"geolocation": "()", "camera": "()", "microphone": "()", "browsing-topics": "()"},
    )
    CORS(
        app,
        resources={r"/v1/.*": {"origins": list(EXTENSION_ORIGINS)}},
        methods=["GET", "POST"],
        allow_headers=["Content-Type", "If-None-Match"],
        expose_headers=["ETag", "Retry-After"],
        max_age=86_400,
        send_wildcard=False,
    )
