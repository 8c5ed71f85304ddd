"""Installable like an app, and a share target: manifest, service worker, page without a connection."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, url_for
from flask_babel import gettext as _

from service.web import language as lang
from service.web.versions import digest

blueprint = Blueprint("installable", __name__)

ICON_SIZES = (48, 72, 96, 128, 144, 192, 256, 384, 512)
MASKABLE_SIZES = (192, 512)
_SHELL = ("cekdiklat.css", "icon.svg", "pages.js")


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Installable; on Android "Share → CekDiklat" sends what was shared to ``/cek``."""
    response = jsonify(
        id="/",
        name="CekDiklat",
        short_name="CekDiklat",
        description=_("Siapa di balik pelatihan ini? Periksa sebelum mendaftar."),
        lang=lang.language().value,
        dir="ltr",
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f5f7f6",
        theme_color="#0b5a5c",
        categories=["education", "utilities"],
        icons=_icons(),
        shortcuts=[
            {"name": _("Cari penyelenggara"), "url": url_for("directory.search")},
            {"name": _("Rencana belajar"), "url": url_for("planning.plan")},
        ],
        share_target={
            "action": url_for("web.check"),
            "method": "POST",
            "enctype": "application/x-www-form-urlencoded",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    )
    response.mimetype = "application/manifest+json"
    return response


@blueprint.get("/sw.js")
def service_worker() -> Response:
    """Keeps the shell for use without a connection; a check is never kept and never answered from it."""
    shell = [url_for("static", filename=name) for name in _SHELL]
    offline = url_for("installable.offline")
    version = hashlib.sha256("".join((*shell, render_template("offline.html"))).encode()).hexdigest()[:12]
    script = render_template("sw.js", kept=[*shell, offline], offline=offline, version=version)
    response = make_response(script)
    response.mimetype = "text/javascript"
    response.cache_control.no_cache = True
    return response


@blueprint.get("/luring")
def offline() -> str:
    """What is shown without a connection; in both languages, because it is kept once."""
    return render_template("offline.html")


def _icons() -> list[dict[str, Any]]:
    icons = [{"src": _icon("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    for size in ICON_SIZES:
        icons.append(_png(f"icons/{size}.png", size, "any"))
    return icons + [_png(f"icons/maskable-{size}.png", size, "maskable") for size in MASKABLE_SIZES]


def _png(name: str, size: int, purpose: str) -> dict[str, Any]:
    return {"src": _icon(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _icon(name: str) -> str:
    """Its address; a missing file is a mistake of ours, found by the first request."""
    if digest(name) is None:
        raise FileNotFoundError(name)
    return url_for("static", filename=name)
