"""``/desk/decisions``: what waits for a second admin, what is in force, what should be looked at again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.cases.made import DecisionRefusedError, DecisionState, Made
from service.answering import today
from service.casework.desk.dossier import official_in
from service.desk.access import DECIDERS, READERS, requires
from service.desk.audit import actor, audit
from service.desk.stores import ledger, stores
from service.numbers import row_number

blueprint = Blueprint("decisions", __name__, template_folder="../templates")


@blueprint.get("/decisions")
@requires(*READERS)
def listed() -> str:
    """Decisions in one state, the newest first."""
    wanted = request.args.get("state", DecisionState.PROPOSED.value)
    due = wanted == "review"
    state = DecisionState.IN_FORCE if due else _state(wanted)
    found = ledger().decisions.listed(
        state, request.args.get("before", type=row_number), today() if due else None
    )
    return render_template(
        "cases/decisions.html", decisions=found, wanted="review" if due else state.value, me=actor()
    )


@blueprint.post("/decisions/<int:decision>/second")
@requires(*DECIDERS)
def second(decision: int) -> Response:
    """Agree with another admin's flag."""
    try:
        with ledger().transaction():
            made = ledger().decisions.second(decision, actor(), is_official=_is_official)
            audit("decision.second", made.case, {"decision": made.id, "subject": made.subject})
    except DecisionRefusedError as error:
        return _back(None, str(error))
    return _back(made, _("Keputusan ini berlaku sekarang; pengguna melihatnya dalam satu menit."))


@blueprint.post("/decisions/<int:decision>/refuse")
@requires(*DECIDERS)
def refuse(decision: int) -> Response:
    """Disagree with another admin's flag."""
    return _end(decision, DecisionState.REFUSED)


@blueprint.post("/decisions/<int:decision>/undo")
@requires(*DECIDERS)
def undo(decision: int) -> Response:
    """Take a decision in force back; a flag that two agreed on, when a second admin does so, too."""
    return _end(decision, DecisionState.UNDONE)


def _is_official(subject: str) -> bool:
    """Whether the registry in use has a recognized organizer at this subject."""
    return bool(official_in(stores().snapshots.current(), subject, today()))


def _end(decision: int, state: DecisionState) -> Response:
    reason = request.form.get("reason", "")[:2000]
    try:
        with ledger().transaction():
            made = ledger().decisions.end(decision, state, actor(), reason)
            waits = made.state is not state
            audit(
                "decision.undo_asked" if waits else f"decision.{state.value}",
                made.case,
                {"decision": made.id, "subject": made.subject, "reason": reason},
            )
    except DecisionRefusedError as error:
        return _back(None, str(error))
    if waits:
        return _back(made, _("Dicatat; penandaan ini berakhir setelah admin kedua setuju mencabutnya."))
    return _back(made, _("Dicatat."))


def _back(made: Made | None, said: str) -> Response:
    """To the case, or to the list when there is none to go back to."""
    flash(said)
    if made is None:
        return redirect(url_for("decisions.listed"), 303)
    return redirect(url_for("cases.case", number=made.case), 303)


def _state(text: str) -> DecisionState:
    try:
        return DecisionState(text)
    except ValueError:
        return DecisionState.PROPOSED
