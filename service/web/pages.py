"""The pages for teachers: server-rendered, usable without a script and without an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date
from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.wrappers import Response as BaseResponse

from registry.organizer import Kind
from service.answering import Answering
from service.api.problem import ProblemDocument
from service.api.request import CheckRequest
from service.checking.present import region_name
from service.checking.texts import texts, word
from service.search import search as search_organizers
from service.web import language as lang
from service.web import planning
from service.web.shown import shown
from service.web.stakes import stakes

blueprint = Blueprint("web", __name__)


def install(app: Flask) -> None:
    """Add the pages and what their templates need."""
    lang.install(app)
    app.jinja_env.filters["long_date"] = _long_date
    app.register_blueprint(blueprint)
    app.register_blueprint(planning.blueprint)


@blueprint.app_context_processor
def _common() -> dict[str, Any]:
    other = lang.other_language()
    address = url_for(
        request.endpoint or "web.home",
        **{**(request.view_args or {}), **request.args.to_dict(), "lang": other.value},
    )
    return {
        "language": lang.language().value,
        "other_language": other.value,
        "other_language_name": lang.NAMES[other],
        "switch_address": address,
    }


def _long_date(day: str | date) -> str:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return format_date(day, "d MMMM yyyy", locale=lang.language().value)


@blueprint.get("/")
def home() -> str:
    return render_template("home.html", levels=_levels())


@blueprint.route("/cek", methods=["GET", "POST"])
def check() -> str | tuple[str, int]:
    """The verdict on what was pasted, shared from another app, or given as ``url``."""
    asked = {name: _plain(request.values.get(name, "")) for name in ("text", "title", "url")}
    if not any(asked.values()):
        return render_template("home.html", levels=_levels())
    try:
        wanted = _as_request(asked)
    except ValidationError as error:
        return render_template(
            "problem.html", details=_details(error), text=asked["text"] or asked["url"]
        ), 422
    verdict = answering().check(wanted)
    return render_template(
        "verdict.html", verdict=verdict, asked=asked, **shown(verdict), stakes=stakes(verdict)
    )


@blueprint.get("/penyelenggara")
def search() -> str:
    """Find an organizer by what a teacher types."""
    query = _plain(request.args.get("q", ""))[:200].strip()
    found = search_organizers(answering().snapshots.current(), query, 30) if query else []
    return render_template("organizers.html", query=query, organizers=found, kinds=_kinds())


@blueprint.get("/penyelenggara/<string:organizer_id>")
def organizer(organizer_id: str) -> str | BaseResponse | tuple[str, int]:
    """Who an organizer is, its addresses and names, and where each fact comes from."""
    snapshot = answering().snapshots.current()
    if (target := snapshot.redirect(organizer_id)) is not None:
        return redirect(url_for("web.organizer", organizer_id=target), 308)
    if (found := snapshot.organizer(organizer_id)) is None:
        title = _("Penyelenggara ini tidak tercatat")
        return render_template("missing.html", title=title, detail=_("Mungkin alamatnya salah ketik.")), 404
    relations = {
        "own": _("milik sendiri"),
        "authorized": _("dikelola pihak lain atas namanya"),
        "app": _("aplikasi; isi halamannya tidak selalu dari lembaga ini"),
    }
    return render_template(
        "organizer.html",
        organizer=found,
        kind=_kinds()[found.kind.value],
        region=found.region_name or (region_name(found.region) if found.region else None),
        relations=relations,
        snapshot=snapshot.version,
    )


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Installable; on Android "Share → CekDiklat" sends what was shared to ``/cek``."""
    response = jsonify(
        name="CekDiklat",
        short_name="CekDiklat",
        description=_("Siapa di balik pelatihan ini? Periksa sebelum mendaftar."),
        lang=lang.language().value,
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f6f7f5",
        theme_color="#0b5a5c",
        icons=[
            {"src": url_for("static", filename="icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": url_for("static", filename="icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": url_for("static", filename="icon-512.png"), "sizes": "512x512", "type": "image/png"},
        ],
        share_target={
            "action": "/cek",
            "method": "POST",
            "enctype": "application/x-www-form-urlencoded",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    )
    response.mimetype = "application/manifest+json"
    return response


def problem_page(problem: ProblemDocument) -> str:
    """What a person sees instead of a problem document."""
    unchecked = _("Belum diperiksa tidak berarti aman.")
    later = _("Coba lagi sebentar lagi.")
    said = {
        404: (_("Halaman ini tidak ada"), _("Mungkin alamatnya salah ketik.")),
        413: (
            _("Pesannya terlalu panjang"),
            _("Tempel bagian yang memuat tautan dan penyelenggaranya."),
        ),
        429: (_("Terlalu banyak permintaan"), f"{later} {unchecked}"),
        503: (_("Registri belum siap"), f"{later} {unchecked}"),
    }
    title, detail = said.get(problem.status, (_("Ada yang tidak beres"), f"{later} {unchecked}"))
    return render_template("missing.html", title=title, detail=detail)


def answering() -> Answering:
    found: Answering = current_app.extensions["answering"]
    return found


def _as_request(asked: dict[str, str]) -> CheckRequest:
    """A single address is a link to check; everything else is a message (which may contain links)."""
    text = asked["text"].strip()
    one_link = bool(text) and not any(char.isspace() for char in text) and "." in text
    if one_link and not asked["url"]:
        return CheckRequest(url=text, title=asked["title"], lang=lang.language())
    links = [asked["url"]] if asked["url"] and text else None
    return CheckRequest(
        url=asked["url"] if asked["url"] and not text else None,
        title=asked["title"],
        text=text,
        links=links,
        lang=lang.language(),
    )


def _plain(text: str) -> str:
    """Without NUL characters, which no pasted message means to contain."""
    return text.replace("\x00", " ")


def _details(error: ValidationError) -> list[str]:
    return [entry["msg"].removeprefix("Value error, ") for entry in error.errors(include_url=False)]


def _kinds() -> dict[str, str]:
    return {kind.value: word(kind.value, lang.language()) for kind in Kind}


def _levels() -> list[dict[str, str]]:
    """The five answers in the words of the headlines, best known first."""
    meanings = {
        "recognized": _("Tautannya di situs penyelenggara itu, atau diumumkan di sana."),
        "claimed": _("Namanya hanya tertulis; belum ada bukti tautannya milik mereka."),
        "unknown": _("Belum tercatat di registri kami. Itu bukan berarti buruk."),
        "caution": _("Ada tanda yang perlu ditanyakan dulu kepada penyelenggara."),
        "danger": _("Ada permintaan kata sandi, atau alamatnya meniru situs resmi."),
    }
    headlines = texts()["headline"]
    return [
        {
            "name": level,
            "headline": headlines[level].sentences[lang.language()].format(organizer="…"),
            "meaning": meaning,
        }
        for level, meaning in meanings.items()
    ]
