"""The desk's cookie, signed by one machine and read by another, whose clocks never agree to the second."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class Signer(TimestampSigner):
    """A signature may come from the future: the key proves that it is ours, so the other clock is ahead.

    The library refuses one that is a second ahead, which logs out whoever the load balancer sends to the
    other machine. How long a login lasts is the ledger's word, by one clock (`registry.ledger.desk.logins`).
    """

    def unsign(
        self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False
    ) -> Any:
        """See ``TimestampSigner``.

        Raises:
            BadSignature: not ours, or older than ``max_age`` seconds.
        """
        value, signed = super().unsign(signed_value, None, return_timestamp=True)
        age = self.get_timestamp() - int(signed.timestamp())
        if max_age is not None and age > max_age:
            raise SignatureExpired(f"{age} s old", payload=value, date_signed=signed)
        return (value, signed) if return_timestamp else value


class CookieSessions(SecureCookieSessionInterface):
    """Flask's sessions with that signer."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """See Flask."""
        found = super().get_signing_serializer(app)
        if found is not None:
            found.signer = Signer
        return found
