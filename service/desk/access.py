"""Who may open what: every route names its roles, and one that names none keeps the desk from starting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from registry.ledger.desk.accounts import Role
from service.desk.who import who

ANONYMOUS = "anonymous"
"""Somebody who is not logged in."""
READERS = (Role.OBSERVER, Role.MAINTAINER, Role.ADMIN)
KEEPERS = (Role.MAINTAINER, Role.ADMIN)
DECIDERS = (Role.ADMIN,)

View = TypeVar("View", bound=Callable[..., Any])

# The views of the login library: the steps of a login are open, what changes an account is its owner's.
# Views of the library that are not named here answer 404.
_LIBRARY: dict[str, tuple[str, ...]] = {
    "security.login": (ANONYMOUS, *READERS),
    "security.logout": READERS,
    "security.verify": READERS,
    "security.change_password": READERS,
    "security.two_factor_setup": (ANONYMOUS, *READERS),
    "security.two_factor_setup_validate": READERS,
    "security.two_factor_token_validation": (ANONYMOUS,),
    "security.mf_recovery": (ANONYMOUS,),
    "security.mf_recovery_codes": READERS,
    "static": (ANONYMOUS, *READERS),
}


def requires(*names: str) -> Callable[[View], View]:
    """Opens a view to these roles: ``@requires(*KEEPERS)``. The route's decorator goes above it."""

    def mark(view: View) -> View:
        view.desk_roles = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def roles(app: Flask, endpoint: str) -> frozenset[str]:
    """Who may open an endpoint; nobody when it is a part of the library that we do not use.

    Raises:
        LookupError: a view of ours without :func:`requires`.
    """
    if endpoint in _LIBRARY:
        return frozenset(_LIBRARY[endpoint])
    if endpoint.startswith("security."):
        return frozenset()
    named: frozenset[str] | None = getattr(app.view_functions[endpoint], "desk_roles", None)
    if named is None:
        raise LookupError(f"{endpoint} names no roles: put @requires(…) below its route")
    return named


def install(app: Flask) -> None:
    """Ask before every request; refuse to start with a route that names nobody."""
    table = {endpoint: roles(app, endpoint) for endpoint in app.view_functions}

    @app.before_request
    def ask() -> Response | None:
        if request.endpoint is None:
            return None
        allowed = table[request.endpoint]
        if not allowed:
            abort(404)
        user = who()
        role: str = ANONYMOUS if user is None else user.role
        if role in allowed:
            g.role = role
            return None
        if role != ANONYMOUS:
            abort(403)
        if request.method != "GET":
            abort(401)
        return redirect(url_for("security.login", next=request.script_root + request.full_path.rstrip("?")))
