"""The language of a page: asked for, remembered, else Indonesian."""

from __future__ import annotations

from flask import Flask, Response, g, request
from flask_babel import Babel
from werkzeug.exceptions import RequestEntityTooLarge

from service.checking.texts import Language

_COOKIE = "lang"
_YEAR = 365 * 24 * 3600
NAMES = {Language.INDONESIAN: "Bahasa Indonesia", Language.ENGLISH: "English"}


def language() -> Language:
    """``lang`` in the form or address, else the cookie that remembers it, else Indonesian."""
    if "language" not in g:
        wanted = _in_form() or request.args.get("lang")
        g.language_wanted = wanted in tuple(Language)
        asked = wanted or request.cookies.get(_COOKIE)
        g.language = Language(asked) if asked in tuple(Language) else Language.INDONESIAN
    chosen: Language = g.language
    return chosen


def _in_form() -> str | None:
    """The language chosen in a form; none where the form is too large to be read."""
    try:
        return request.form.get("lang")
    except RequestEntityTooLarge:
        return None


def other_language() -> Language:
    """The one to switch to."""
    return Language.ENGLISH if language() is Language.INDONESIAN else Language.INDONESIAN


def install(app: Flask, catalogs: str = "web/translations;casework/translations") -> None:
    """Texts of the pages come from gettext catalogs; the Indonesian text is the key."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = catalogs
    Babel(app, default_locale="id", locale_selector=lambda: language().value)

    @app.after_request
    def remember(response: Response) -> Response:
        if g.get("language_wanted"):
            response.set_cookie(_COOKIE, language().value, max_age=_YEAR, httponly=True, samesite="Lax")
        return response
