"""The address of the page that is shown, with other parameters."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request, url_for


def same_page(**changed: str) -> str:
    """Path and query of this page with some parameters changed; of the first page where there is none.

    Parameters are never handed to ``url_for``, which would take ``_scheme`` or ``_external`` from a stranger.
    """
    path = url_for(request.endpoint, **(request.view_args or {})) if request.endpoint else url_for("web.home")
    return f"{path}?{urlencode({**request.args.to_dict(), **changed})}"
