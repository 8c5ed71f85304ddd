"""``/wajib``: "Must I?" by status, role and year."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from registry.rules.duty import Asker, Status, TeacherRole, must
from registry.rules.store import rules
from service.answering import today
from service.web import language as lang
from service.web.planning import years

blueprint = Blueprint("duty", __name__)


@blueprint.get("/wajib")
def duty() -> str:
    """The answer, the remarks behind it, and the documents it rests on."""
    args, language = request.args, lang.language().value
    asked_year = args.get("year", "")
    year = int(asked_year) if asked_year.isdecimal() and asked_year in map(str, years()) else today().year
    answer = None
    if args.get("status") in tuple(Status):
        role = TeacherRole.HEAD if args.get("role") == TeacherRole.HEAD else TeacherRole.TEACHER
        asker = Asker(Status(args["status"]), role, _yes(args.get("account")), _yes(args.get("dapodik")))
        answer = must(asker, year)
    titles = {
        "required": _("Ya, wajib"),
        "not_required": _("Tidak diharuskan"),
        "unknown": _("Belum ada data"),
    }
    behind = [rules()[id_] for id_ in answer.rules] if answer else []
    return render_template(
        "duty.html",
        years=years(),
        year=year,
        asked=args,
        answer=answer,
        title=titles[answer.duty.value] if answer else None,
        notes=[note.text(language) for note in answer.notes] if answer else [],
        documents=[citation for rule in behind for citation in rule.citations],
    )


def _yes(text: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(text or "")
