"""What the server loads in each of its processes."""

from __future__ import annotations

from datetime import date

from flask import Flask

from registry.reading.page import Page
from registry.snapshot.errors import SnapshotError
from service.answering import Answering
from service.app import create_app
from service.checking.check import check
from service.log import configure, log


def application() -> Flask:
    """The application, warmed up: indexes are open and patterns compiled before the first teacher asks."""
    configure()
    app = create_app()
    answering: Answering = app.extensions["answering"]
    try:
        check(Page(text="Webinar guru, gratis"), answering.snapshots.current(), date(2026, 1, 1))
    except SnapshotError as error:
        log.warning("no registry yet", reason=str(error))
    return app
