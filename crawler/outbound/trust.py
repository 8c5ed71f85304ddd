"""TLS: certificates are always verified; when that fails, the reason is told apart."""

from __future__ import annotations

import socket
import ssl
import warnings
from enum import StrEnum
from typing import Any

from twisted.internet.ssl import Certificate, optionsForClientTLS, trustRootFromCertificates
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from crawler.outbound.policy import Rehearsal


class TlsTrouble(StrEnum):
    """Why no trusted connection came about. Only `WRONG_HOST` and `SELF_SIGNED` can mean another owner."""

    EXPIRED = "tls_expired"
    NOT_YET_VALID = "tls_not_yet_valid"
    SELF_SIGNED = "tls_self_signed"
    UNKNOWN_ISSUER = (
        "tls_unknown_issuer"  # or the server forgot the intermediate certificate, which is common
    )
    WRONG_HOST = "tls_wrong_host"
    OLD_PROTOCOL = "tls_old_protocol"
    OTHER = "tls_other"


# X509_V_ERR_* of OpenSSL's x509_vfy.h, as `ssl.SSLCertVerificationError.verify_code` gives them
_BY_CODE = {
    9: TlsTrouble.NOT_YET_VALID,
    10: TlsTrouble.EXPIRED,
    18: TlsTrouble.SELF_SIGNED,
    19: TlsTrouble.SELF_SIGNED,  # a self-made authority at the end of the chain
    20: TlsTrouble.UNKNOWN_ISSUER,
    21: TlsTrouble.UNKNOWN_ISSUER,
    62: TlsTrouble.WRONG_HOST,
    64: TlsTrouble.WRONG_HOST,
}
_OLD = (
    "UNSUPPORTED_PROTOCOL",
    "WRONG_SSL_VERSION",
    "PROTOCOL_VERSION",
    "NO_PROTOCOLS_AVAILABLE",
    "VERSION_TOO_LOW",
)


@implementer(IPolicyForHTTPS)
class VerifyingPolicy:
    """Twisted's client policy with verification that no setting can turn off."""

    def __init__(self, rehearsal: Rehearsal | None) -> None:
        self._root = None
        if rehearsal is not None and rehearsal.authority is not None:
            authority = Certificate.loadPEM(rehearsal.authority.read_bytes())
            self._root = trustRootFromCertificates([authority])

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802, ARG002
        """Twisted's hook: how to open a connection to this host."""
        return optionsForClientTLS(hostname.decode("ascii"), trustRoot=self._root)


def probe(
    host: str, place: tuple[str, int], seconds: float, authority: str | None = None
) -> TlsTrouble | None:
    """Shake hands once more with the standard library, which names the reason; blocks up to ``seconds``.

    ``place`` is the address that was checked and its port, ``host`` the name the certificate must carry.
    ``None``: the handshake works, or fails for no reason of TLS.
    """
    context = ssl.create_default_context(cafile=authority)
    try:
        with (
            socket.create_connection(place, timeout=seconds) as raw,
            context.wrap_socket(raw, server_hostname=host),
        ):
            return None
    except ssl.SSLCertVerificationError as error:
        return _BY_CODE.get(error.verify_code, TlsTrouble.OTHER)
    except ssl.SSLError as error:
        told = any(word in (error.reason or "") for word in _OLD)
        old = told or _speaks_old(host, place, seconds)
        return TlsTrouble.OLD_PROTOCOL if old else TlsTrouble.OTHER
    except OSError:
        return None


def _speaks_old(host: str, place: tuple[str, int], seconds: float) -> bool:
    """Whether a server that hung up without a word shakes hands by TLS 1.0 or 1.1; nothing else is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # only its version is of interest
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that these are old is the question
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        with (
            socket.create_connection(place, timeout=seconds) as raw,
            context.wrap_socket(raw, server_hostname=host),
        ):
            return True
    except OSError:  # an SSLError is one
        return False
