"""What browsers are told: which pages may call the interface, and what our own pages may load."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_cors import CORS
from flask_talisman import Talisman

FRAMED = frozenset({"reconcile.preview"})
"""Pages made to be shown in a frame of a spreadsheet program; they have no script, form or cookie."""
EXTENSION_ORIGINS = (r"chrome-extension://[a-p]{32}\Z", r"moz-extension://[0-9a-f-]{36}\Z")
"""Browser extensions; every other origin but our own page gets no permission, except to match
spreadsheets, which the reconciliation protocol wants open, and to read the digest."""
_OPEN = {"origins": "*", "send_wildcard": True}
"""The same answer whoever asks: without ``Vary``, and with the permission also when a cache in front asked
without an origin. Nothing there depends on a cookie."""

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
    app.after_request(_may_be_framed)  # registered first, so run last
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
        resources={
            r"/v1/digest(/.*)?": _OPEN,
            r"/v1/.*": {"origins": list(EXTENSION_ORIGINS)},
            r"/reconcile(/.*)?": _OPEN,
        },
        methods=["GET", "POST"],
        allow_headers=["Content-Type", "If-None-Match"],
        expose_headers=["ETag", "Retry-After"],
        max_age=86_400,
        send_wildcard=False,
    )


def _may_be_framed(response: Response) -> Response:
    if request.endpoint in FRAMED:
        del response.headers["X-Frame-Options"]
        policy = response.headers.get("Content-Security-Policy", "")
        response.headers["Content-Security-Policy"] = policy.replace(
            "frame-ancestors 'none'", "frame-ancestors *"
        )
    return response
