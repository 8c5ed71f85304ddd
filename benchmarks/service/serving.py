"""The server of ``cekdiklat serve`` with one route more, which does nothing: what every request costs here.

``python -m benchmarks.service.serving PORT WORKERS``, with the settings of the environment.
"""

from __future__ import annotations

import sys

from flask import Flask

from registry.settings import settings
from service.commands.serve import with_counters
from service.firststart import publish_when_empty
from service.wsgi import application

EMPTY = "/empty"


def with_empty() -> Flask:
    """The application and its empty route: past the log, the counters, the rate limit and the headers."""
    app = application()
    app.add_url_rule(EMPTY, "empty", lambda: "")
    return app


if __name__ == "__main__":
    publish_when_empty(settings())
    port, workers = map(int, sys.argv[1:3])
    with_counters(f"{__name__}:with_empty", "127.0.0.1", port, workers, no_worker=True)
