"""What the public has to do with cases: reports, how a case stands, objections, proposals."""

from __future__ import annotations

from flask import Flask

from registry.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Add the pages, and the mail server when the operator named one."""
    from service.casework import pages, proposals
    from service.casework.mail import Mailer

    app.extensions["mailer"] = Mailer(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(proposals.blueprint)
