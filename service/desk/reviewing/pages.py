"""What readings of sources brought since the last publication: side by side, accept or refuse."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.editing.facts import SINGLE, Difference, Facts, differences, shown
from registry.ledger.editing.review import Proposed
from registry.organizer import Organizer
from registry.snapshot import SnapshotError
from service.desk.access import KEEPERS, READERS, requires
from service.desk.audit import actor
from service.desk.stores import ledger, stores
from service.numbers import row_number

blueprint = Blueprint("reviewing", __name__, url_prefix="/review")
_AT_A_TIME = 20
_SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A statement to judge: what it changes about its organizer, compared with what is published."""

    proposed: Proposed
    name: str
    is_new: bool
    differing: list[Difference]


@blueprint.get("")
@requires(*READERS)
def runs() -> str:
    """Readings that nobody has gone through."""
    return render_template("reviewing/runs.html", runs=ledger().review.runs())


@blueprint.get("/<int:run_id>")
@requires(*READERS)
def run(run_id: int) -> str:
    """The statements of one reading, twenty at a time."""
    found = next((it for it in ledger().review.runs(1000) if it.id == run_id), None)
    if found is None:
        abort(404)
    after = request.args.get("after", 0, type=row_number)
    waiting = ledger().review.pending(run_id, after, _AT_A_TIME + 1)
    more = waiting[_AT_A_TIME - 1].number if len(waiting) > _AT_A_TIME else None
    items = [item for it in waiting[:_AT_A_TIME] if (item := _item(it)) is not None]
    return render_template("reviewing/run.html", run=found, items=items, more=more, after=after)


@blueprint.post("/<int:run_id>/judge")
@requires(*KEEPERS)
def judge(run_id: int) -> Response:
    """Accept or refuse one statement."""
    number = request.form.get("number", 0, type=row_number)
    decision, reason = request.form.get("decision"), request.form.get("reason", "").strip()
    if decision not in ("accept", "refuse"):
        abort(400)
    if decision == "refuse" and len(reason) < _SHORTEST_REASON:
        flash(_("Tulis mengapa pernyataan ini ditolak."))
    elif not ledger().review.judge([number], decision == "accept", actor(), reason or None):
        if (by := ledger().review.judged_by(number)) is None:
            abort(404)
        flash(_("Ini sudah dinilai oleh %(who)s; penilaian Anda tidak dicatat.", who=by))
    after = request.form.get("after", 0, type=row_number)
    return redirect(url_for("reviewing.run", run_id=run_id, after=after or None))


@blueprint.post("/statements/<int:number>/reconsider")
@requires(*KEEPERS)
def reconsider(number: int) -> Response:
    """Take a refusal back: the statement counts again."""
    organizer_id = request.form.get("organizer", "")
    if all(it.number != number for it in ledger().review.refused(organizer_id)):
        abort(404)
    ledger().review.reconsider(number, actor())
    flash(_("Penolakan ditarik kembali; pernyataan itu berlaku lagi."))
    return redirect(url_for("organizers.show", organizer_id=organizer_id))


@blueprint.post("/<int:run_id>/all")
@requires(*KEEPERS)
def judge_all(run_id: int) -> Response:
    """Accept what is left of a reading, or set all of it aside."""
    if all(it.id != run_id for it in ledger().review.runs(1000)):
        abort(404)
    reason = request.form.get("reason", "").strip()
    if request.form.get("decision") == "accept":
        ledger().review.accept_run(run_id, actor())
    elif len(reason) < _SHORTEST_REASON:
        flash(_("Tulis mengapa seluruh pembacaan dikesampingkan."))
        return redirect(url_for("reviewing.run", run_id=run_id))
    else:
        ledger().review.refuse_run(run_id, actor(), reason)
    return redirect(url_for("reviewing.runs"))


def _item(proposed: Proposed) -> Item | None:
    standing = ledger().edits.standing(proposed.organizer_id)
    if standing is None or standing.facts is None:
        return None
    published = _published(proposed.organizer_id)
    differing = (
        _everything(standing.facts) if published is None else differences(Facts.of(published), standing.facts)
    )
    return Item(proposed, standing.facts.name, published is None, differing)


def _published(organizer_id: str) -> Organizer | None:
    try:
        return stores().snapshots.current().organizer(organizer_id)
    except SnapshotError:
        return None


def _everything(facts: Facts) -> list[Difference]:
    single = [(fact, str(value)) for fact in SINGLE if (value := getattr(facts, fact)) is not None]
    many = [("aliases", shown(it)) for it in facts.aliases] + [("hosts", shown(it)) for it in facts.hosts]
    return [Difference(fact, None, text) for fact, text in (*single, *many)]
