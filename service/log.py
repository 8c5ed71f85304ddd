"""The log: lines of JSON on stderr, never an address or a text that somebody asked about."""

from __future__ import annotations

import sys

import structlog

log = structlog.get_logger("service")


def configure() -> None:
    """Write JSON lines to stderr; called once by a process at its start."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
