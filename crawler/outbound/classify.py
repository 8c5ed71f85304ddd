"""From a status, headers and a body to an outcome."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from importlib.resources import files

from crawler.outbound.answer import Outcome

# 999 is what some social networks answer to anything that is no browser
_BLOCKED = frozenset({401, 403, 405, 406, 407, 451, 999})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT = 999_999_999.0  # seconds; more cannot be added to every date
_WALL_BYTES = 20_000  # bot walls are short pages; their signs stand near the top


@lru_cache(maxsize=1)
def _walls() -> tuple[tuple[str, tuple[bytes, ...], tuple[tuple[str, str], ...]], ...]:
    text = files("crawler.outbound").joinpath("botwalls.toml").read_text(encoding="utf-8")
    return tuple(
        (
            wall["name"],
            tuple(sign.encode() for sign in wall.get("body", ())),
            tuple((h["name"], h["value"]) for h in wall.get("headers", ())),
        )
        for wall in tomllib.loads(text)["wall"]
    )


def find_wall(headers: Mapping[str, str], body: bytes) -> str | None:
    """The bot wall a page comes from (``botwalls.toml``), by a header or by all its signs in the body; or
    ``None``."""
    head = body[:_WALL_BYTES]
    for name, signs, marks in _walls():
        if any(value in headers.get(header, "").casefold() for header, value in marks):
            return name
        if signs and all(sign in head for sign in signs):
            return name
    return None


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Seconds the server asks us to stay away (RFC 9110 §10.2.3: seconds or a date), ``None`` without the
    header."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):  # also a year or an offset that no date has
        return None
    return min(max(0.0, moment - (time.time() if now is None else now)), _LONGEST_WAIT)


def told_to_wait(status: int, header: bytes | None) -> float | None:
    """Seconds that a "not now" (429, or 503 with Retry-After) asks us to stay away."""
    if status not in (429, 503) or header is None:
        return None
    return retry_after({"retry-after": header.decode("latin-1")})


def is_redirect(status: int) -> bool:
    """Whether a status sends us on (with a Location)."""
    return status in _REDIRECTS


def classify(status: int, headers: Mapping[str, str], body: bytes) -> tuple[Outcome, str | None]:
    """The outcome of an answer that is no redirect, and the reason where the status does not say it."""
    if status == 304:
        return Outcome.NOT_MODIFIED, None
    if status == 429 or (status == 503 and "retry-after" in headers):
        return Outcome.LIMITED, None
    if (wall := find_wall(headers, body)) is not None:
        return Outcome.BLOCKED, wall
    if status in _BLOCKED:
        return Outcome.BLOCKED, str(status)
    if status in (404, 410):
        return Outcome.GONE, str(status)
    if 200 <= status < 300:
        return Outcome.OK, None
    return Outcome.FAILED, str(status)
