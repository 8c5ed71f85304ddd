"""Handing in a list: what would become of each row, then, if that is right, taking it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.ledger.jobs import JobState
from registry.ledger.sources import Trust
from service.desk.access import KEEPERS, requires
from service.desk.audit import actor
from service.desk.background.asking import ask, going_on, latest
from service.desk.imports.upload import UnfitUploadError, find, keep
from service.desk.stores import ledger, stores
from service.numbers import row_number

blueprint = Blueprint("imports", __name__, url_prefix="/imports")
_AT_A_TIME = 100
_LONGEST_SOURCE = 100


@blueprint.route("", methods=["GET", "POST"])
@requires(*KEEPERS)
def hand_in() -> str | Response | tuple[str, int]:
    """The form, and what was handed in."""
    sources = [source.name for source in ledger().sources.all() if source.trust == Trust.LIST]
    today = datetime.now(UTC).date().isoformat()
    if request.method == "GET":
        return render_template("imports/hand_in.html", sources=sources, today=today, wrong=[])
    file, source = request.files.get("list"), request.form.get("source", "").strip()
    day = _day(request.form.get("date", ""))
    wrong = []
    if file is None or not file.filename or not source or len(source) > _LONGEST_SOURCE or day is None:
        wrong.append(_("Pilih berkas, sebut pembuat daftar dan tanggalnya."))
    if any(known.name == source and known.trust != Trust.LIST for known in ledger().sources.all()):
        wrong.append(_("Nama itu milik sumber yang tidak dibaca dari daftar."))
    if wrong or file is None or day is None:
        return render_template("imports/hand_in.html", sources=sources, today=today, wrong=wrong), 422
    try:
        upload = keep(stores().settings.home, file.filename or "", file.stream)
    except UnfitUploadError as error:
        return render_template("imports/hand_in.html", sources=sources, today=today, wrong=[str(error)]), 422
    complete = request.form.get("complete") == "yes"
    ask(
        "desk_import_look",
        upload.token,
        {"source": source, "complete": complete, "date": day.isoformat(), "by": actor()},
    )
    return redirect(url_for("imports.look", token=upload.token))


@blueprint.get("/<string:token>")
@requires(*KEEPERS)
def look(token: str) -> str:
    """What would become of each row, or what became of the list."""
    upload = find(stores().settings.home, token)
    rehearsal, taken = latest("desk_import_look", token), latest("desk_import", token)
    if upload is None or rehearsal is None:
        abort(404)
    rows, further = upload.page(request.args.get("from", 0, type=row_number), _AT_A_TIME)
    return render_template(
        "imports/look.html",
        token=token,
        rehearsal=rehearsal,
        taken=taken,
        rows=rows if rehearsal.state is JobState.DONE else [],
        further=further,
        going_on=going_on(rehearsal, taken),
    )


@blueprint.post("/<string:token>")
@requires(*KEEPERS)
def take(token: str) -> Response:
    """Take the list as it was looked at, once; what failed may be tried again."""
    rehearsal, taken = latest("desk_import_look", token), latest("desk_import", token)
    if rehearsal is None or rehearsal.state is not JobState.DONE:
        abort(404)
    if taken is None or taken.state is JobState.FAILED:
        ask("desk_import", token, {**rehearsal.payload, "by": actor()})
        flash(_("Daftar sedang dicatat."))
    return redirect(url_for("imports.look", token=token))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
