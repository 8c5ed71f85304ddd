"""``/`` and ``/cek``: what was pasted, shared from another app or given as ``url``, and its verdict."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_date
from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from registry.hosts.link import UnreadableLinkError
from registry.hosts.reader import read_link
from service.answering import Answering, today
from service.api.request import CheckRequest
from service.checking.texts import texts
from service.web import language as lang
from service.web.readable import readable
from service.web.shown import shown
from service.web.stakes import stakes

blueprint = Blueprint("web", __name__)


@blueprint.route("/", methods=["GET", "POST"])
def home() -> str:
    """The question; ``?contoh=1`` fills in a fictional message, so that anybody can see an answer at once.

    By POST it comes with what was pasted so far: so the other language keeps it.
    """
    example = _example() if request.args.get("contoh") else ""
    return render_template("home.html", levels=_levels(), text=plain(request.form.get("text", example)))


@blueprint.route("/cek", methods=["GET", "POST"])
def check() -> str | tuple[str, int]:
    """The verdict on what was asked; nothing of it is kept."""
    asked = _asked()
    if not any(value.strip() for value in asked.values()):
        return render_template("home.html", levels=_levels(), text="")
    try:
        wanted = _as_request(asked)
    except ValidationError as error:
        return render_template("problem.html", details=_details(error), text=pasted()), 422
    verdict = readable(answering().check(wanted))
    if "pending" in verdict:
        verdict["pending"]["waiting"] = _waiting(verdict["pending"]["id"])
    return render_template(
        "verdict.html", verdict=verdict, asked=asked, **shown(verdict), stakes=stakes(verdict)
    )


@blueprint.after_request
def only_here(response: Response) -> Response:
    """No cache between us may keep a page of ours; the browser may, so that "back" shows the answer again."""
    response.cache_control.private = True
    response.cache_control.max_age = 0
    return response


def _waiting(job: str) -> bool:
    """Whether a worker may still open the link; where it could not, asking again soon is of no use."""
    jobs = answering().jobs
    state = jobs.state(job) if jobs else None
    return state is not None and state["state"] in ("queued", "running")


def answering() -> Answering:
    """The answering of this application."""
    found: Answering = current_app.extensions["answering"]
    return found


def _asked() -> dict[str, str]:
    return {name: plain(request.values.get(name, "")) for name in ("title", "text", "url")}


def pasted() -> str:
    """What was pasted or shared to be checked, as one text to try again with; empty on other pages."""
    if request.endpoint != f"{blueprint.name}.{check.__name__}":
        return ""
    try:
        return "\n".join(dict.fromkeys(value for value in _asked().values() if value.strip()))
    except RequestEntityTooLarge:
        return ""


def plain(text: str) -> str:
    """Without NUL characters, which no pasted message means to contain."""
    return text.replace("\x00", " ")


def _as_request(asked: dict[str, str]) -> CheckRequest:
    """A single address is a link to check; everything else is a message (which may contain links)."""
    text = asked["text"].strip()
    if _one_link(text) and not asked["url"]:
        return CheckRequest(url=text, title=asked["title"], lang=lang.language())
    links = [asked["url"]] if asked["url"] and text else None
    return CheckRequest(
        url=asked["url"] if asked["url"] and not text else None,
        title=asked["title"],
        text=text,
        links=links,
        lang=lang.language(),
    )


def _one_link(text: str) -> bool:
    """Whether this is an address, or was meant to be one: "Daftar:https://s.id/x" and "Rp50.000" are not."""
    if not text or any(char.isspace() for char in text):
        return False
    try:
        read_link(text)
    except UnreadableLinkError:
        return text.lower().startswith(("http://", "https://"))
    return True


def _details(error: ValidationError) -> list[str]:
    """What was wrong, in the words of the page's language."""
    said = {
        "string_too_long": _("Terlalu panjang: tempel bagian yang memuat tautan dan penyelenggaranya."),
        "value_error": _("Bukan alamat yang bisa dibuka. Alamat situs dimulai dengan https://."),
    }
    other = _("Isinya tidak bisa dibaca.")
    return list(dict.fromkeys(said.get(entry["type"], other) for entry in error.errors(include_url=False)))


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


def _example() -> str:
    """A fictional message with several things to notice; in Indonesian, as messages are, and in two weeks."""
    day = format_date(today() + timedelta(days=14), "EEEE, d MMMM yyyy", locale="id")
    return (
        "*DIKLAT NASIONAL 32 JP GRATIS* (contoh rekaan)\n"
        "Lembaga Pelita Rekaan mengundang Bapak/Ibu guru, "
        f"{day} pukul 09.00–11.00 WIB.\n"
        "Syarat: wajib share ke 3 grup WhatsApp dan kirim bukti screenshot.\n"
        "Acara gratis, sertifikat Rp50.000.\n"
        "Daftar: https://contoh-rekaan.example/daftar"
    )
