"""``/rencana``, the five planning steps with the points planner, and ``/wajib``. Nothing is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from registry.rules.duty import Asker, Status, TeacherRole, must
from registry.rules.periods import periods_of
from registry.rules.points import Planned, activities
from service.answering import today
from service.api.plan import period_of, present_plan
from service.web import language as lang

blueprint = Blueprint("planning", __name__)

_MOST = 100  # of one activity in one period
_PLANNED = ("code", "quantity", "first", "last", "issued")
_RUANG_GTK_SINCE = 2025
_FIRST_YEAR = 2024


@blueprint.route("/rencana", methods=["GET", "POST"])
def plan() -> str:
    """Choose activities, quantities and dates; see points where the year has them, fit and evidence."""
    form = request.form
    year, half = _year(form.get("year")), 2 if form.get("half") == "2" else 1
    rows = [_row(code) for code in activities()]
    chosen = [row for row in rows if row["quantity"] > 0]
    made, problem = None, None
    if request.method == "POST":
        period = period_of(year, half)
        problem = _dates_problem(chosen)
        if period is not None and problem is None:
            planned = [Planned(*(row[name] for name in _PLANNED)) for row in chosen]
            made = present_plan(planned, period, lang.language())
    return render_template(
        "plan.html",
        years=_years(),
        year=year,
        half=half,
        halves=len(periods_of(year)) == 2,
        rows=rows,
        made=made,
        lines=list(zip(chosen, made["lines"], strict=True)) if made else [],
        problem=problem,
        posted=request.method == "POST",
        platform="Ruang GTK" if year >= _RUANG_GTK_SINCE else "Platform Merdeka Mengajar (PMM)",
        points=year < _RUANG_GTK_SINCE,
        role=form.get("role", TeacherRole.TEACHER.value),
        focus=form.get("focus", "")[:200],
    )


@blueprint.get("/wajib")
def duty() -> str:
    """Must I? By status, role and year."""
    args = request.args
    answer = None
    if args.get("status") in tuple(Status):
        asker = Asker(
            Status(args["status"]),
            TeacherRole.HEAD if args.get("role") == TeacherRole.HEAD else TeacherRole.TEACHER,
            _yes(args.get("account")),
            _yes(args.get("dapodik")),
        )
        answer = must(asker, _year(args.get("year")))
    titles = {
        "required": _("Ya, wajib"),
        "not_required": _("Tidak diharuskan"),
        "unknown": _("Belum ada data"),
    }
    return render_template(
        "duty.html",
        years=_years(),
        year=_year(args.get("year")),
        asked=args,
        answer=answer,
        title=titles[answer.duty.value] if answer else None,
        notes=[note.text(lang.language().value) for note in answer.notes] if answer else [],
    )


def _years() -> list[int]:
    return list(range(_FIRST_YEAR, today().year + 2))


def _year(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and int(text) in _years() else today().year


def _row(code: str) -> dict[str, Any]:
    """One activity with what was entered for it; what cannot be read counts as not entered."""
    kind, form, language = activities()[code], request.form, lang.language().value
    return {
        "code": code,
        "name": kind.name(language),
        "unit": kind.unit_en if language == "en" else kind.unit_id,
        "points": kind.points,
        "quantity": _count(form.get(f"{code}-quantity")),
        "first": _day(form.get(f"{code}-first")),
        "last": _day(form.get(f"{code}-last")),
        "issued": _day(form.get(f"{code}-issued")),
        "goal": form.get(f"{code}-goal", "")[:200],
    }


def _dates_problem(rows: list[dict[str, Any]]) -> str | None:
    for row in rows:
        if row["first"] and row["last"] and row["last"] < row["first"]:
            return _("%(code)s: hari terakhir lebih awal daripada hari pertama.", code=row["code"])
        if row["last"] and not row["first"]:
            return _("%(code)s: isi juga hari pertamanya.", code=row["code"])
    return None


def _count(text: str | None) -> int:
    return min(int(text), _MOST) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _yes(text: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(text or "")
