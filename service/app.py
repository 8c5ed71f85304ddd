"""The service: API and pages in one Flask application, put together from the rooms."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from flask import Flask, Response, jsonify, request
from flask_openapi3 import Info, OpenAPI
from werkzeug.middleware.proxy_fix import ProxyFix

from registry.settings import Settings
from registry.settings import settings as default_settings
from service import asked, headers, limits, metrics, requestlog
from service import ledger as ledger_door
from service.answering import Answering
from service.api import check, digest, health, match, organizers, plan, problem, reports, rules
from service.api.reconcile.routes import blueprint as reconciliation
from service.casework import install as install_casework
from service.desk import mount as desk
from service.json_writer import JsonWriter
from service.memory import Memory
from service.noticing import Noticing
from service.web import pages


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application; reads the settings of the process unless given others."""
    settings = settings or default_settings()
    app = OpenAPI(
        "service",
        info=Info(
            title="CekDiklat",
            version=version("cekdiklat"),
            description="Who is behind a training link. No check is stored; every verdict has its reasons.",
        ),
        security_schemes={},
        validation_error_model=problem.ProblemDocument,
        validation_error_callback=problem.from_validation,
        doc_ui=False,
        static_folder="web/static",
        template_folder="web/templates",
    )
    app.json = JsonWriter(app)
    app.config["STALE_AFTER_DAYS"] = settings.stale_after_days
    ledger_door.install(app, settings)
    app.extensions["answering"] = Answering.open(settings, Noticing(app.extensions["ledger"]))
    app.extensions["memory"] = Memory()
    asked.install(app)
    requestlog.install(app)
    metrics.install(app)
    limits.install(app, settings)
    headers.install(app)
    problem.install(app, pages.problem_page)
    for api in (
        check.api, match.api, organizers.api, rules.api, plan.api, digest.api, reports.api, health.api
    ):  # fmt: skip
        app.register_api(api)
    pages.install(app)
    app.register_blueprint(reconciliation)
    install_casework(app, settings)

    @app.get("/openapi.json", doc_ui=False)
    def openapi() -> Response:
        return jsonify(_without_invented(app.api_doc))

    app.before_request(check.repeated)
    desk.install(app, settings)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )

    @app.before_request
    def only_json() -> None:
        if request.method == "POST" and request.path.startswith("/v1/"):
            problem.require_json_object(request)

    return app


def _without_invented(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document without the 422 that the library adds to operations that take nothing."""
    for item in document["paths"].values():
        for operation in item.values():
            if "application/json" in operation["responses"].get("422", {}).get("content", {}):
                del operation["responses"]["422"]
    return document
