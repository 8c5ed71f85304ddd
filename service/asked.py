"""What is asked for, without the character that no text in a PostgreSQL database can have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict

_NUL = "\0"


class _Kept(ImmutableMultiDict[str, Any]):
    """Fields of a form or a query; nobody types a NUL, so nobody misses it."""

    def __init__(self, fields: Iterable[tuple[str, Any]] | None = None) -> None:
        kept = ImmutableMultiDict[str, Any](fields)
        super().__init__((name.replace(_NUL, ""), _without(value)) for name, value in kept.items(multi=True))


class Asked(Request):
    """A request whose fields can be kept in either kind of ledger."""

    parameter_storage_class = _Kept


def install(app: Flask) -> None:
    """Take NULs out of fields; an address with one leads nowhere."""
    app.request_class = Asked

    @app.before_request
    def no_nul() -> None:
        if _NUL in request.path:
            abort(404)


def _without(value: Any) -> Any:
    return value.replace(_NUL, "") if isinstance(value, str) else value
