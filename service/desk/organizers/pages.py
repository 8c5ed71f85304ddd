"""Finding, looking at, making and editing organizers."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.editing.facts import differences
from registry.ledger.editing.order import EditConflictError, EditRefusedError, Order
from registry.ledger.editing.standing import Standing
from registry.ledger.editing.three_way import three_way
from registry.organizer import Kind, Organizer, Status
from registry.snapshot import SnapshotError
from service.desk.access import KEEPERS, READERS, requires
from service.desk.audit import actor
from service.desk.organizers.form import OrganizerForm
from service.desk.organizers.similar import similar
from service.desk.organizers.sourced import sourced
from service.desk.stores import ledger, stores
from service.numbers import row_number
from service.search import search as search_organizers

blueprint = Blueprint("organizers", __name__, url_prefix="/organizers")
_FOUND = 50


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {"kinds": [kind.value for kind in Kind], "statuses": [status.value for status in Status]}


@blueprint.get("")
@requires(*READERS)
def find() -> str | Response:
    """Find an organizer by words of its name, its id, number or host."""
    query = request.args.get("q", "").strip()[:200]
    found: list[Organizer] = []
    if query:
        if (known := ledger().edits.standing(query)) is not None:
            return redirect(url_for("organizers.show", organizer_id=known.id))
        try:
            found = search_organizers(stores().snapshots.current(), query, _FOUND)
        except SnapshotError:
            flash(_("Belum ada registri terbit; hanya id yang dapat dicari."))
    return render_template("organizers/find.html", query=query, organizers=found)


@blueprint.get("/<string:organizer_id>")
@requires(*READERS)
def show(organizer_id: str) -> str:
    """Everything anybody says about an organizer, who changed it, and who it may be twice."""
    standing = _standing(organizer_id)
    return render_template(
        "organizers/show.html",
        standing=standing,
        organizer=standing.folded.organizer if standing.folded else None,
        facts=sourced(standing),
        history=ledger().edits.history(organizer_id),
        refused=ledger().review.refused(organizer_id),
        similar=_similar(standing),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(*KEEPERS)
def new() -> str | Response | tuple[str, int]:
    """Make an organizer that no source tells of."""
    if request.method == "GET":
        return render_template("organizers/edit.html", form=OrganizerForm.empty(), organizer_id=None)
    form = OrganizerForm.sent(request.form)
    if (wanted := form.facts()) is not None:
        try:
            made = ledger().edits.create(wanted, actor(), form.reason)
            return redirect(url_for("organizers.show", organizer_id=made))
        except EditRefusedError as error:
            form.wrong.append(str(error))
    return render_template("organizers/edit.html", form=form, organizer_id=None), 422


@blueprint.route("/<string:organizer_id>/edit", methods=["GET", "POST"])
@requires(*KEEPERS)
def edit(organizer_id: str) -> str | Response | tuple[str, int]:
    """Change facts of an organizer; two people's changes are brought together, never overwritten."""
    standing = _standing(organizer_id)
    if request.method == "GET":
        if standing.facts is None or standing.redirect_to:
            abort(404)
        form = OrganizerForm.of(standing.facts, standing.version)
        return render_template("organizers/edit.html", form=form, organizer_id=organizer_id)
    form = OrganizerForm.sent(request.form)
    if (wanted := form.facts()) is not None:
        try:
            order = Order(organizer_id, form.version, actor(), form.reason)
            changed = ledger().edits.edit(order, wanted, form.seen())
            flash(_("Disimpan.") if changed else _("Tidak ada yang berubah."))
            return redirect(url_for("organizers.show", organizer_id=organizer_id))
        except EditConflictError as conflict:
            return _both(form, conflict.now), 409
        except EditRefusedError as error:
            form.wrong.append(str(error))
    return render_template("organizers/edit.html", form=form, organizer_id=organizer_id), 422


def _both(form: OrganizerForm, now: Standing) -> str:
    """My form again, with the other's changes taken in, and what differs from what stands now."""
    mine, there = form.facts(), now.facts
    if mine is None or there is None:
        abort(404)
    base = form.seen()
    merged = three_way(base if base is not None else there, mine, there)
    again = OrganizerForm.of(merged.facts, now.version)
    again.keep_name, again.reason, again.base = (
        form.keep_name,
        form.reason,
        OrganizerForm.of(there, now.version).base,
    )
    return render_template(
        "organizers/edit.html",
        form=again,
        organizer_id=now.id,
        conflict=differences(there, merged.facts),
        clashes=merged.clashes,
        theirs=[it for it in ledger().edits.history(now.id) if it.version > form.version],
    )


@blueprint.post("/<string:organizer_id>/undo")
@requires(*KEEPERS)
def undo(organizer_id: str) -> Response:
    """Take back the newest change."""
    _standing(organizer_id)
    try:
        ledger().edits.undo(Order(organizer_id, _version(), actor(), request.form.get("reason", "")))
        flash(_("Perubahan terakhir ditarik kembali."))
    except EditConflictError:
        flash(_("Orang lain baru saja mengubahnya; lihat dulu, lalu coba lagi."))
    except EditRefusedError as error:
        flash(str(error))
    return redirect(url_for("organizers.show", organizer_id=organizer_id))


def _version() -> int:
    return request.form.get("version", 0, type=row_number)


def _standing(organizer_id: str) -> Standing:
    found = ledger().edits.standing(organizer_id)
    if found is None:
        abort(404)
    return found


def _similar(standing: Standing) -> list[object]:
    if standing.folded is None or standing.redirect_to:
        return []
    try:
        return list(similar(stores().snapshots.current(), standing.folded.organizer))
    except SnapshotError:
        return []
