"""Setting up the login library: what is on, what is off, and why."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from flask import Flask
from flask_login import user_logged_out
from flask_security import Security, password_changed, user_authenticated
from flask_wtf import CSRFProtect

from registry.settings import Settings
from service.desk.accounts.codes import CountedRecoveryCodes, OnceTotp
from service.desk.accounts.cookies import CookieSessions
from service.desk.accounts.datastore import LedgerDatastore
from service.desk.accounts.logins import begin, end, renew
from service.desk.secret import derived, desk_secret
from service.desk.stores import Stores

SHORTEST_PASSWORD = 12
"""Characters. NIST SP 800-63B-4: 15 where a password stands alone, 8 beside a second factor."""


def install(app: Flask, settings: Settings, stores: Stores) -> None:
    """Accounts, second factor, sessions and protection against forged requests."""
    secret = desk_secret(settings)
    app.config.update(_config(settings, secret))
    app.session_interface = CookieSessions()
    CSRFProtect(app)
    security = Security(
        app, LedgerDatastore(stores), totp_cls=OnceTotp, mf_recovery_codes_util_cls=CountedRecoveryCodes
    )
    security.want_json(lambda _request: False)  # the desk is pages: one way in, one way to test
    user_authenticated.connect(begin, app)
    user_logged_out.connect(end, app)
    password_changed.connect(renew, app)
    security.login_context_processor(lambda: {"nobody_yet": not stores.ledger.accounts.any()})


def _config(settings: Settings, secret: str) -> dict[str, Any]:
    def fernet(purpose: str) -> bytes:
        return base64.urlsafe_b64encode(derived(secret, purpose))

    library = {
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": True,  # argon2 salts by itself; a lost secret must not lose all passwords
        "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
        "RETURN_GENERIC_RESPONSES": True,
        "CHANGEABLE": True,
        "SEND_PASSWORD_CHANGE_EMAIL": False,
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TOTP_SECRETS": {"1": derived(secret, "totp").hex()},
        "TOTP_ISSUER": "CekDiklat",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [fernet("recovery codes")],
        "API_ENABLED_METHODS": ["session"],
        "POST_LOGIN_VIEW": "/desk/",
        "POST_LOGOUT_VIEW": "/desk/login",
        "POST_CHANGE_VIEW": "/desk/account",
        "TWO_FACTOR_POST_SETUP_VIEW": "/desk/account",
        "I18N_DIRNAME": ["builtin", str(Path(__file__).parents[1] / "translations")],
        "LOGOUT_METHODS": ["POST"],
        "CACHE_CONTROL": None,  # the desk's own headers say it for every page
    }
    return {
        **{f"SECURITY_{name}": value for name, value in library.items()},
        "SECRET_KEY": secret,
        "SESSION_COOKIE_NAME": "desk",
        "SESSION_COOKIE_PATH": "/desk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.https,
        "REMEMBER_COOKIE_DURATION": 0,
        # A form left open over lunch must not lose what was typed: the token lives as long as the session.
        "WTF_CSRF_TIME_LIMIT": None,
    }
