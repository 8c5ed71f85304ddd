"""``/desk/appeals``: organizers that object, the most urgent first, answered from templates."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.cases.appeals import PAGE, Appeal, AppealChangedError, AppealError, Author, Message
from service.casework.desk.cases import case_page
from service.casework.desk.templates import answers
from service.desk.access import DECIDERS, READERS, requires
from service.desk.audit import actor, audit
from service.desk.stores import ledger
from service.numbers import row_number

blueprint = Blueprint("desk_appeals", __name__, template_folder="../templates")

_ENDS = {"granted": True, "refused": False}
"""Templates that end a talk, with its outcome."""


@blueprint.get("/appeals")
@requires(*READERS)
def waiting() -> str:
    """Talks that wait for an answer."""
    found = ledger().appeals.waiting(_after(request.args.get("after", "")))
    more = f"{found[-1].due.isoformat()},{found[-1].id}" if len(found) == PAGE else None
    return render_template("cases/appeals.html", appeals=found, more=more, figures=ledger().appeals.figures())


@blueprint.post("/cases/<string:number>/appeals/<int:appeal>/answer")
@requires(*DECIDERS)
def answer(number: str, appeal: int) -> Response | tuple[str, int]:
    """Answer an organizer; the templates *granted* and *refused* end the talk."""
    found = _appeal(number, appeal)
    template = request.form.get("template", "")
    if template not in answers():
        abort(422)
    text = "\n\n".join(
        filter(None, (answers()[template]["id"], request.form.get("words", "")[:2000].strip()))
    )
    try:
        with ledger().transaction():
            ledger().appeals.write(
                found.id,
                Message(Author.ADMIN, text, datetime.now(UTC), actor(), template),
                request.form.get("seen", type=row_number),
            )
            if template in _ENDS:
                ledger().appeals.end(found.id, granted=_ENDS[template])
            audit("appeal.answer", number, {"appeal": found.id, "template": template})
    except AppealChangedError:
        return case_page(number, _("Ada pesan baru sementara Anda menulis. Baca dulu, lalu jawab.")), 409
    except AppealError:
        flash(_("Percakapan ini sudah ditutup atau terlalu panjang."))
    else:
        flash(_("Jawaban dikirim."))
    return redirect(url_for("cases.case", number=number), 303)


def _appeal(number: str, appeal: int) -> Appeal:
    """The talk, when it belongs to this case."""
    found = ledger().appeals.get(appeal)
    if found is None or found.case != number:
        abort(404)
    return found


def _after(text: str) -> tuple[datetime, int] | None:
    """The place in the list that :func:`waiting` wrote; the beginning for anything else."""
    due, _comma, last = text.partition(",")
    try:
        at = datetime.fromisoformat(due)
        return (at, row_number(last)) if at.tzinfo is not None else None
    except ValueError:
        return None
