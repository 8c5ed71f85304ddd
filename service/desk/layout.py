"""What every page of the desk shows: navigation by role, the language, who is logged in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote, urlencode

from babel.dates import format_date, format_datetime
from flask import Flask, g, request, url_for
from flask_babel import gettext as _

from service.desk import access
from service.desk.who import who
from service.desk.words import in_words
from service.web import language

_WIB = timezone(timedelta(hours=7), "WIB")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the navigation. ``key``: pressed after ``g``, it goes there."""

    endpoint: str
    text: str
    key: str


def entries() -> list[Entry]:
    """The navigation, in order; a new room of the desk adds its line. Shown to those who may open it."""
    return [
        Entry("home.home", _("Meja"), "h"),
        Entry("cases.queue", _("Kasus"), "k"),
        Entry("decisions.listed", _("Keputusan"), "d"),
        Entry("desk_appeals.waiting", _("Keberatan"), "b"),
        Entry("desk_proposals.listed", _("Usulan"), "u"),
        Entry("organizers.find", _("Penyelenggara"), "o"),
        Entry("reviewing.runs", _("Tinjau"), "r"),
        Entry("duplicates.listed", _("Ganda"), "2"),
        Entry("sources.listed", _("Sumber"), "s"),
        Entry("imports.hand_in", _("Impor"), "i"),
        Entry("publishing.overview", _("Terbitan"), "t"),
        Entry("exporting.overview", _("Ekspor"), "x"),
        Entry("figures.overview", _("Angka"), "n"),
        Entry("account.everybody", _("Akun"), "p"),
        Entry("audit.entries", _("Jejak"), "j"),
        Entry("account.own", _("Akun saya"), "a"),
    ]


def install(app: Flask) -> None:
    """Add to every template what the base needs."""
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["words"] = in_words
    app.jinja_env.filters["long_date"] = long_date
    app.jinja_env.filters["instant"] = lambda text: moment(datetime.fromisoformat(text))

    @app.context_processor
    def common() -> dict[str, Any]:
        role = g.get("role", access.ANONYMOUS)
        other = language.other_language()
        asked = request.args.to_dict(flat=False) | {"lang": [other.value]}
        # Not url_for, which would take what is asked for as its own parameters
        here = f"{request.script_root}{quote(request.path)}" if request.endpoint else url_for("home.home")
        return {
            "language": language.language().value,
            "other_language": other.value,
            "other_language_name": language.NAMES[other],
            "switch_address": f"{here}?{urlencode(asked, doseq=True)}",
            "navigation": [e for e in entries() if role in access.roles(app, e.endpoint)],
            "here": request.endpoint,
            "who": who(),
            "role": role,
        }


def moment(at: datetime) -> str:
    """A moment in Jakarta's time, as readers write it."""
    return format_datetime(at.astimezone(_WIB), "d MMM yyyy HH.mm", locale=language.language().value) + " WIB"


def long_date(day: date | str) -> str:
    """A day with its month's name."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return format_date(day, "d MMMM yyyy", locale=language.language().value)
