"""Where somebody arrives after logging in."""

from __future__ import annotations

from flask import Blueprint, render_template

from service.desk.access import READERS, requires

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@requires(*READERS)
def home() -> str:
    """What waits for you."""
    return render_template("home.html")
