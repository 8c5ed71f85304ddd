"""What a server of the little internet is asked and what it answers, faults included."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived. Header names are lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    scheme: str
    address: str

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The query's last value per name."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(slots=True)
class Reply:
    """One answer. ``before``: seconds of silence first; ``pause``: seconds between pieces of ``piece`` bytes;
    ``cut``: the connection is dropped after so many body bytes; ``raw``: sent instead of everything else."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    before: float = 0.0
    piece: int = 0
    pause: float = 0.0
    cut: int | None = None
    raw: bytes | None = None


def html(text: str, status: int = 200, **headers: str) -> Reply:
    """An HTML page; underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, text.encode(), {"content-type": "text/html; charset=utf-8", **named})


def xml(text: str) -> Reply:
    """A feed or a site map."""
    return Reply(200, text.encode(), {"content-type": "application/xml; charset=utf-8"})


def json_reply(value: Any, status: int = 200) -> Reply:
    """A JSON document."""
    return Reply(status, json.dumps(value).encode(), {"content-type": "application/json"})


def redirect(location: str, status: int = 302) -> Reply:
    """Go elsewhere."""
    return Reply(status, b"", {"location": location})


def not_found() -> Reply:
    """Nothing here."""
    return html("<title>404</title><p>Halaman tidak ditemukan", 404)


class Site(Protocol):
    """A host of the little internet."""

    @property
    def host(self) -> str:
        """Its name."""

    @property
    def certificate(self) -> str:
        """How its TLS is: ``good expired self_signed unknown_issuer wrong_host`` or ``none`` (no TLS at
        all)."""

    def reply(self, asked: Asked) -> Reply:
        """What it answers."""
