"""The service's door to the ledger: opened when the first request needs it, once for a process."""

from __future__ import annotations

from contextlib import ExitStack
from threading import Lock

from flask import Flask, current_app, g

from registry.ledger import Ledger
from registry.ledger.patience import patience
from registry.settings import Settings
from registry.waiting import REQUEST


class LazyLedger:
    """A service that only answers checks opens no database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._ledger: Ledger | None = None

    def get(self) -> Ledger:
        """The ledger.

        Raises:
            LedgerError: it cannot be opened.
        """
        with self._lock:
            if self._ledger is None:
                self._ledger = Ledger.open(self._url)
            return self._ledger


def install(app: Flask, settings: Settings) -> None:
    """Make the ledger of these settings known to the application."""
    app.extensions["ledger"] = LazyLedger(settings.ledger)
    be_patient(app)


def be_patient(app: Flask) -> None:
    """Lets requests of the application wait for the ledger as long as its patience lasts, and no longer."""

    @app.before_request
    def begin() -> None:
        g.patience = ExitStack()
        g.patience.enter_context(patience(REQUEST))

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        if (entered := g.pop("patience", None)) is not None:
            entered.close()


def ledger() -> Ledger:
    """The ledger of this application.

    Raises:
        LedgerError: it cannot be opened.
    """
    door: LazyLedger = current_app.extensions["ledger"]
    return door.get()
