"""Certificates of the little internet: good ones, and every common kind of bad one."""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Issues certificates; ``pem`` is what a client must trust to accept the good ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trusted = trustme.CA()
        self._unknown = trustme.CA()
        self.pem = folder / "authority.pem"
        self._trusted.cert_pem.write_to_path(str(self.pem))

    def context(self, host: str, kind: str) -> ssl.SSLContext:
        """A server's context with a certificate of this kind for this host."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if kind == "old_protocol":
            context.set_ciphers("ALL:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
            kind = "good"
        if kind == "self_signed":
            context.load_cert_chain(self._self_signed(host))
        elif kind == "no_intermediate":
            context.load_cert_chain(self._leaf_only(host))
        else:
            self._certificate(host, kind).configure_cert(context)
        return context

    def _leaf_only(self, host: str) -> Path:
        """What small offices often serve: the certificate without the one between it and the authority."""
        leaf = self._certificate(host, "no_intermediate")
        path = self._folder / f"{host}.leaf.pem"
        path.write_bytes(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())
        return path

    def _self_signed(self, host: str) -> Path:
        """A certificate that vouches for itself, with its key, in one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        encoding = serialization.Encoding.PEM
        plain = serialization.NoEncryption()
        path = self._folder / f"{host}.pem"
        path.write_bytes(
            key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
            + certificate.public_bytes(encoding)
        )
        return path

    def _certificate(self, host: str, kind: str) -> trustme.LeafCert:
        match kind:
            case "good":
                return self._trusted.issue_cert(host)
            case "expired":
                return self._trusted.issue_cert(host, not_after=datetime.now(UTC) - timedelta(days=1))
            case "not_yet_valid":
                tomorrow = datetime.now(UTC) + timedelta(days=1)
                return self._trusted.issue_cert(
                    host, not_before=tomorrow, not_after=tomorrow + timedelta(days=30)
                )
            case "no_intermediate":
                return self._trusted.create_child_ca().issue_cert(host)
            case "wrong_host":
                return self._trusted.issue_cert("lain.example")
            case "unknown_issuer":
                return self._unknown.issue_cert(host)
        raise ValueError(f"no certificate of kind {kind!r}")
