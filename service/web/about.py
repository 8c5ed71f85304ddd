"""``/tentang``: how a verdict comes about and how right it is; ``/privasi``: what is kept (nothing)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files

from flask import Blueprint, render_template

from service.web import language as lang
from service.web.checks import answering

blueprint = Blueprint("about", __name__)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure (``figures.toml``), as a bound.

    ``pattern`` finds the measured number in the document ``doc``; it is ``at_least`` or ``at_most`` that.
    """

    value_id: str
    value_en: str
    what_id: str
    what_en: str
    doc: str
    pattern: str
    at_least: float | None = None
    at_most: float | None = None

    def value(self, language: str) -> str:
        """The figure in a language."""
        return self.value_en if language == "en" else self.value_id

    def what(self, language: str) -> str:
        """What it is a figure of."""
        return self.what_en if language == "en" else self.what_id


@lru_cache(maxsize=1)
def figures() -> tuple[Figure, ...]:
    """The figures shown on ``/tentang``."""
    text = files("service.web").joinpath("figures.toml").read_text(encoding="utf-8")
    return tuple(Figure(**entry) for entry in tomllib.loads(text)["figure"])


@blueprint.get("/tentang")
def about() -> str:
    """How a verdict comes about, measured accuracy with its limits, and the licences."""
    code = lang.language().value
    snapshot = answering().snapshots.current()
    return render_template(
        "about.html",
        figures=[(it.value(code), it.what(code)) for it in figures()],
        organizers=snapshot.counts.get("organizer", 0),
        published=snapshot.published_at.date(),
        version=version("cekdiklat"),
    )


@blueprint.get("/privasi")
def privacy() -> str:
    """What is kept, what is counted, and what stays in the browser."""
    return render_template("privacy.html")
