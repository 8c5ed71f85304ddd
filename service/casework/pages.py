"""``/lapor``, ``/kasus``, ``/keberatan/…``: reports, how a case stands, an organizer's talk with admins."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from registry.ledger.cases.appeals import Appeal, AppealError, Author, Message
from registry.ledger.cases.cases import Case, NoSuchCaseError
from registry.ledger.cases.reports import Report, ReportKind
from service.casework.forms import MessageForm, ReportForm, sent
from service.casework.states import status_of, words_for
from service.ledger import ledger
from service.web import language as lang

blueprint = Blueprint("appeals", __name__, template_folder="templates")


@blueprint.route("/lapor", methods=["GET", "POST"])
def report() -> str | tuple[str, int]:
    """Tell us about an address. An organizer that objects is given a private page, once.

    The page of an answer hands its address over by POST, so that it stands in no history.
    """
    form = ReportForm(request.form, link=request.args.get("tautan", "")[:4000])
    if not sent() or not form.validate():
        return render_template("casework/report.html", form=form), 422 if sent() else 200
    received = ledger().reports.receive(
        Report(ReportKind(form.kind.data), form.key, note=form.note.data or "")
    )
    talk_page = (
        url_for("appeals.talk", case=received.case.number, secret=received.secret, _external=True)
        if received.secret
        else None
    )
    return render_template("casework/reported.html", number=received.case.number, talk_page=talk_page), 201


@blueprint.get("/kasus")
def case() -> str | tuple[str, int]:
    """How a case stands, by its number; and how fast we are."""
    number = request.args.get("nomor", "").strip()[:16]
    found: Case | None = None
    if number:
        with suppress(NoSuchCaseError):
            found = ledger().cases.get(number)
    status = status_of(ledger(), found) if found else None
    return render_template(
        "casework/case.html",
        number=number,
        case=found,
        words=words_for(status, lang.language()) if status else None,
        figures=ledger().cases.figures(),
        appeals=ledger().appeals.figures(),
    ), 404 if number and not found else 200


@blueprint.route("/keberatan/<string:case>/<string:secret>", methods=["GET", "POST"])
def talk(case: str, secret: str) -> Response | BaseResponse:
    """The private talk that a case number and a secret open together."""
    found = ledger().appeals.by_secret(case[:16], secret[:100])
    if found is None:
        abort(404)
    form = MessageForm(request.form)
    problem = None
    if sent() and form.validate():
        try:
            ledger().appeals.write(
                found.id, Message(Author.ORGANIZER, form.text.data or "", datetime.now(UTC))
            )
        except AppealError:
            problem = _("Percakapan ini sudah ditutup atau terlalu panjang.")
        else:
            return redirect(request.path, 303)
    return _private(_talk_page(found, form, problem), 200 if problem is None and not form.errors else 422)


def _talk_page(found: Appeal, form: MessageForm, problem: str | None) -> str:
    status = status_of(ledger(), ledger().cases.get(found.case))
    return render_template(
        "casework/talk.html",
        appeal=found,
        words=words_for(status, lang.language()),
        form=form,
        problem=problem,
    )


def _private(page: str, status: int) -> Response:
    """A page whose address is a secret is kept by no cache and no search engine."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
