"""Downloads: the registry, the decisions in force, what changed since a version, and the audit log."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from registry.exporting.database import licence, write_database
from registry.exporting.organizers import organizers_csv, organizers_jsonl
from registry.exporting.tables import CHANGES, DECISIONS, as_csv, as_jsonl, change_rows, decision_rows
from service.desk.access import DECIDERS, READERS, requires
from service.desk.audit import audit
from service.desk.exporting.log import log_lines
from service.desk.stores import ledger, stores

blueprint = Blueprint("exporting", __name__, url_prefix="/export")
_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


@blueprint.get("")
@requires(*READERS)
def overview() -> str:
    """What there is to take along, and under what licence."""
    folder = stores().folder
    return render_template("exporting/overview.html", versions=folder.published(), licence=licence())


@blueprint.get("/<any(organizers, decisions, changes):what>.<any(csv, jsonl):kind>")
@requires(*READERS)
def table(what: str, kind: str) -> Response:
    """One table, as a stream."""
    snapshot = stores().snapshots.current()
    if what == "organizers":
        write = organizers_csv if kind == "csv" else organizers_jsonl
        return _stream(write(snapshot.organizers()), what, kind)
    to_lines = as_csv if kind == "csv" else as_jsonl
    if what == "decisions":
        return _stream(to_lines(DECISIONS, decision_rows(snapshot)), what, kind)
    since = request.args.get("since", "")
    if since not in stores().folder.published():
        abort(404)
    return _stream(to_lines(CHANGES, change_rows(stores().folder, since)), what, kind)


@blueprint.get("/registry.db")
@requires(*READERS)
def database() -> BaseResponse:
    """Everything as one SQLite file for Datasette."""
    with tempfile.TemporaryDirectory(prefix="export-", dir=stores().settings.home) as folder:
        path = Path(folder) / "registry.db"
        write_database(stores().snapshots.current(), path)
        # The open file outlives its folder.
        return send_file(
            path.open("rb"), "application/vnd.sqlite3", as_attachment=True, download_name=path.name
        )


@blueprint.get("/audit.<any(csv, jsonl):kind>")
@requires(*DECIDERS)
def audit_log(kind: str) -> Response:
    """The whole log with its hashes, the oldest entry first; taking it along is an entry itself."""
    audit("audit.export", kind)
    return _stream(log_lines(ledger(), kind), "audit", kind)


def _stream(lines: Iterator[str], name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="cekdiklat-{name}.{kind}"'}
    return Response(lines, headers=headers, content_type=_TYPES[kind])
