"""Certificates of the little internet: good ones, and every common kind of bad one."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme


class Authority:
    """Issues certificates; ``pem`` is what a client must trust to accept the good ones."""

    def __init__(self, folder: Path) -> None:
        self._trusted = trustme.CA()
        self._unknown = trustme.CA()
        self.pem = folder / "authority.pem"
        self._trusted.cert_pem.write_to_path(str(self.pem))

    def context(self, host: str, kind: str) -> ssl.SSLContext:
        """A server's context with a certificate of this kind for this host."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._certificate(host, kind).configure_cert(context)
        return context

    def _certificate(self, host: str, kind: str) -> trustme.LeafCert:
        match kind:
            case "good":
                return self._trusted.issue_cert(host)
            case "expired":
                return self._trusted.issue_cert(host, not_after=datetime.now(UTC) - timedelta(days=1))
            case "wrong_host":
                return self._trusted.issue_cert("lain.example")
            case "unknown_issuer":
                return self._unknown.issue_cert(host)
        raise ValueError(f"no certificate of kind {kind!r}")
