"""Who is logged in, with the type of our own user."""

from __future__ import annotations

from flask import Flask
from flask_login import current_user
from flask_security import Security

from service.desk.accounts.user import DeskUser


def who() -> DeskUser | None:
    """Whoever is logged in, or ``None``."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # type: ignore[attr-defined]


def me() -> DeskUser:
    """Whoever is logged in, on a page that only opens to those who are.

    Raises:
        LookupError: nobody is.
    """
    found = who()
    if found is None:
        raise LookupError("nobody is logged in")
    return found


def library(app: Flask) -> Security:
    """The login library of the desk's application."""
    found: Security = app.extensions["security"]
    return found
