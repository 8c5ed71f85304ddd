"""Two organizers that are one, and one that is two."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.editing.facts import differences
from registry.ledger.editing.order import EditConflictError, EditRefusedError, Order
from registry.ledger.editing.standing import Standing
from service.desk.access import KEEPERS, requires
from service.desk.audit import actor
from service.desk.organizers.form import OrganizerForm
from service.desk.stores import ledger
from service.numbers import row_number

blueprint = Blueprint("joining", __name__, url_prefix="/organizers")


@blueprint.route("/<string:organizer_id>/merge", methods=["GET", "POST"])
@requires(*KEEPERS)
def merge(organizer_id: str) -> str | Response | tuple[str, int]:
    """Side by side with the other one; merging leads this id to it."""
    standing = _alive(organizer_id)
    into = request.values.get("into", "").strip()
    target = ledger().edits.standing(into) if into else None
    wrong: list[str] = []
    if request.method == "POST":
        try:
            ledger().edits.merge(_order(organizer_id), into)
            flash(_("Digabung; alamat lama sekarang menuju ke sini."))
            return redirect(url_for("organizers.show", organizer_id=into))
        except EditConflictError:
            wrong.append(_("Orang lain baru saja mengubahnya; lihat dulu, lalu coba lagi."))
            standing = _alive(organizer_id)
        except EditRefusedError as error:
            wrong.append(str(error))
    elif into and target is None:
        wrong.append(_("Tidak ada penyelenggara dengan id itu."))
    differing = (
        differences(standing.facts, target.facts) if standing.facts and target and target.facts else []
    )
    page = render_template(
        "organizers/merge.html",
        standing=standing,
        target=target,
        into=into,
        wrong=wrong,
        differing_facts=differing,
    )
    return (page, 422) if wrong else page


@blueprint.route("/<string:organizer_id>/split", methods=["GET", "POST"])
@requires(*KEEPERS)
def split(organizer_id: str) -> str | Response | tuple[str, int]:
    """Give some sources' statements to another organizer, or to a new one."""
    standing = _alive(organizer_id)
    form = OrganizerForm.sent(request.form) if request.method == "POST" else OrganizerForm.empty()
    if request.method == "POST":
        chosen = frozenset(request.form.getlist("statement", type=row_number))
        to = request.form.get("to", "").strip() or form.facts()
        if to is not None:
            try:
                made = ledger().edits.split(_order(organizer_id), chosen, to)
                flash(_("Dipisah."))
                return redirect(url_for("organizers.show", organizer_id=made))
            except EditConflictError:
                form.wrong.append(_("Orang lain baru saja mengubahnya; lihat dulu, lalu coba lagi."))
                standing = _alive(organizer_id)
            except EditRefusedError as error:
                form.wrong.append(str(error))
    page = render_template("organizers/split.html", standing=standing, form=form, asked=request.form)
    return (page, 422) if form.wrong else page


def _order(organizer_id: str) -> Order:
    form = request.form
    return Order(organizer_id, form.get("version", 0, type=row_number), actor(), form.get("reason", ""))


def _alive(organizer_id: str) -> Standing:
    found = ledger().edits.standing(organizer_id)
    if found is None or found.facts is None or found.redirect_to:
        abort(404)
    return found
