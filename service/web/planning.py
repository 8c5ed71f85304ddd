"""``/rencana``: the five planning steps with the points planner. Computed and forgotten."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from registry.rules.duty import TeacherRole
from registry.rules.notes import Note
from registry.rules.periods import Period, period_on, periods_of
from registry.rules.points import activities
from registry.rules.store import rules_on
from service.answering import today
from service.api.plan import period_of, present_plan
from service.web import language as lang
from service.web.diary_file import UnreadableDiaryError, most_wanted, read_diary
from service.web.plan_form import MOST_ROWS, PlanForm, Row, as_fields, read_form, with_room
from service.web.plan_papers import missing_papers, papers, row_name

blueprint = Blueprint("planning", __name__)

RUANG_GTK_SINCE = 2025
FIRST_YEAR = 2024
Json = dict[str, Any]


def years() -> list[int]:
    """The years that can be asked about: from the first with stored rules to the next one."""
    return list(range(FIRST_YEAR, today().year + 2))


@blueprint.route("/rencana", methods=["GET", "POST"])
def plan() -> str:
    """Choose activities, quantities and dates; see points where the year has them, fit, missing evidence."""
    form = read_form(request.form, years(), today().year)
    wish = request.form.get("do", "sum")
    rows, file_problem = form.rows, None
    period = period_of(form.year, form.half)
    if wish == "import":
        rows, file_problem = _imported(form, period)
    posted = request.method == "POST" and wish == "sum"
    problem = _dates_problem(form.chosen) if posted else None
    made = _summary(form, period) if posted and period and problem is None else None
    return render_template(
        "plan.html",
        form=form,
        rows=with_room(rows, more=1 if wish == "add" or not posted else 0),
        empty=Row(),
        fields=as_fields(form, rows),
        most_rows=MOST_ROWS,
        catalogue=_catalogue(),
        papers=papers(),
        conducts=_conducts(),
        years=years(),
        halves=len(periods_of(form.year)) == 2,
        made=made,
        posted=posted,
        problem=problem,
        file_problem=file_problem,
        platform="Ruang GTK" if form.year >= RUANG_GTK_SINCE else "Platform Merdeka Mengajar (PMM)",
        points=form.year < RUANG_GTK_SINCE,
        head=form.role is TeacherRole.HEAD,
        deadlines=_rule_texts(period, ("deadline",)),
        duties=_rule_texts(period, ("step",), about="extra_duties"),
        days_left=_days_left(period),
        today=today(),
    )


def _imported(form: PlanForm, period: Period | None) -> tuple[tuple[Row, ...], str | None]:
    """The rows with those of an uploaded file of notes behind them, and what did not work."""
    file = request.files.get("diary")
    if file is None or not file.filename:
        return form.rows, _("Pilih dulu berkas CSV dari Catatan diklat saya.")
    try:
        notes = read_diary(file.read())
    except UnreadableDiaryError:
        return form.rows, _("Berkas itu bukan CSV dari Catatan diklat saya.")
    taken = most_wanted(notes, period, MOST_ROWS - len(form.chosen))
    return (*form.chosen, *taken), _left_out(len(notes) - len(taken))


def _left_out(number: int) -> str | None:
    if number == 0:
        return None
    said = ngettext(
        "%(num)s catatan tidak dimasukkan: satu rencana memuat paling banyak %(most)s kegiatan.",
        "%(num)s catatan tidak dimasukkan: satu rencana memuat paling banyak %(most)s kegiatan.",
        number,
        most=MOST_ROWS,
    )
    first = _("Catatan periode ini didahulukan, lalu yang terbaru.")
    return f"{said} {first}"


def _summary(form: PlanForm, period: Period) -> Json:
    """The plan added up: every chosen row with its line, and what speaks of the whole.

    Which papers count is said once, for those that are missing.
    """
    counted = [row for row in form.chosen if row.kind]
    made = present_plan([row.planned for row in counted], period, lang.language())
    lines = iter(made["lines"])  # rows may be equal, so that no row can be the key of its line
    shown = []
    for number, row in enumerate(form.chosen, start=1):
        line: Json = next(lines) if row.kind else {"quantity": row.quantity, "notes": _fit_notes(row, period)}
        said = [note for note in line["notes"] if not note.get("code", "").startswith("evidence_")]
        name = row.name or ("" if row.kind else row_name(number))
        shown.append({"row": row, **line, "name": name, "notes": [*said, *_skp_notes(row, form, period)]})
    return {
        **made,
        "shown": shown,
        "missing": missing_papers(form.chosen, period),
        "unkinded": [row for row in form.chosen if not row.kind] if "points" in made else [],
    }


def _fit_notes(row: Row, period: Period) -> list[Json]:
    """A row without a kind earns no points, but its day can be compared with the period."""
    if row.first is None or row.first in period:
        return []
    there = period_on(row.first)
    note = _("Tidak masuk periode %(period)s.", period=period.label(lang.language().value))
    if there is not None and there != period:
        other = _("Itu periode %(period)s.", period=there.label(lang.language().value))
        note = f"{note} {other}"
    return [{"text": note}]


def _skp_notes(row: Row, form: PlanForm, period: Period) -> list[Json]:
    """An event before the SKP was settled, where a rule speaks of that day (R-02: 2024)."""
    if form.skp is None or row.first is None or row.first >= form.skp:
        return []
    if "R-02" not in {rule.id for rule in rules_on(period.first)}:
        return []
    return [{"text": Note("before_skp", ("R-02",), {"date": form.skp}).text(lang.language().value)}]


def _dates_problem(rows: tuple[Row, ...]) -> str | None:
    for number, row in enumerate(rows, start=1):
        name = row.name or row_name(number)
        if row.first and row.last and row.last < row.first:
            return _("%(name)s: hari terakhir lebih awal daripada hari pertama.", name=name)
        if row.last and not row.first:
            return _("%(name)s: isi juga hari pertamanya.", name=name)
    return None


def _catalogue() -> list[Json]:
    language = lang.language().value
    return [
        {
            "code": code,
            "name": kind.name(language),
            "unit": kind.unit_en if language == "en" else kind.unit_id,
            "points": kind.points,
        }
        for code, kind in activities().items()
    ]


def _conducts() -> list[str]:
    """The seven values of BerAKHLAK (rule R-13), proper names that are not translated."""
    return [
        "Berorientasi pelayanan",
        "Akuntabel",
        "Kompeten",
        "Harmonis",
        "Loyal",
        "Adaptif",
        "Kolaboratif",
    ]


def _rule_texts(period: Period | None, kinds: tuple[str, ...], about: str | None = None) -> list[str]:
    """What the rules of some kinds say on the period's first day; those ``about`` one thing, if given."""
    if period is None:
        return []
    found = [rule for rule in rules_on(period.first) if rule.kind in kinds]
    return [
        rule.text(lang.language().value)
        for rule in found
        if about is None or rule.params.get("about") == about
    ]


def _days_left(period: Period | None) -> int | None:
    return period.calm_days(today()) if period and today() in period else None
