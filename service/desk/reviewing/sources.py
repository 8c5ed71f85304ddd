"""How fresh each source is, how its last readings went, and how its organizers' hosts answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime

from flask import Blueprint, render_template

from registry.ledger.health import counts, troubled
from registry.ledger.runs import readings
from registry.snapshot import SnapshotError
from service.desk.access import READERS, requires
from service.desk.stores import ledger, stores

blueprint = Blueprint("sources", __name__, url_prefix="/sources")
OLD = 45
"""Days after which a source is called old: the service's own default for a stale registry."""


@blueprint.get("")
@requires(*READERS)
def listed() -> str:
    """All sources, the ones that need somebody first."""
    today = datetime.now(UTC).date()
    with ledger().reading() as session:
        found = readings(session)
        health, bad = counts(session), troubled(session)
    rows = [(it, (today - it.read_on).days if it.read_on else None) for it in found]
    rows.sort(key=lambda row: (row[0].last_run == "good", -(row[1] if row[1] is not None else 10**6)))
    return render_template(
        "reviewing/sources.html",
        rows=rows,
        old=OLD,
        health=health,
        troubled=_by_source(bad),
        runs=ledger().runs.history(30),
    )


def _by_source(bad: dict[str, str]) -> dict[str, Counter[str]]:
    """How many hosts of each source are in which of the bad states."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    try:
        snapshot = stores().snapshots.current()
    except SnapshotError:
        return {}
    for subject, state in bad.items():
        for source in snapshot.host_sources(subject.removeprefix("host:")):
            found[source][state] += 1
    return found
