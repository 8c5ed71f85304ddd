"""Publishing at the desk: what would change, the guard's word, the history, the way back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.snapshot.errors import SnapshotError
from service.desk.access import KEEPERS, READERS, requires
from service.desk.audit import actor, audit
from service.desk.background.asking import ask, going_on, latest
from service.desk.stores import ledger, stores

blueprint = Blueprint("publishing", __name__, url_prefix="/publish")
_KEY = "registry"
_SHORTEST_REASON = 5


@blueprint.get("")
@requires(*READERS)
def overview() -> str:
    """What was published, what a publication would change, and what goes on."""
    kept, current = _standing()
    jobs = [latest(kind, _KEY) for kind in ("desk_rehearse", "desk_publish", "desk_rollback")]
    busy = going_on(*jobs)
    rehearsal, publication, return_ = jobs
    return render_template(
        "publishing/overview.html",
        history=ledger().publications.history(30),
        kept=kept,
        current=current,
        rehearsal=rehearsal,
        publication=publication,
        return_=return_,
        going_on=busy,
    )


@blueprint.post("/rehearse")
@requires(*KEEPERS)
def rehearse() -> Response:
    """Ask what publishing would change."""
    ask("desk_rehearse", _KEY, {"by": actor()})
    return redirect(url_for("publishing.overview"))


@blueprint.post("")
@requires(*KEEPERS)
def publish() -> Response:
    """Ask for a publication; against the guard only with a reason."""
    note, accept = (request.form.get(name, "").strip() for name in ("note", "accept"))
    if len(note) < _SHORTEST_REASON:
        flash(_("Tulis apa yang diterbitkan dan mengapa."))
        return redirect(url_for("publishing.overview"))
    payload = {"by": actor(), "note": note, "accept": accept or None}
    with ledger().transaction():
        audit("registry.ask_publish", _KEY, {"note": note, "accept": accept or None})
    ask("desk_publish", _KEY, payload)
    return redirect(url_for("publishing.overview"))


@blueprint.post("/rollback")
@requires(*KEEPERS)
def rollback() -> Response:
    """Ask for the way back to a version that is still kept."""
    to, note = request.form.get("to", ""), request.form.get("note", "").strip()
    kept, current = _standing()
    if to not in kept or to == current:
        abort(404)
    if len(note) < _SHORTEST_REASON:
        flash(_("Tulis alasan kembali ke versi lama."))
        return redirect(url_for("publishing.overview"))
    with ledger().transaction():
        audit("registry.ask_rollback", to, {"note": note})
    ask("desk_rollback", _KEY, {"by": actor(), "note": note, "to": to})
    return redirect(url_for("publishing.overview"))


def _standing() -> tuple[list[str], str | None]:
    folder = stores().folder
    kept = folder.published()
    try:
        return kept, folder.current() if kept else None
    except SnapshotError:
        return kept, None
