"""``/desk/proposals``: organizers that ask to be listed, accepted or refused with a reason."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.cases.acceptance import accept
from registry.ledger.cases.proposals import (
    Proposal,
    ProposalDecision,
    ProposalError,
    ProposalState,
)
from registry.organizer import Organizer
from service.answering import today
from service.desk.access import KEEPERS, READERS, requires
from service.desk.audit import actor, audit
from service.desk.stores import ledger, stores
from service.numbers import row_number

blueprint = Blueprint("desk_proposals", __name__, template_folder="../templates")
_AT_A_TIME = 50


@blueprint.get("/proposals")
@requires(*READERS)
def listed() -> str:
    """Proposals in a state, the oldest first."""
    try:
        state = ProposalState(request.args.get("state", "received"))
    except ValueError:
        state = ProposalState.RECEIVED
    found = ledger().proposals.listed(state, request.args.get("after", 0, row_number), _AT_A_TIME)
    more = found[-1].id if len(found) == _AT_A_TIME else None
    return render_template("cases/proposals.html", proposals=found, state=state.value, more=more)


@blueprint.get("/proposals/<string:number>")
@requires(*READERS)
def proposal(number: str) -> str:
    """One proposal beside what the registry has already."""
    return _page(_found(number))


@blueprint.post("/proposals/<string:number>/decide")
@requires(*KEEPERS)
def decide(number: str) -> Response | tuple[str, int]:
    """Accept or refuse. What is accepted becomes a sighting of the lowest trust, with the reason."""
    found = _found(number)
    reason = request.form.get("reason", "")[:2000]
    version = request.form.get("version", 0, row_number)
    try:
        with ledger().transaction():
            if request.form.get("decision") == "accept":
                done = accept(
                    ledger(),
                    found,
                    version,
                    ProposalDecision(ProposalState.ACCEPTED, actor(), reason),
                    today(),
                )
            else:
                done = ledger().proposals.decide(
                    number, version, ProposalDecision(ProposalState.REFUSED, actor(), reason)
                )
            audit(
                f"proposal.{done.state.value}",
                done.number,
                {"name": done.draft.name, "organizer": done.organizer_id, "reason": reason},
            )
    except ProposalError as error:
        return _page(_found(number), str(error)), 409
    flash(_("Dicatat. Usulan yang diterima terbit bersama registri berikutnya."))
    return redirect(url_for("desk_proposals.proposal", number=done.number), 303)


def _found(number: str) -> Proposal:
    found = ledger().proposals.get(number[:16])
    if found is None:
        abort(404)
    return found


def _page(found: Proposal, problem: str | None = None) -> str:
    return render_template("cases/proposal.html", proposal=found, near=_near(found), problem=problem)


def _near(found: Proposal) -> list[Organizer]:
    """Organizers of the published registry that the name may stand for."""
    snapshot = stores().snapshots.current()
    match = snapshot.matcher.match(found.draft.name, found.draft.region)
    ids = [candidate.organizer_id for candidate in match.candidates]
    return [organizer for id_ in ids if (organizer := snapshot.organizer(id_)) is not None]
