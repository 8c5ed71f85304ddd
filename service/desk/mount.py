"""The desk below ``/desk`` of the service: made when it is first opened, so that checks do not pay for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from registry.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

PLACE = "/desk"


class Desk:
    """A WSGI application that becomes the desk on its first request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._app: Flask | None = None

    @property
    def app(self) -> Flask:
        """The desk's Flask application."""
        with self._lock:
            if self._app is None:
                from service.desk.app import create_desk

                self._app = create_desk(self._settings)
            return self._app

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        application: Callable[..., Iterable[bytes]] = self.app
        return application(environ, start_response)


def install(app: Flask, settings: Settings) -> None:
    """Mounts the desk; ``app.extensions["desk"].app`` is its application."""
    desk = Desk(settings)
    app.extensions["desk"] = desk
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PLACE: desk})  # type: ignore[method-assign]
