"""Every login has a token of its own in the cookie; a login that was ended does not open a page any more."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, request, session
from flask_login import logout_user

from registry.ledger import Ledger
from registry.ledger.desk.accounts import Role
from registry.ledger.desk.logins import Login
from service.desk.accounts.user import DeskUser
from service.desk.who import who

_TOKEN = "login"  # noqa: S105  (the name of a cookie's field)
# What the login library itself has just written; everything else is from before the login.
_FRESH = frozenset({"_user_id", "_fresh", "_id", "fs_cc", "fs_paa", "identity.name", "identity.auth_type"})


def begin(_app: Flask, user: DeskUser, **_more: Any) -> None:
    """Somebody proved who they are: a new token, and nothing kept of the session before."""
    for key in [key for key in session if key not in _FRESH]:
        del session[key]
    ledger = _ledger()
    with ledger.transaction():
        session[_TOKEN] = ledger.logins.open(user.id, request.user_agent.string)
        ledger.accounts.succeeded(user.id)
        ledger.audit.record(user.email, "login.begin", user.email, {"role": user.role.value})


def renew(_app: Flask, user: DeskUser, **_more: Any) -> None:
    """A new password ended the logins elsewhere: the list of logins says so."""
    here = _ledger().logins.current(session.get(_TOKEN, ""))
    _ledger().logins.end_all(user.id, but=here.id if here else None)


def end(_app: Flask, user: DeskUser, **_more: Any) -> None:
    """Somebody logs out: the token is worth nothing any more, wherever a copy of the cookie is."""
    token = session.pop(_TOKEN, None)
    session.clear()
    login = _ledger().logins.current(token) if token else None
    if login is not None:
        ledger = _ledger()
        with ledger.transaction():
            ledger.logins.end(login.id, login.account_id)
            ledger.audit.record(user.email, "login.end", user.email)


def install(app: Flask) -> None:
    """Look before every request whether the login is still good."""

    @app.before_request
    def still_good() -> None:
        user = who()
        if user is None:
            return
        token = session.get(_TOKEN)
        login: Login | None = _ledger().logins.current(token) if token else None
        unsafe = user.role is Role.ADMIN and not user.tf_totp_secret
        if login is None or login.account_id != user.id or unsafe:
            session.pop(_TOKEN, None)
            logout_user()
            return
        g.login = login


def _ledger() -> Ledger:
    opened: Ledger = current_app.extensions["stores"].ledger
    return opened
