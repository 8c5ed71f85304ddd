"""The audit log, newest first."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from registry.ledger.desk.audit import AuditFilter
from service.desk.access import READERS, requires
from service.desk.stores import ledger
from service.numbers import row_number

blueprint = Blueprint("audit", __name__)
_AT_A_TIME = 50


@blueprint.get("/audit")
@requires(*READERS)
def entries() -> str:
    """Who did what, when; by person, kind or thing."""
    wanted = AuditFilter(
        actor=request.args.get("actor", "").strip() or None,
        action=request.args.get("action", "").strip() or None,
        subject=request.args.get("subject", "").strip() or None,
        before=request.args.get("before", type=row_number),
    )
    found = ledger().audit.page(wanted, _AT_A_TIME + 1)
    more = found[_AT_A_TIME - 1].number if len(found) > _AT_A_TIME else None
    number, digest = ledger().audit.head()
    return render_template(
        "audit.html", entries=found[:_AT_A_TIME], more=more, wanted=wanted, head=f"{number}:{digest.hex()}"
    )
