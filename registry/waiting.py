"""How long another machine is waited for. A machine that dies says so; a cut cable says nothing at all.

Without limits a request on a connection whose other end is silent waits for the kernel to give up, a quarter
of an hour. All figures are in seconds; each may be set otherwise in the URL of the ledger.
"""

from __future__ import annotations

from typing import Any, Final

LEDGER: Final[dict[str, int]] = {
    "connect_timeout": 2,  # the least that psycopg takes
    "tcp_user_timeout": 3_000,  # milliseconds
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
"""libpq's words. A silent server is noticed after three seconds, and by those who wait for an answer, too."""

REQUEST: Final = 5.0
"""The longest a request waits for one answer of the ledger, should its server be frozen."""

LEDGER_SERVER: Final[dict[str, int]] = {
    "tcp_keepalives_idle": 5,
    "tcp_keepalives_interval": 2,
    "tcp_keepalives_count": 2,
    "tcp_user_timeout": 6_000,  # milliseconds
}
"""The same from PostgreSQL's side, set for each session: a client that was cut off gives back its locks."""

QUEUE: Final[dict[str, Any]] = {"socket_connect_timeout": 1.0, "socket_timeout": 1.0}
"""Valkey answers within a millisecond, or is away. Its clients wait for nothing (no blocking commands)."""

COUNTING: Final[dict[str, Any]] = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3}
"""The same where a teacher waits for it: a request is counted here, in the process, rather than held up."""
