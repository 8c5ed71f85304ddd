"""A verdict's parts in the order of the result page."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

Json = dict[str, Any]


def shown(verdict: Json) -> Json:
    """The template's variables: the three questions with their reasons, and the advice by kind."""
    by_kind: dict[str, list[Json]] = {kind: [] for kind in ("do", "ask", "path", "note")}
    for advice in verdict["advice"]:
        by_kind[advice["kind"]].append(advice)
    return {
        "groups": _groups(verdict),
        "organizers": verdict["organizers"],
        "doing": by_kind["do"],
        "asking": by_kind["ask"],
        "path": by_kind["path"],
        "notes": by_kind["note"],
    }


def _groups(verdict: Json) -> list[Json]:
    titles = {
        "who": _("Siapa di baliknya?"),
        "risk": _("Adakah risikonya?"),
        "use": _("Untuk apa sertifikatnya?"),
    }
    groups = []
    for name, title in titles.items():
        reasons = [reason for reason in verdict["reasons"] if reason["question"] == name]
        lead = None
        if name == "risk" and not any(reason["standing"] != "trust" for reason in reasons):
            lead = _("Tidak ada tanda bahaya yang kami temukan. Itu belum berarti aman.")
        groups.append({"name": name, "title": title, "reasons": reasons, "lead": lead})
    return groups
