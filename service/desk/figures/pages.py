"""The figures page."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, render_template, request

from registry.ledger.cases.figures import casework
from registry.ledger.runs import readings
from registry.organizer import Kind
from registry.snapshot import SnapshotError
from service.checking.level import Level
from service.desk.access import DECIDERS, requires
from service.desk.figures.coverage import WIDTH, bars
from service.desk.stores import ledger, stores
from service.metrics import verdicts_by_level

blueprint = Blueprint("figures", __name__, url_prefix="/figures")
_ROW = 22
"""Height of one bar's line, in the drawing's units."""


@blueprint.get("")
@requires(*DECIDERS)
def overview() -> str:
    """Checks by level, cases, coverage, freshness: counts only, nothing about who asked what."""
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in {it.value for it in Kind} else Kind.DINAS
    with ledger().reading() as session:
        cases = casework(session)
        sources = readings(session)
    try:
        drawn = bars(stores().snapshots.current(), kind)
    except SnapshotError:
        drawn = []
    checked = verdicts_by_level()
    today = datetime.now(UTC).date()
    return render_template(
        "figures/overview.html",
        checks=[(level.value, checked.get(level.value, 0)) for level in Level],
        cases=cases,
        kind=kind.value,
        bars=drawn,
        width=WIDTH,
        row=_ROW,
        ages=[(it.name, (today - it.read_on).days if it.read_on else None) for it in sources],
    )
