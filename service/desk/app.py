"""The desk's application: put together from its blueprints, each of which names the roles of its routes."""

from __future__ import annotations

from flask import Blueprint, Flask

from registry.settings import Settings
from service import asked, metrics, requestlog
from service.casework.desk import appeals, cases, decisions, proposals
from service.desk import access, errors, headers, layout, limits
from service.desk.accounts import logins, security
from service.desk.background.asking import start_work
from service.desk.exporting import pages as exporting
from service.desk.figures import pages as figures
from service.desk.imports import pages as imports
from service.desk.organizers import joining
from service.desk.organizers import pages as organizers
from service.desk.pages import account, audit, home
from service.desk.publishing import pages as publishing
from service.desk.reviewing import duplicates, sources
from service.desk.reviewing import pages as reviewing
from service.desk.stores import Stores
from service.ledger import be_patient
from service.numbers import RowNumber
from service.web import language

#: Every page of the desk; a new room of the desk adds its blueprint here.
BLUEPRINTS: tuple[Blueprint, ...] = (
    home.blueprint,
    organizers.blueprint,
    joining.blueprint,
    reviewing.blueprint,
    duplicates.blueprint,
    sources.blueprint,
    imports.blueprint,
    publishing.blueprint,
    cases.blueprint,
    decisions.blueprint,
    appeals.blueprint,
    proposals.blueprint,
    exporting.blueprint,
    figures.blueprint,
    account.blueprint,
    audit.blueprint,
)


def create_desk(settings: Settings) -> Flask:
    """The WSGI application that is mounted at ``/desk``.

    Raises:
        UnusableSecretError: the secret that signs sessions cannot be used.
        LookupError: a route names no roles.
    """
    app = Flask(__name__, template_folder="templates", static_folder="static")
    app.url_map.converters["int"] = RowNumber
    stores = Stores(settings)
    stores.start_work = start_work
    app.extensions["stores"] = stores
    asked.install(app)
    requestlog.install(app)
    metrics.count_requests(app)
    be_patient(app)
    limits.install(app, settings)
    headers.install(app, settings)
    language.install(app, "translations;../casework/translations")
    security.install(app, settings, stores)
    logins.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    layout.install(app)
    access.install(app)
    errors.install(app)
    return app
