"""A verdict's parts in the order of the result page."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

Json = dict[str, Any]

_SAID_ELSEWHERE = frozenset({"days_left", "supporting_only", "superior_decides"})


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
    questions = {
        "who": _("Siapa di baliknya?"),
        "risk": _("Adakah risikonya?"),
        "use": _("Untuk apa sertifikatnya?"),
    }
    risky = verdict["level"] in ("caution", "danger")
    groups = []
    for name in ("risk", "who", "use") if risky else ("who", "risk", "use"):
        reasons = [reason for reason in verdict["reasons"] if reason["question"] == name]
        lead = None
        if name == "risk" and not any(reason["standing"] != "trust" for reason in reasons):
            lead = _("Tidak ada tanda bahaya yang kami temukan. Itu belum berarti aman.")
        notes = _notes(verdict) if name == "use" and reasons else []
        groups.append(
            {"name": name, "title": questions[name], "reasons": reasons, "lead": lead, "notes": notes}
        )
    return groups


def _notes(verdict: Json) -> list[Json]:
    """What the rules say beside the reasons; what the advice says anyway is left out."""
    notes: list[Json] = verdict.get("usefulness", {}).get("notes", [])
    return [note for note in notes if note["code"] not in _SAID_ELSEWHERE]
