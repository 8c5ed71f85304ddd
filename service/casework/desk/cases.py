"""``/desk/cases``: the queue by harm, and a case with everything needed to decide it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.decision import Action, Ground
from registry.ledger.cases.cases import PAGE, Case, CaseChangedError, CaseState, NoSuchCaseError
from registry.ledger.cases.made import GROUNDS, DecisionRefusedError, DecisionState, Draft
from service.answering import today
from service.casework.desk.dossier import Dossier, gather
from service.casework.desk.templates import answers
from service.desk.access import DECIDERS, READERS, requires
from service.desk.audit import actor, audit
from service.desk.stores import ledger, stores
from service.numbers import row_number

blueprint = Blueprint("cases", __name__, template_folder="../templates")


@blueprint.get("/cases")
@requires(*READERS)
def queue() -> str:
    """Cases, the most harmful first."""
    state = CaseState.CLOSED if request.args.get("state") == "closed" else CaseState.OPEN
    cases = ledger().cases.queue(state, _after(request.args.get("after", "")))
    more = f"{cases[-1].harm},{cases[-1].id}" if len(cases) == PAGE else None
    return render_template(
        "cases/queue.html", cases=cases, state=state, more=more, figures=ledger().cases.figures()
    )


@blueprint.get("/cases/<string:number>")
@requires(*READERS)
def case(number: str) -> str:
    """Everything known about one case."""
    return _page(_dossier(number))


@blueprint.post("/cases/<string:number>/decide")
@requires(*DECIDERS)
def decide(number: str) -> Response | tuple[str, int]:
    """Flag, clear or watch. What one admin may not do alone waits for a second one."""
    dossier = _dossier(number)
    try:
        draft = _draft(dossier)
        with ledger().transaction():
            made = ledger().decisions.make(draft, actor())
            audit(
                f"case.{made.action.value}",
                made.case,
                {
                    "decision": made.id,
                    "subject": made.subject,
                    "ground": made.ground.value,
                    "emergency": made.emergency,
                    "note": made.note,
                },
            )
    except DecisionRefusedError as error:
        return _page(dossier, str(error)), 422
    except CaseChangedError:
        return _page(_dossier(number), _changed()), 409
    waits = made.state is DecisionState.PROPOSED
    flash(_("Keputusan dicatat; berlaku setelah admin kedua setuju.") if waits else _("Keputusan dicatat."))
    return redirect(url_for("cases.case", number=number), 303)


@blueprint.post("/cases/<string:number>/close")
@requires(*DECIDERS)
def close(number: str) -> Response | tuple[str, int]:
    """Close a case that needs no decision."""
    dossier = _dossier(number)
    try:
        with ledger().transaction():
            ledger().cases.close(number, "closed", request.form.get("version", 0, row_number))
            audit("case.close", dossier.case.number, {"subject": dossier.case.subject})
    except CaseChangedError:
        return _page(_dossier(number), _changed()), 409
    flash(_("Kasus ditutup."))
    return redirect(url_for("cases.queue"), 303)


def case_page(number: str, problem: str) -> str:
    """The case as it stands, with what keeps something from being done."""
    return _page(_dossier(number), problem)


def _dossier(number: str) -> Dossier:
    found = _case(number)
    skip = max(0, request.args.get("talks", 0, row_number))
    return gather(ledger(), stores().snapshots.current(), found, today(), skip)


def _case(number: str) -> Case:
    try:
        return ledger().cases.get(number[:16])
    except NoSuchCaseError:
        abort(404)


def _draft(dossier: Dossier) -> Draft:
    form = request.form
    choices = {choice.subject: choice for choice in dossier.choices}
    try:
        action, ground = Action(form.get("action", "")), Ground(form.get("ground", ""))
    except ValueError:
        raise DecisionRefusedError(_("Pilih keputusan dan dasarnya.")) from None
    subject = form.get("subject", dossier.choices[0].subject)
    if subject not in choices:
        raise DecisionRefusedError(_("Keputusan hanya dapat tentang kasus ini."))
    return Draft(
        case=dossier.case.number,
        version=form.get("version", 0, row_number),
        action=action,
        ground=ground,
        note=form.get("note", "")[:4000],
        subject=subject,
        emergency=form.get("emergency") == "yes",
        official=bool(choices[subject].official),
    )


def _page(dossier: Dossier, problem: str | None = None) -> str:
    return render_template(
        "cases/case.html",
        it=dossier,
        case=dossier.case,
        problem=problem,
        grounds={action: sorted(GROUNDS[action]) for action in Action},
        answers=answers(),
        form=request.form,
        me=actor(),
    )


def _changed() -> str:
    return _("Kasus ini diubah orang lain sementara Anda membacanya. Inilah keadaannya sekarang.")


def _after(text: str) -> tuple[int, int] | None:
    harm, _comma, last = text.partition(",")
    try:
        return row_number(harm), row_number(last)
    except ValueError:
        return None
