"""Passwords outside a request: fit for use, and hashed the way the login checks them."""

from __future__ import annotations

from flask_security import hash_password

from registry.settings import Settings
from service.desk.accounts.security import SHORTEST_PASSWORD
from service.desk.who import library


class UnfitPasswordError(ValueError):
    """The password is too easy to guess; the message says what is needed."""


def hashed(settings: Settings, password: str) -> str:
    """The hash to store.

    Raises:
        UnfitPasswordError: it is too short, or made of hardly any different characters.
    """
    from service.desk.app import create_desk

    if len(password) < SHORTEST_PASSWORD or len(set(password)) < 5:
        raise UnfitPasswordError(
            f"the password needs {SHORTEST_PASSWORD} characters or more, five different ones"
        )
    app = create_desk(settings)
    with app.app_context():
        kept: str = hash_password(library(app).password_util.normalize(password))
    return kept
