"""The pages for teachers: server-rendered, usable without a script and without an account."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from flask import Flask, render_template
from flask_babel import gettext as _

from service.answering import day_of
from service.api.problem import ProblemDocument
from service.web import about, checks, directory, duty, installable, planning, versions
from service.web import language as lang
from service.web.same_page import same_page
from service.web.source_words import source_title


def install(app: Flask) -> None:
    """Add the pages and what their templates need."""
    lang.install(app)
    versions.install(app)
    app.jinja_env.filters["long_date"] = _long_date
    app.jinja_env.filters["source_title"] = source_title
    app.jinja_env.filters["tiers_in_words"] = _tiers_in_words
    app.context_processor(_common)
    for room in (checks, directory, planning, duty, about, installable):
        app.register_blueprint(room.blueprint)


def _common() -> dict[str, Any]:
    other = lang.other_language()
    return {
        "language": lang.language().value,
        "other_language": other.value,
        "other_language_name": lang.NAMES[other],
        "switch_address": same_page(lang=other.value),
    }


def _long_date(day: str | date) -> str:
    """A day with its month's name; of a moment, the day that it is in Jakarta."""
    if isinstance(day, datetime):
        day = day_of(day)
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return format_date(day, "d MMMM yyyy", locale=lang.language().value)


def _tiers_in_words(text: str) -> str:
    """What two sources say that differ, with the kind of source in words instead of "(T1)"."""
    words = {"(T1)": _("(teks resmi)"), "(T2)": _("(media atau kantor)"), "(T3)": _("(blog atau pesan)")}
    for tier, said in words.items():
        text = text.replace(tier, said)
    return text


def problem_page(problem: ProblemDocument) -> str:
    """What a person sees instead of a problem document."""
    unchecked = _("Belum diperiksa tidak berarti aman.")
    later = _("Coba lagi sebentar lagi.")
    shorter = _("Tempel bagian yang memuat tautan dan penyelenggaranya.")
    said = {
        404: (_("Halaman ini tidak ada"), _("Mungkin alamatnya salah ketik.")),
        413: (_("Pesannya terlalu panjang"), f"{shorter} {unchecked}"),
        429: (_("Terlalu banyak permintaan"), f"{later} {unchecked}"),
        503: (_("Registri belum siap"), f"{later} {unchecked}"),
    }
    title, detail = said.get(problem.status, (_("Ada yang tidak beres"), f"{later} {unchecked}"))
    return render_template("missing.html", title=title, detail=detail, text=checks.pasted())
