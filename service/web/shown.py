"""A verdict's parts in the order of the result page."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

Json = dict[str, Any]

_SAID_ELSEWHERE = frozenset({"days_left", "supporting_only", "superior_decides"})
_QUIET = frozenset({"info", "weak"})
"""Standings that change no level: shown as remarks below what does."""


def shown(verdict: Json) -> Json:
    """The template's variables: what to do first, the three questions with their reasons, advice by kind."""
    by_kind: dict[str, list[Json]] = {kind: [] for kind in ("do", "ask", "path", "note")}
    for advice in verdict["advice"]:
        by_kind[advice["kind"]].append(advice)
    now = _now(by_kind)
    return {
        "level_word": _level_word(verdict["level"]),
        "now": now,
        "groups": _groups(verdict),
        "organizers": verdict["organizers"],
        "doing": [it for it in by_kind["do"] if it is not now],
        "asking": by_kind["ask"],
        "question_text": _question_text(by_kind["ask"]),
        "path": by_kind["path"],
        "notes": by_kind["note"],
        "address": _address(verdict),
        "followed": verdict["level"] != "danger",
    }


def _question_text(asking: list[Json]) -> str:
    """The questions as one polite message."""
    numbered = [f"{number}. {it['text']}" for number, it in enumerate(asking, start=1)]
    greeting = _("Selamat siang, Bapak/Ibu panitia. Sebelum mendaftar, izinkan saya bertanya:")
    return "\n".join((greeting, *numbered, _("Terima kasih.")))


def _level_word(level: str) -> str:
    words = {
        "recognized": _("Diakui"),
        "claimed": _("Belum terbukti"),
        "unknown": _("Belum dikenal"),
        "caution": _("Hati-hati"),
        "danger": _("Bahaya"),
    }
    return words[level]


def _now(by_kind: dict[str, list[Json]]) -> Json | None:
    """The one thing to do first: the first that is more than "no hurry", else the first question to ask."""
    doing, asking = by_kind["do"], by_kind["ask"]
    return next((it for it in doing if it["code"] != "no_hurry"), next(iter(asking or doing), None))


def _address(verdict: Json) -> tuple[str, str, str | None] | None:
    """Host and rest of the address that was checked, and the host where it leads when that is another.

    The host is what a reader must look at.
    """
    if (link := verdict.get("link")) is None:
        return None
    scheme, separator, rest = link["url"].partition("://")
    host, slash, path = (rest if separator else scheme).partition("/")
    leads = verdict["link"].get("host")
    return host, slash + path if path else "", leads if leads != host else None


def _groups(verdict: Json) -> list[Json]:
    questions = {
        "who": _("Siapa di baliknya?"),
        "risk": _("Adakah risikonya?"),
        "use": _("Untuk apa sertifikatnya?"),
    }
    risky = verdict["level"] in ("caution", "danger")
    groups = []
    for name in ("risk", "who", "use") if risky else ("who", "risk", "use"):
        reasons = [reason for reason in verdict["reasons"] if reason["question"] == name]
        standing, word = _glance(name, reasons, verdict)
        lead = None
        if name == "risk" and not any(reason["standing"] != "trust" for reason in reasons):
            lead = _("Tidak ada tanda bahaya yang kami temukan. Itu belum berarti aman.")
        elif name == "risk" and standing == "info":
            lead = _("Hanya tanda lemah. Itu saja tidak cukup untuk curiga.")
        if name == "use" and not reasons:
            lead = _("Acaranya tidak disebut, jadi gunanya belum bisa dinilai.")
        groups.append(
            {
                "name": name,
                "title": questions[name],
                "standing": standing,
                "word": word,
                "reasons": [it for it in reasons if it["standing"] not in _QUIET],
                "remarks": [it for it in reasons if it["standing"] in _QUIET],
                "lead": lead,
                "notes": _notes(verdict) if name == "use" and reasons else [],
            }
        )
    return groups


def _glance(question: str, reasons: list[Json], verdict: Json) -> tuple[str, str]:
    """Standing and a few words for the row of three answers under the headline."""
    if question == "who":
        return _glance_who(reasons)
    if question == "risk":
        return _glance_risk(reasons)
    codes = {reason["code"] for reason in reasons}
    if "not_a_signup" in codes:
        return "info", _("Bukan pendaftaran")
    if "event_past" in codes:
        return "info", _("Acara sudah lewat")
    points = verdict.get("usefulness", {}).get("points")
    if points is not None and reasons:
        return "info", _("%(points)s poin, penunjang", points=points)
    return ("info", _("Hanya penunjang")) if reasons else ("unknown", _("Belum diketahui"))


def _glance_who(reasons: list[Json]) -> tuple[str, str]:
    words = {
        "proven": _("Terbukti"),
        "claimed": _("Belum terbukti"),
        "unknown": _("Belum dikenal"),
    }
    for reason in reasons:
        if reason["standing"] in words:
            return reason["standing"], words[reason["standing"]]
    return "unknown", _("Belum diketahui")


def _glance_risk(reasons: list[Json]) -> tuple[str, str]:
    standings = [reason["standing"] for reason in reasons]
    if "stop" in standings:
        return "stop", _("Ada tanda bahaya")
    if strong := standings.count("strong"):
        return "strong", ngettext("%(num)s tanda kuat", "%(num)s tanda kuat", strong)
    if "medium" in standings:
        return "medium", _("Perlu ditanyakan")
    if "weak" in standings:
        return "info", _("Hanya tanda lemah")
    return "info", _("Tidak ditemukan")


def _notes(verdict: Json) -> list[Json]:
    """What the rules say beside the reasons; what the advice says anyway is left out."""
    notes: list[Json] = verdict.get("usefulness", {}).get("notes", [])
    return [note for note in notes if note["code"] not in _SAID_ELSEWHERE]
