"""Where somebody arrives after logging in: what waits, and where to go."""

from __future__ import annotations

from flask import Blueprint, render_template

from service.desk.access import READERS, requires
from service.desk.stores import ledger

blueprint = Blueprint("home", __name__)
_MOST = 100
"""Counted further than this, nobody would work off more of it today."""


@blueprint.get("/")
@requires(*READERS)
def home() -> str:
    """What waits for somebody."""
    published = next(iter(ledger().publications.history(1)), None)
    return render_template("home.html", readings=len(ledger().review.runs(_MOST)), published=published)
